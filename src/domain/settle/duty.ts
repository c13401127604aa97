import { addDays, addMonths, dayNumber, dayOfInstant } from '../days.ts';
import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { DutyId, FactId, LogId, PlaceId, SkillId, ToolId } from '../ids.ts';
import { dutyStream, streamKey, streamType, toolStream } from '../ids.ts';
import {
  dutyDescribed,
  dutyDone,
  dutyEnded,
  dutyPlanned,
  dutyResumed,
  dutyTakenOn,
  dutyUndone,
} from '../kinds/duty.ts';
import type { Rhythm } from '../kinds/duty.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import { type SettleContext, asRead, countedIn, isOfLaterVersion } from './context.ts';
import type { Who } from './custody.ts';
import { lastWords } from './described.ts';
import { type Concern, awaitedByAll, below, settleConcern } from './heads.ts';
import { memberOf } from './membership.ts';

/** How often: after so many of `unit`; null when a later version said it in words unknown here. */
export interface Every {
  readonly unit: Rhythm | null;
  readonly n: number;
}

/** One time it was done. Who did it is the log's member, or somebody the person part names. */
export interface Done {
  readonly ref: FactRef;
  readonly by: Who;
  readonly log: LogId;
  /** The civil day it counts from. */
  readonly day: string;
  readonly at: number;
  readonly skipped: readonly string[];
  readonly note: string | null;
}

/** "I will do it". Two when they said so apart: both are shown. */
export interface Taker {
  readonly ref: FactRef;
  readonly by: Who;
  readonly log: LogId;
}

/** A use that has ended, as a plan by use or hours counts it. */
export interface CountedUse {
  readonly ended: FactId;
  readonly at: number;
  readonly minutes: number;
}

/** A plan of care and how it stands. What is due when is for `dueDay`, with the day given. */
export interface Duty {
  readonly id: DutyId;
  /** On this tool, else on `place`, else on the whole workshop. */
  readonly tool: ToolId | null;
  readonly place: PlaceId | null;
  readonly exists: boolean;
  readonly isEnded: boolean;
  readonly name: string;
  readonly every: Every;
  readonly steps: readonly string[];
  readonly starts: string;
  readonly stopsLending: boolean;
  readonly skill: SkillId | null;
  /** Newest first. */
  readonly dones: readonly Done[];
  readonly takers: readonly Taker[];
  /** Uses, or minutes of use, since it was last done; 0 for plans by date. */
  readonly since: number;
  /** The day that was enough; null while it is not, and for plans by date. */
  readonly reached: string | null;
  /** Told of it, oldest first; `undone` = that time does not count. */
  readonly story: readonly { readonly fact: Fact; readonly isUndone: boolean }[];
  readonly heads: { readonly plan: readonly FactRef[]; readonly turn: readonly FactRef[] };
  readonly awaits: readonly FactRef[];
}

export const isDutyFact = ({ streams }: Pick<Fact, 'streams'>): boolean =>
  streams[0] !== undefined && streamType(streams[0]) === 'duty';

/** All duties on one tool, from the tool's stream, in the order of their ids. */
export function settleDutiesOn(
  tool: ToolId,
  facts: readonly Fact[],
  context: SettleContext,
  uses: readonly CountedUse[],
): readonly Duty[] {
  const ids = new Set(
    facts.flatMap((fact) => (isDutyFact(fact) ? [streamKey(fact.streams[0] ?? dutyStream('' as DutyId))] : [])),
  );
  return [...ids].toSorted().map((id) => settleIn(id as DutyId, tool, facts, context, uses));
}

/** A duty on a place or the workshop, from its own stream. One on a tool does not exist here: see `settleDutiesOn`. */
export const settleDuty = (id: DutyId, facts: readonly Fact[], context: SettleContext): Duty =>
  settleIn(id, null, facts, context, []);

/** Pure: the same facts in any order, doubled or in parts, give the same duty. Never throws. */
function settleIn(
  id: DutyId,
  tool: ToolId | null,
  stored: readonly Fact[],
  context: SettleContext,
  uses: readonly CountedUse[],
): Duty {
  const stream = dutyStream(id);
  const own = asRead(stored, context).filter(({ streams }) => streams[0] === stream);
  const home = tool === null ? undefined : toolStream(tool);
  const isCounted = countedIn(context, (fact) => fact.streams[1] === home && isAtHome(fact, tool));
  const of = (kinds: readonly { readonly name: string }[]): Concern =>
    settleConcern(
      own.filter((fact) => kinds.some(({ name }) => name === fact.kind) || isOfLaterVersion(context, fact)),
      isCounted,
      context,
      stored,
    );
  const plan = of(planKinds);
  const turn = of(turnKinds);
  const words = lastWords<PlanWords>(plan.ordered, isCounted, wordsOf);
  const dones = donesOf(plan, turn, isCounted, context);
  const every = { unit: words.every?.unit ?? null, n: words.every?.n ?? 1 };
  const undone = undoneIn(turn.ordered, isCounted);
  return {
    id,
    tool,
    place: words.place ?? null,
    exists: plan.ordered.some((fact) => isCounted(fact) && fact.kind === dutyPlanned.name),
    isEnded: words.isEnded ?? false,
    name: words.name ?? '',
    every,
    steps: words.steps ?? [],
    starts: words.starts ?? '1970-01-01',
    stopsLending: tool !== null && (words.stopsLending ?? false),
    skill: words.skill ?? null,
    dones,
    takers: takersOf(turn, isCounted, context),
    ...countOf(
      every,
      usesAfter(uses, [...plan.ordered, ...turn.ordered], stored, (fact) => isCounted(fact) && !undone.has(fact.id)),
    ),
    story: [...plan.ordered, ...turn.ordered]
      .filter(isCounted)
      .map((fact) => ({ fact, isUndone: undone.has(fact.id) })),
    heads: { plan: plan.tops, turn: turn.tops },
    awaits: awaitedByAll(own, stored, context),
  };
}

const planKinds = [dutyPlanned, dutyDescribed, dutyEnded, dutyResumed];
const turnKinds = [dutyTakenOn, { name: 'dutyGivenBack' }, dutyDone, dutyUndone];

/** A plan says what it is on, and stands in that stream and no other. */
const isAtHome = (fact: Fact, tool: ToolId | null): boolean => {
  const planned = bodyOf(dutyPlanned, fact);
  return planned === null || (planned.tool ?? null) === tool;
};

interface PlanWords {
  readonly name?: string | undefined;
  readonly every?: { readonly unit?: Rhythm | undefined; readonly n: number } | undefined;
  readonly steps?: readonly string[] | undefined;
  readonly starts?: string | undefined;
  readonly stopsLending?: boolean | undefined;
  readonly skill?: SkillId | null | undefined;
  readonly place?: PlaceId | undefined;
  readonly isEnded?: boolean | undefined;
}

function wordsOf(fact: Fact): PlanWords | null {
  if (fact.kind === dutyEnded.name) return { isEnded: true };
  if (fact.kind === dutyResumed.name) return { isEnded: false };
  const planned = bodyOf(dutyPlanned, fact);
  if (planned === null) return bodyOf(dutyDescribed, fact);
  const { tool: _tool, seen: _seen, batch: _batch, ...words } = planned;
  return words;
}

/** The writer, or whoever the person part names where the thing part says that somebody else did it. */
export function doerOf(fact: Fact, { membership }: Pick<SettleContext, 'membership'>): Who {
  const body = bodyOf(dutyDone, fact) ?? bodyOf(dutyTakenOn, fact);
  if (body?.forAnother !== true) return memberOf(membership, fact.log);
  if (typeof fact.person === 'string') return fact.person;
  return personOf(dutyDone, fact)?.by ?? personOf(dutyTakenOn, fact)?.by ?? null;
}

function undoneIn(ordered: readonly Fact[], isCounted: (fact: Fact) => boolean): ReadonlySet<FactId> {
  return new Set(ordered.flatMap((fact) => (isCounted(fact) ? (bodyOf(dutyUndone, fact)?.fact.id ?? []) : [])));
}

/** No phone that has its time writes an earlier day: one that does has lost its clock. */
const oldest = '2020-01-01';

/**
 * Every time it was done, newest first: two who did it while apart both did it. A phone that lost its clock did it on the
 * latest day it knew of.
 */
function donesOf(
  plan: Concern,
  turn: Concern,
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
): readonly Done[] {
  const undone = undoneIn(turn.ordered, isCounted);
  const planned = plan.ordered.find((fact) => isCounted(fact) && fact.kind === dutyPlanned.name);
  const days = new Map<FactId, string>();
  const knownAt = (fact: Fact): string =>
    fact.after.reduce((latest, { id }) => later(latest, days.get(id) ?? ''), dayOfInstant(planned?.at ?? 0));
  const dones = turn.ordered.flatMap((fact): readonly Done[] => {
    const body = isCounted(fact) ? bodyOf(dutyDone, fact) : null;
    const day = body === null ? knownAt(fact) : body.day >= oldest ? body.day : later(body.day, knownAt(fact));
    days.set(fact.id, day);
    if (body === null || undone.has(fact.id)) return [];
    return [
      {
        ref: refOf(fact),
        by: doerOf(fact, context),
        log: fact.log,
        day,
        at: fact.at ?? 0,
        skipped: body.skipped ?? [],
        note: personOf(dutyDone, fact)?.note ?? null,
      },
    ];
  });
  return dones.toReversed().toSorted((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : 0));
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** Whoever took it on knowing every time it was done: a time they did not know of was this round, and it is over. */
function takersOf(turn: Concern, isCounted: (fact: Fact) => boolean, context: SettleContext): readonly Taker[] {
  const takings = turn.heads.filter((fact) => fact.kind === dutyTakenOn.name);
  if (takings.length === 0) return [];
  const byId = new Map(turn.ordered.map((fact) => [fact.id, fact]));
  const undone = undoneIn(turn.ordered, isCounted);
  const dones = turn.ordered.filter((fact) => fact.kind === dutyDone.name && isCounted(fact) && !undone.has(fact.id));
  return takings.flatMap((fact): readonly Taker[] => {
    const known = new Set(below([fact], (id) => byId.get(id)));
    if (!dones.every((done) => known.has(done))) return [];
    return [{ ref: refOf(fact), by: doerOf(fact, context), log: fact.log }];
  });
}

/** Uses that no time it was done, nor the plan, knew of: those came after. Nobody's counting or clock is asked. */
function usesAfter(
  uses: readonly CountedUse[],
  own: readonly Fact[],
  stored: readonly Fact[],
  isHeard: (fact: Fact) => boolean,
): readonly CountedUse[] {
  if (uses.length === 0) return uses;
  const byId = new Map(stored.map((fact) => [fact.id, fact]));
  const seen = own
    .filter(isHeard)
    .flatMap((fact) => bodyOf(dutyDone, fact)?.seen ?? bodyOf(dutyPlanned, fact)?.seen ?? []);
  const known = new Set(
    below(
      seen.flatMap(({ id }) => byId.get(id) ?? []),
      (id) => byId.get(id),
    ).map(({ id }) => id),
  );
  return uses.filter(({ ended }) => !known.has(ended)).toSorted((a, b) => a.at - b.at || (a.ended < b.ended ? -1 : 1));
}

function countOf({ unit, n }: Every, uses: readonly CountedUse[]): Pick<Duty, 'since' | 'reached'> {
  if (unit !== 'uses' && unit !== 'hours' && unit !== 'each-use') return { since: 0, reached: null };
  const enough = unit === 'hours' ? n * 60 : unit === 'uses' ? n : 1;
  let since = 0;
  let reached: string | null = null;
  for (const { at, minutes } of uses) {
    since += unit === 'hours' ? minutes : 1;
    if (since >= enough) reached ??= dayOfInstant(at);
  }
  return { since, reached };
}

/** What a plan's next day is told from. A row of it has the same. */
export interface Standing {
  readonly every: Every;
  readonly starts: string;
  readonly isEnded: boolean;
  readonly reached: string | null;
  /** Days it was done, newest first. */
  readonly days: readonly string[];
}

export const standingOf = ({ dones, ...duty }: Duty): Standing => ({ ...duty, days: dones.map(({ day }) => day) });

/**
 * The day it is due, or null while nothing says so. The next date follows the last time it was done; a time that lies more
 * than a day ahead of `today` was told by a phone that is wrong about everything, and is passed over.
 */
export function dueDay({ every, starts, isEnded, reached, days }: Standing, today: string | null): string | null {
  const { unit, n } = every;
  if (isEnded || unit === null) return null;
  if (unit === 'uses' || unit === 'hours' || unit === 'each-use')
    return reached === null ? null : later(starts, reached);
  const last = today === null ? days[0] : days.find((day) => dayNumber(day) <= dayNumber(today) + 1);
  if (last === undefined) return starts;
  const next = unit === 'months' ? addMonths(last, n) : addDays(last, unit === 'weeks' ? 7 * n : n);
  return later(starts, next);
}

/** Is it past its day? What is counted by use is so as soon as it is enough: the next use is one too many. */
export function isOverdue(standing: Standing, today: string): boolean {
  const due = dueDay(standing, today);
  if (due === null) return false;
  return isByUse(standing.every) ? due <= today : due < today;
}

export const isByUse = ({ unit }: Every): boolean => unit === 'uses' || unit === 'hours' || unit === 'each-use';
