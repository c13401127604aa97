import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { FactId, MemberId, SkillId } from '../ids.ts';
import { skillStream } from '../ids.ts';
import { kindByName } from '../kinds/allKinds.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import * as kinds from '../kinds/skill.ts';
import type { SkillRule, SkillWords } from '../kinds/skill.ts';
import { type SettleContext, asRead, countedIn, isOfLaterVersion } from './context.ts';
import type { Who } from './custody.ts';
import { lastWords } from './described.ts';
import { type Concern, awaitedBy, awaitedByAll, settleConcern } from './heads.ts';
import { hasRole, memberOf } from './membership.ts';
import { type Pasts, createPasts } from './pasts.ts';

/** Somebody showed somebody: agreed by both, or noted by one for both. */
export interface Induction {
  /** The teacher's half, or the note. */
  readonly ref: FactRef;
  readonly how: 'agreed' | 'noted';
  readonly teacher: Who;
  readonly learner: Who;
  /** Whoever wrote it down; differs from the teacher in a note. */
  readonly by: MemberId | null;
  readonly knew: boolean;
  /** By the earlier of both clocks. */
  readonly at: number;
  /** The half by which the learner may show others; null of a note. */
  readonly ground: FactRef | null;
  /** Taken back: it tells how it was, and nobody holds it by this any more. */
  readonly isEnded: boolean;
}

/** One half, while the other is missing. Counts nowhere. */
export interface OpenHalf {
  /** The teacher's half, here or not. */
  readonly ref: FactRef;
  readonly waitsFor: 'learner' | 'teacher';
  readonly teacher: MemberId | null;
  readonly learner: MemberId;
  readonly at: number;
}

/** Whoever holds it, by the last time they were shown. Whether it has lapsed is for whoever knows the time. */
export interface Holder {
  readonly member: MemberId;
  readonly at: number;
  readonly teacher: Who;
  readonly how: Induction['how'];
  readonly knew: boolean;
  /** By which they may show others. */
  readonly ground: FactRef | null;
}

export interface Skill {
  readonly id: SkillId;
  readonly exists: boolean;
  readonly name: string;
  readonly about: string | null;
  readonly safety: boolean;
  readonly lapsesAfterMonths: number | null;
  readonly lapsesUnusedMonths: number | null;
  readonly rule: SkillRule;
  readonly isRetired: boolean;
  /** In the order they rest on each other, those taken back included. */
  readonly inductions: readonly Induction[];
  readonly open: readonly OpenHalf[];
  readonly holders: readonly Holder[];
  /** Those who said that they may be asked. */
  readonly shows: readonly MemberId[];
  /** Heads by concern. */
  readonly heads: Readonly<Record<'description' | 'standing' | 'induction' | 'shows', readonly FactRef[]>>;
  readonly awaits: readonly FactRef[];
}

/** Pure: the same facts in any order, doubled or in parts, give the same skill. Never throws. */
export function settleSkill(id: SkillId, stored: readonly Fact[], context: SettleContext): Skill {
  const facts = asRead(stored, context);
  const isCounted = countedIn(context, (fact) => fact.streams[0] === skillStream(id) && maySay(fact, context));
  const of = (concern: string): Concern =>
    settleConcern(
      facts.filter((fact) => kindByName.get(fact.kind)?.concern === concern || isOfLaterVersion(context, fact)),
      isCounted,
      context,
      facts,
    );
  const [description, standing, induction, shows] = [of('description'), of('standing'), of('induction'), of('shows')];
  const words = lastWords(description.ordered, isCounted, wordsOf);
  const { inductions, open } = inductionsOf(induction.ordered, facts, isCounted, context);
  return {
    id,
    exists: description.ordered.some((fact) => isCounted(fact) && fact.kind === kinds.skillAdded.name),
    name: words.name ?? '',
    about: words.about ?? null,
    safety: words.safety ?? false,
    lapsesAfterMonths: words.lapsesAfterMonths ?? null,
    lapsesUnusedMonths: words.lapsesUnusedMonths ?? null,
    rule: words.rule ?? 'warn',
    isRetired: standing.heads.some((fact) => bodyOf(kinds.skillRetired, fact) !== null),
    inductions,
    open,
    holders: holdersOf(inductions),
    shows: showsOf(shows.ordered, isCounted, context),
    heads: {
      description: description.tops,
      standing: standing.tops,
      induction: induction.tops,
      shows: shows.tops,
    },
    awaits: [...awaitedByAll(facts, facts, context), ...strangersIn(induction.ordered, context)],
  };
}

const stewardsOnly: ReadonlySet<string> = new Set(
  [kinds.skillAdded, kinds.skillDescribed, kinds.skillRetired, kinds.skillRestored].map(({ name }) => name),
);
const maySay = (fact: Fact, { membership }: SettleContext): boolean =>
  !stewardsOnly.has(fact.kind) || hasRole(membership, fact, 'steward');

function wordsOf(fact: Fact): SkillWords | null {
  const added = bodyOf(kinds.skillAdded, fact);
  if (added === null) return bodyOf(kinds.skillDescribed, fact);
  const { batch: _batch, ...words } = added;
  return words;
}

interface Withdrawal {
  readonly fact: Fact;
  readonly isStewards: boolean;
  readonly logs: readonly FactRef[];
}

/** What each induction is judged on. */
interface Bench {
  readonly context: SettleContext;
  readonly pasts: Pasts;
  readonly withdrawals: ReadonlyMap<FactId, readonly Withdrawal[]>;
  /** Inductions agreed so far, by the learner's half. */
  readonly grounds: Map<FactId, Induction>;
}

function inductionsOf(
  ordered: readonly Fact[],
  stream: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
): Pick<Skill, 'inductions' | 'open'> {
  const { membership } = context;
  const counted = ordered.filter(isCounted);
  const pasts = createPasts(ordered, {
    sides: new Map([...membership.devices].map(([log, { branches }]) => [log, branches])),
    isFirst: () => false,
    isAsked: ({ kind }) => kind === kinds.inductionWithdrawn.name,
  });
  const bench: Bench = { context, pasts, withdrawals: withdrawalsOf(counted, context), grounds: new Map() };
  const here = new Map(counted.map((fact) => [fact.id, fact]));
  const arrived = new Set(stream.map(({ id }) => id));
  const isComing = (fact: Fact, of: FactRef): boolean =>
    awaitedBy(fact, arrived, context).some(({ id }) => id === of.id);
  const said = new Map<FactId, Induction>();
  const halves = new Map<FactId, OpenHalf>();
  const early: OpenHalf[] = [];
  for (const fact of pasts.ordered) {
    if (!isCounted(fact)) continue;
    const noted = noteOf(fact, bench);
    if (noted !== null) said.set(fact.id, noted);
    const half = halfOf(fact, bench);
    if (half !== null) halves.set(fact.id, half);
    const of = bodyOf(kinds.learned, fact)?.of;
    if (of === undefined || !names(fact, of)) continue;
    const learner = memberOf(membership, fact.log);
    const taught = here.get(of.id);
    const agreed = agreedOf(fact, taught, halves.get(of.id), bench);
    if (agreed !== null) said.set(of.id, said.get(of.id) ?? agreed);
    // The learner said yes, and the teacher's half, or what that stands on, is not here.
    else if (learner !== null && (taught === undefined ? isComing(fact, of) : learnerOf(taught, context) === learner))
      early.push({
        ref: refOf(of),
        waitsFor: 'teacher',
        teacher: memberOf(membership, of.log),
        learner,
        at: fact.at ?? 0,
      });
  }
  const isOpen = ({ ref }: OpenHalf): boolean => !said.has(ref.id) && !bench.withdrawals.has(ref.id);
  return { inductions: [...said.values()], open: [...halves.values(), ...early].filter(isOpen) };
}

/** The teacher's half, if its writer may show: to somebody else, whom membership knows. */
function halfOf(fact: Fact, bench: Bench): OpenHalf | null {
  const body = bodyOf(kinds.taught, fact);
  const { membership } = bench.context;
  const [teacher, learner] = [memberOf(membership, fact.log), learnerOf(fact, bench.context)];
  if (body === null || learner === null || teacher === learner || !mayShow(fact, body.on, bench)) return null;
  return { ref: refOf(fact), waitsFor: 'learner', teacher, learner, at: fact.at ?? 0 };
}

/** Whom a teacher's half names. */
function learnerOf(fact: Fact, { membership }: SettleContext): MemberId | null {
  const to = bodyOf(kinds.taught, fact)?.to;
  return to === undefined ? null : memberOf(membership, to);
}

/** Answered from two devices, it is one induction, and either answer may be shown on. */
function agreedOf(fact: Fact, taught: Fact | undefined, half: OpenHalf | undefined, bench: Bench): Induction | null {
  if (taught === undefined || half?.learner !== memberOf(bench.context.membership, fact.log)) return null;
  const agreed: Induction = {
    ref: half.ref,
    how: 'agreed',
    teacher: half.teacher,
    learner: half.learner,
    by: half.teacher,
    knew: bodyOf(kinds.taught, taught)?.knew ?? false,
    at: Math.min(half.at, fact.at ?? 0),
    ground: refOf(fact),
    isEnded: bench.withdrawals.has(half.ref.id),
  };
  bench.grounds.set(fact.id, agreed);
  return agreed;
}

function noteOf(fact: Fact, bench: Bench): Induction | null {
  const body = bodyOf(kinds.inductionNoted, fact);
  const { membership } = bench.context;
  if (body === null || !mayShow(fact, body.on, bench)) return null;
  const person = personOf(kinds.inductionNoted, fact);
  const by = memberOf(membership, fact.log);
  // Nobody says of themselves that they were shown, but a steward, with whom it begins.
  if (person?.learner === by && !hasRole(membership, fact, 'steward')) return null;
  const gone = typeof fact.person === 'string' ? fact.person : null;
  return {
    ref: refOf(fact),
    how: 'noted',
    teacher: person === null ? gone : (person.teacher ?? by),
    learner: person?.learner ?? gone,
    by,
    knew: body.knew ?? false,
    at: fact.at ?? 0,
    ground: null,
    isEnded: bench.withdrawals.has(fact.id),
  };
}

/** A steward, or who was shown: by the half they name, which nobody took back as far as facts can tell. */
function mayShow(fact: Fact, on: FactRef | undefined, bench: Bench): boolean {
  const { membership } = bench.context;
  if (hasRole(membership, fact, 'steward')) return true;
  const ground = on !== undefined && names(fact, on) ? bench.grounds.get(on.id) : undefined;
  if (ground === undefined || ground.learner !== memberOf(membership, fact.log)) return false;
  const taken = bench.withdrawals.get(ground.ref.id) ?? [];
  return !taken.some((each) => bench.pasts.isBelow(each.fact, fact) || (each.isStewards && !isWithin(each.logs, fact)));
}

const isWithin = (places: readonly FactRef[], { log, seq }: FactRef): boolean =>
  places.some((place) => place.log === log && seq <= place.seq);

const names = ({ after }: Fact, { id }: FactRef): boolean => after.some((ref) => ref.id === id);

/** By what they take back. Only who is part of it may, and stewards. */
function withdrawalsOf(counted: readonly Fact[], context: SettleContext) {
  const { membership } = context;
  const byId = new Map(counted.map((fact) => [fact.id, fact]));
  const found = new Map<FactId, readonly Withdrawal[]>();
  for (const fact of counted) {
    const body = bodyOf(kinds.inductionWithdrawn, fact);
    const target = body === null ? undefined : byId.get(body.of.id);
    if (body === null || target === undefined) continue;
    const learner = learnerOf(target, context) ?? personOf(kinds.inductionNoted, target)?.learner;
    const isStewards = hasRole(membership, fact, 'steward');
    const by = memberOf(membership, fact.log);
    if (!isStewards && by !== memberOf(membership, target.log) && by !== learner) continue;
    found.set(target.id, [...(found.get(target.id) ?? []), { fact, isStewards, logs: body.logs }]);
  }
  return found;
}

/** By member, the last time they were shown first of all. */
function holdersOf(inductions: readonly Induction[]): readonly Holder[] {
  const holders = new Map<MemberId, Holder>();
  const standing = inductions.filter(({ isEnded }) => !isEnded);
  for (const { learner, teacher, how, knew, at, ground } of standing.toSorted((a, b) => a.at - b.at)) {
    if (learner === null || learner === 'forgotten' || learner === 'to-come') continue;
    const before = holders.get(learner)?.ground ?? null;
    holders.set(learner, { member: learner, at, teacher, how, knew, ground: ground ?? before });
  }
  return [...holders.values()].toSorted((a, b) => (a.member < b.member ? -1 : 1));
}

function showsOf(
  ordered: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  { membership }: SettleContext,
): readonly MemberId[] {
  const words = lastWords<Record<string, boolean>>(ordered, isCounted, (fact) => {
    const body = bodyOf(kinds.willShow, fact);
    const who = typeof fact.person === 'string' ? null : personOf(kinds.willShow, fact)?.by;
    const member = who === undefined ? memberOf(membership, fact.log) : who;
    return body === null || member === null ? null : { [member]: body.will };
  });
  return Object.entries(words)
    .flatMap(([member, will]) => (will === true ? [member as MemberId] : []))
    .toSorted();
}

/** Learners whose admission is still to come: with the first news of their log this is settled again. */
const strangersIn = (ordered: readonly Fact[], { membership }: SettleContext): readonly FactRef[] =>
  ordered.flatMap((fact) => {
    const to = bodyOf(kinds.taught, fact)?.to;
    return to === undefined || memberOf(membership, to) !== null ? [] : [{ log: to, seq: 0, id: fact.id }];
  });
