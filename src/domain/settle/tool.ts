import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { BlobId, FactId, LabelId, ToolId } from '../ids.ts';
import { toolStream } from '../ids.ts';
import { kindByName } from '../kinds/allKinds.ts';
import { handedOver, returned, withdrawn } from '../kinds/custody.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import * as kinds from '../kinds/tool.ts';
import type { RetireReason, ToolWords, What } from '../kinds/tool.ts';
import type { Photo, SealedFile } from '../schema.ts';
import { isLabelFact, namesItsCode } from './codeNames.ts';
import { inCausalOrder } from './causalOrder.ts';
import { type Fault, settleCare } from './care.ts';
import { type SettleContext, countedIn, asRead } from './context.ts';
import { type Claim, type Custody, type Doubt, type Who, claimOf, settleCustody } from './custody.ts';
import { lastWords } from './described.ts';
import { type CountedUse, type Duty, isDutyFact, settleDutiesOn } from './duty.ts';
import { type Concern, awaitedBy, awaitedIn, below, concernIn } from './heads.ts';
import { hasRole, memberOf } from './membership.ts';

export interface ForeignCode {
  readonly format: string;
  readonly text: string;
}

/** One time the tool served somebody, from taking to return or to the next hand. */
export interface Use extends Claim {
  readonly ended: {
    readonly at: number;
    readonly how: 'returned' | 'handed-over' | 'taken-over';
    readonly id: FactId;
    /** How long it ran, where that was said. */
    readonly minutes: number;
  } | null;
}

/** One line of the life story: the fact, and whether it was taken back. */
export interface StoryLine {
  readonly fact: Fact;
  readonly withdrawn: 'undo' | 'not-me' | null;
}

/** A manual or the like, by the title somebody gave it. */
export interface ToolFile extends SealedFile {
  readonly title: string;
}

/** All one can say of a tool or space from its facts. */
export interface Tool {
  readonly id: ToolId;
  /** False while nothing that counts has added it: facts about it came before it, or its import was taken back. */
  readonly exists: boolean;
  readonly what: What;
  readonly name: string;
  readonly words: Partial<ToolWords>;
  readonly photos: readonly Photo[];
  readonly files: readonly ToolFile[];
  readonly labels: readonly LabelId[];
  readonly codes: readonly ForeignCode[];
  readonly retired: { readonly reason: RetireReason; readonly words: string | null; readonly at: number } | null;
  readonly custody: Custody;
  /** What is wrong with it and was not released, the worst first. */
  readonly faults: readonly Fault[];
  /** Newest first; what was taken back is not in it. */
  readonly uses: readonly Use[];
  /** Plans of care on it, those that were ended included. */
  readonly duties: readonly Duty[];
  /** Newest first, corrections included. */
  readonly story: readonly StoryLine[];
  readonly addedAt: number | null;
  /** Heads by concern: what the next fact of that concern is written on. Labels and codes: `label:…`, `code:…`. */
  readonly heads: ReadonlyMap<string, readonly FactRef[]>;
  /** References still to come, so that the door settles this stream again when their logs grow. */
  readonly awaits: readonly FactRef[];
}

/** The concern a fact belongs to, with labels and codes each a concern of their own. */
export function concernOf(fact: Pick<Fact, 'kind' | 'body'>): string | null {
  const kind = kindByName.get(fact.kind);
  if (kind === undefined) return null;
  const { label, format, text } = fact.body;
  if (kind.concern === 'label') return `label:${wordOf(label)}`;
  if (kind.concern === 'code') return `code:${wordOf(format)}:${wordOf(text)}`;
  return kind.concern;
}
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Pure: the same facts in any order, doubled or in parts, give the same tool. Never throws. */
export function settleTool(id: ToolId, stored: readonly Fact[], context: SettleContext): Tool {
  const all = asRead(stored, context);
  // In order once, for all that is read below.
  const told = inCausalOrder(all);
  const facts = told.filter((fact) => !isDutyFact(fact));
  const arrived = new Set(told.map(({ id: each }) => each));
  const isCounted = countedIn(context, (fact) => isAbout(fact, id) && mayRetire(fact, context));
  const concerns = byConcern(facts, isCounted, context, arrived);
  const concern = (name: string): Concern => concerns.get(name) ?? nothing;

  const words = lastWords(concern('description').ordered, isCounted, (fact) => wordsOf(fact, context));
  const added = concern('description').ordered.find((fact) => isCounted(fact) && fact.kind === kinds.toolAdded.name);
  const custody = settleCustody(concern('custody'), isCounted);
  const care = settleCare(concern('care'), isCounted);
  const life = lifeOf(facts, concern('custody').ordered, care.withdrawn, isCounted);
  const duties = settleDutiesOn(id, all, context, life.uses.flatMap(countedUse));
  return {
    id,
    exists: added !== undefined,
    what: words.what ?? 'tool',
    name: words.name ?? '',
    words,
    photos: photosOf(concern('photos').ordered.filter(isCounted)),
    files: filesOf(concern('files').ordered.filter(isCounted)),
    ...codesOf(id, concerns),
    retired: retiredBy(concern('standing').heads),
    custody: {
      ...custody,
      doubts: [...custody.doubts, ...retirementDoubts(concern('standing'), custody, facts, context)],
    },
    faults: care.faults,
    uses: life.uses,
    duties,
    story: withCare(life.story, duties, told),
    addedAt: added?.at ?? null,
    heads: new Map([...concerns].flatMap(([name, { tops }]) => (tops.length > 0 ? [[name, tops]] : []))),
    awaits: awaitedIn(told, arrived, context),
  };
}

const countedUse = ({ ended }: Use): readonly CountedUse[] =>
  ended === null ? [] : [{ ended: ended.id, at: ended.at, minutes: ended.minutes }];

/** The care it was given, in its place among the rest. Who has it on is not a thing of the tool's. */
function withCare(story: readonly StoryLine[], duties: readonly Duty[], told: readonly Fact[]): readonly StoryLine[] {
  const care = duties.flatMap((duty) =>
    duty.exists
      ? duty.story.flatMap(({ fact, isUndone }): readonly StoryLine[] =>
          toldOfCare.has(fact.kind) ? [{ fact, withdrawn: isUndone ? 'undo' : null }] : [],
        )
      : [],
  );
  if (care.length === 0) return story;
  const lines = new Map([...story, ...care].map((line) => [line.fact.id, line]));
  return told.toReversed().flatMap(({ id }) => lines.get(id) ?? []);
}
const toldOfCare: ReadonlySet<string> = new Set(['dutyPlanned', 'dutyDone', 'dutyEnded', 'dutyResumed']);

const nothing: Concern = { ordered: [], heads: [], tops: [], isArriving: () => false };

/**
 * A fact says something of its subject only, whatever other streams it names; but a label bound to another tool ends
 * the binding told here.
 */
const isAbout = (fact: Fact, id: ToolId): boolean =>
  isLabelFact(fact) ? namesItsCode(fact) : fact.streams[0] === toolStream(id) && namesItsCode(fact);

const mayRetire = (fact: Fact, { membership }: SettleContext): boolean =>
  (fact.kind !== kinds.retired.name && fact.kind !== kinds.restored.name) || hasRole(membership, fact, 'steward');

/** A fact of a later version belongs to the concerns of what it was written on. `facts` in order. */
function byConcern(
  facts: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
  arrived: ReadonlySet<FactId>,
) {
  const concernsOf = new Map<FactId, readonly string[]>();
  const groups = new Map<string, Fact[]>();
  // What it was written on may be still to come: then it may be news of who has the tool.
  const ofLater = (fact: Fact): readonly string[] => {
    const below = fact.after.flatMap(({ id }) => concernsOf.get(id) ?? []);
    return [...new Set(awaitedBy(fact, arrived, context).length > 0 ? [...below, 'custody'] : below)];
  };
  for (const fact of facts) {
    const known = concernOf(fact);
    const names = known === null ? ofLater(fact) : [known];
    concernsOf.set(fact.id, names);
    for (const name of names) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [fact]);
      else group.push(fact);
    }
  }
  return new Map([...groups].map(([name, group]) => [name, concernIn(group, isCounted, context, arrived)] as const));
}

function wordsOf(fact: Fact, { membership }: SettleContext): ToolWords | null {
  const words = describedBy(fact);
  // What one must have been shown is a rule.
  return words?.skills === undefined || hasRole(membership, fact, 'steward') ? words : { ...words, skills: undefined };
}

function describedBy(fact: Fact): ToolWords | null {
  const added = bodyOf(kinds.toolAdded, fact);
  if (added === null) return bodyOf(kinds.toolDescribed, fact);
  const { batch: _batch, ...words } = added;
  return words;
}

function photosOf(facts: readonly Fact[]): readonly Photo[] {
  const gone = new Set<BlobId>(facts.flatMap((fact) => bodyOf(kinds.photoRemoved, fact)?.blob ?? []));
  return facts
    .flatMap((fact) => bodyOf(kinds.photoAdded, fact)?.photo ?? [])
    .filter(({ full }) => !gone.has(full.blob))
    .toReversed();
}

function filesOf(facts: readonly Fact[]): readonly ToolFile[] {
  const gone = new Set<BlobId>(facts.flatMap((fact) => bodyOf(kinds.fileRemoved, fact)?.blob ?? []));
  return facts.flatMap((fact) => {
    const added = bodyOf(kinds.fileAdded, fact);
    return added === null || gone.has(added.file.blob) ? [] : [{ ...added.file, title: added.title }];
  });
}

function codesOf(id: ToolId, concerns: ReadonlyMap<string, Concern>) {
  const tops = [...concerns.values()].flatMap(({ heads }) => heads);
  const mine = tops.filter(({ streams }) => streams[0] === toolStream(id));
  return {
    labels: [...new Set(mine.flatMap((fact) => bodyOf(kinds.labelBound, fact)?.label ?? []))].toSorted(),
    codes: mine.flatMap((fact): readonly ForeignCode[] => {
      const claimed = bodyOf(kinds.codeClaimed, fact);
      return claimed === null ? [] : [{ format: claimed.format, text: claimed.text }];
    }),
  };
}

function retiredBy(heads: readonly Fact[]): Tool['retired'] {
  for (const fact of heads) {
    const body = bodyOf(kinds.retired, fact);
    if (body !== null) return { reason: body.reason ?? 'other', words: body.words ?? null, at: fact.at ?? 0 };
  }
  return null;
}

/**
 * A steward retired it where nobody had it, and somebody took it who could not know. Each names what it knew of the
 * other: a retirement the heads of custody, a hand-over of a retired tool the retirement.
 */
function retirementDoubts(
  standing: Concern,
  { claims, arriving }: Custody,
  facts: readonly Fact[],
  { membership }: SettleContext,
): readonly Doubt[] {
  const retirements = standing.heads.filter((fact) => bodyOf(kinds.retired, fact) !== null);
  if (arriving || claims.length === 0 || retirements.length === 0) return [];
  const here = new Map(facts.map((fact) => [fact.id, fact]));
  const factsOf = (ref: FactRef): readonly Fact[] =>
    below(
      [here.get(ref.id)].flatMap((fact) => fact ?? []),
      (id) => here.get(id),
    );
  return retirements.flatMap((fact): readonly Doubt[] => {
    const known = new Set(factsOf(fact));
    // The first version's retirements named nothing of custody: there the clocks tell which came first.
    const saysWhatItKnew = [...known].some(({ kind }) => concernOf({ kind, body: {} }) === 'custody');
    const isApart = claims.some(({ ref, at }) => {
      const claim = here.get(ref.id);
      if (claim === undefined || known.has(claim) || factsOf(ref).includes(fact)) return false;
      return saysWhatItKnew || at >= (fact.at ?? 0);
    });
    if (!isApart) return [];
    return [{ ref: refOf(fact), how: 'retired', by: memberOf(membership, fact.log), log: fact.log, at: fact.at ?? 0 }];
  });
}

/** Uses and story. A use ends with the first counted fact written on top of it that returns it or gives it a new holder. */
function lifeOf(
  facts: readonly Fact[],
  custody: readonly Fact[],
  careUndone: ReadonlySet<FactId>,
  isCounted: (fact: Fact) => boolean,
) {
  const undone = undoneIn(custody, isCounted);
  const standing = custody.filter((fact) => isCounted(fact) && !undone.has(fact.id) && fact.kind !== withdrawn.name);
  const endings = endingsOf(standing, custody);
  const uses = standing.flatMap((fact): readonly Use[] => {
    const claim = claimOf(fact);
    if (claim === null) return [];
    const end = endings.get(fact.id);
    const how = end?.kind === returned.name ? 'returned' : end?.kind === handedOver.name ? 'handed-over' : 'taken-over';
    const minutes = (end && bodyOf(returned, end)?.minutes) ?? 0;
    return [{ ...claim, ended: end === undefined ? null : { at: end.at ?? 0, how, id: end.id, minutes } }];
  });
  const story = facts
    .filter(isCounted)
    .map((fact) => ({ fact, withdrawn: undone.get(fact.id) ?? (careUndone.has(fact.id) ? ('undo' as const) : null) }));
  return { uses: uses.toReversed(), story: story.toReversed() };
}

/** Custody facts that were taken back. A withdrawal that was itself taken back takes nothing back. */
function undoneIn(
  custody: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
): ReadonlyMap<FactId, 'undo' | 'not-me'> {
  const ids = new Set(custody.map(({ id }) => id));
  const undone = new Map<FactId, 'undo' | 'not-me'>();
  for (const fact of custody.toReversed()) {
    const body = isCounted(fact) && !undone.has(fact.id) ? bodyOf(withdrawn, fact) : null;
    if (body !== null && ids.has(body.fact.id)) undone.set(body.fact.id, body.why ?? 'undo');
  }
  return undone;
}

/** The first standing fact on top of each, seen through what was taken back or never counted. */
function endingsOf(standing: readonly Fact[], custody: readonly Fact[]): ReadonlyMap<FactId, Fact> {
  const byId = new Map(custody.map((fact) => [fact.id, fact]));
  const stands = new Set(standing);
  const endings = new Map<FactId, Fact>();
  for (const fact of standing) {
    const seen = new Set<FactId>();
    const open = [...fact.after];
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      if (seen.has(ref.id)) continue;
      seen.add(ref.id);
      const ground = byId.get(ref.id);
      if (ground === undefined) continue;
      if (!stands.has(ground)) open.push(...ground.after);
      else if (!endings.has(ground.id)) endings.set(ground.id, fact);
    }
  }
  return endings;
}

/** The note somebody left with a custody fact, if it is here. */
export const noteOf = (fact: Fact): string | null => personOf(returned, fact)?.note ?? claimOf(fact)?.note ?? null;

/** Who a custody fact names, for the story. */
export function whoOf(fact: Fact): Who {
  const claim = claimOf(fact);
  if (claim !== null) return claim.by;
  if (typeof fact.person === 'string') return fact.person;
  return personOf(returned, fact)?.by ?? personOf(withdrawn, fact)?.by ?? null;
}
