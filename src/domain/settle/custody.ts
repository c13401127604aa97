import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { FactId, LogId, MemberId, PlaceId } from '../ids.ts';
import { handedOver, returned, taken, withdrawn } from '../kinds/custody.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import { type Concern, below } from './heads.ts';

/** Who a fact names. A part that was forgotten reads *someone*, one not arrived *somebody we do not know yet*. */
export type Who = MemberId | 'forgotten' | 'to-come' | null;

/** Somebody says they hold it: by taking it, or from hand to hand. */
export interface Claim {
  readonly ref: FactRef;
  readonly how: 'taken' | 'handed-over';
  readonly by: Who;
  readonly from: Who;
  /** Who wrote it down; differs from `by` at the tablet. */
  readonly log: LogId;
  readonly at: number;
  readonly until: string | null;
  readonly purpose: string | null;
  readonly note: string | null;
}

/**
 * Somebody took it while somebody else, apart, put it back or retired it: it is out, but the other may think otherwise.
 * Shown until anything is written on top of both, as a contest is.
 */
export interface Doubt {
  readonly ref: FactRef;
  readonly how: 'returned' | 'retired';
  readonly by: Who;
  readonly log: LogId;
  readonly at: number;
}

export interface Custody {
  readonly state: 'here' | 'out' | 'contested';
  /** None when here, one when out, all of them when contested. */
  readonly claims: readonly Claim[];
  /** News this one stands on is still on its way: no contest is shown until it came. */
  readonly arriving: boolean;
  /** What stands beside the claims and does not fit them. */
  readonly doubts: readonly Doubt[];
  readonly heads: readonly FactRef[];
  /** Where the last return put it, when that was not its own place. */
  readonly putAt: PlaceId | null;
  /** Time of the last fact that counts, for "since" and "asleep". */
  readonly at: number | null;
}

export const whoOf = (fact: Fact, member: MemberId | undefined): Who =>
  typeof fact.person === 'string' ? fact.person : (member ?? null);

/** The claim a taking or a hand-over makes; null for other kinds. */
export function claimOf(fact: Fact): Claim | null {
  const take = bodyOf(taken, fact);
  const pass = take === null ? bodyOf(handedOver, fact) : null;
  const said = take ?? pass;
  if (said === null) return null;
  const taker = personOf(taken, fact);
  const passing = personOf(handedOver, fact);
  return {
    ref: refOf(fact),
    how: take === null ? 'handed-over' : 'taken',
    by: whoOf(fact, taker?.by ?? passing?.to),
    from: take === null ? whoOf(fact, passing?.from) : null,
    log: fact.log,
    at: fact.at ?? 0,
    until: said.until ?? null,
    purpose: said.purpose ?? null,
    note: taker?.note ?? passing?.note ?? null,
  };
}

/**
 * Who holds the tool, from the concern's facts. Ana takes the drill; Ben, who could not know, takes it too: two heads
 * that take, so it is contested and both are shown, until anything is written on top of both. A head that returns
 * claims nothing, so a return beside a taking leaves the taking. Withdrawing a fact gives back what stood before it.
 */
export function settleCustody(concern: Concern, isCounted: (fact: Fact) => boolean): Custody {
  const voices = voicesOf(concern, isCounted);
  const claims = voices.flatMap((fact) => claimOf(fact) ?? []);
  const arriving = claims.length > 1 && concern.isArriving([...new Set([...concern.heads, ...voices])]);
  const last = concern.heads.reduce((latest, { at }) => Math.max(latest, at ?? 0), -1);
  return {
    state: claims.length === 0 ? 'here' : claims.length > 1 && !arriving ? 'contested' : 'out',
    claims,
    arriving,
    doubts: claims.length === 0 ? [] : doubtsOf(concern, voices),
    heads: concern.tops,
    putAt: claims.length === 0 ? (voices.flatMap((fact) => bodyOf(returned, fact) ?? []).at(-1)?.place ?? null) : null,
    at: last < 0 ? null : last,
  };
}

function doubtsOf(concern: Concern, voices: readonly Fact[]): readonly Doubt[] {
  const returns = voices.filter((fact) => bodyOf(returned, fact) !== null);
  if (returns.length === 0 || concern.isArriving([...new Set([...concern.heads, ...voices])])) return [];
  const byId = new Map(concern.ordered.map((fact) => [fact.id, fact]));
  const knownTo = (fact: Fact): readonly Fact[] => below([fact], (id) => byId.get(id));
  /** What this one knew to have come back: a second return of that says nothing new. */
  const seenBack = voices.flatMap((fact): readonly ReadonlySet<Fact>[] =>
    claimOf(fact) === null
      ? []
      : [new Set(knownTo(fact).flatMap((each) => (bodyOf(returned, each) === null ? [] : knownTo(each))))],
  );
  const ends = (fact: Fact): boolean =>
    knownTo(fact).some((each) => claimOf(each) !== null && seenBack.some((back) => !back.has(each)));
  return returns.filter(ends).map((fact) => ({
    ref: refOf(fact),
    how: 'returned',
    by: whoOf(fact, personOf(returned, fact)?.by),
    log: fact.log,
    at: fact.at ?? 0,
  }));
}

/** The takings, hand-overs and returns that stand, oldest first. */
function voicesOf({ ordered, heads }: Concern, isCounted: (fact: Fact) => boolean): readonly Fact[] {
  const byId = new Map(ordered.map((fact) => [fact.id, fact]));
  const standing = new Map<FactId, readonly Fact[]>();
  /** What each withdrawal took back that stood when it was written. */
  const undoneBy = new Map<FactId, Fact>();
  const standingAt = (refs: readonly FactRef[]): readonly Fact[] =>
    unique(refs.flatMap(({ id }) => standing.get(id) ?? []));

  for (const fact of ordered) {
    const undone = isCounted(fact) ? bodyOf(withdrawn, fact)?.fact.id : undefined;
    const target = undone === undefined ? undefined : byId.get(undone);
    const stood = standingAt(fact.after);
    if (isCounted(fact) && undone === undefined) standing.set(fact.id, [fact]);
    else if (target !== undefined && stood.includes(target)) {
      undoneBy.set(fact.id, target);
      standing.set(fact.id, unique([...stood.filter((voice) => voice !== target), ...standingAt(target.after)]));
    } else if (
      target !== undefined &&
      target.kind === withdrawn.name &&
      isCounted(target) &&
      names(fact.after, target)
    ) {
      const others = fact.after.filter(({ id }) => id !== target.id);
      standing.set(fact.id, standingAt([...others, ...target.after]));
    }
    // A fact withdrawn after others were written on top of it changes nothing of what stands now.
    else standing.set(fact.id, stood);
  }
  const voices = standingAt(heads);
  const uncovered = new Set(voices.length < 2 ? voices : withoutCovered(voices, byId, undoneBy));
  return ordered.filter((fact) => uncovered.has(fact));
}

/**
 * Zoé has the drill; Ana says "I have it now", and so does Ben, apart. Ana takes hers back: Zoé's claim stands again for
 * her, but Ben's was written on top of it and covers it.
 * Not through a return that was taken back, though: Ana returns, and at once says "no, I still have it"; Ben, who saw
 * the return only, takes the drill. Both say they hold it, so both are shown.
 */
function withoutCovered(
  voices: readonly Fact[],
  byId: ReadonlyMap<FactId, Fact>,
  undoneBy: ReadonlyMap<FactId, Fact>,
): readonly Fact[] {
  const closed = new Set(
    [...undoneBy.values()].filter((fact) => fact.kind === returned.name && !voices.includes(fact)),
  );
  const covered = new Set<FactId>();
  const open = [...voices];
  for (let fact = open.pop(); fact !== undefined; fact = open.pop()) {
    if (closed.has(fact)) continue;
    for (const { id } of [...fact.after, ...(undoneBy.get(fact.id)?.after ?? [])]) {
      if (covered.has(id)) continue;
      covered.add(id);
      const next = byId.get(id);
      if (next !== undefined) open.push(next);
    }
  }
  return voices.filter(({ id }) => !covered.has(id));
}

const names = (refs: readonly FactRef[], { id }: Fact): boolean => refs.some((ref) => ref.id === id);
const unique = (facts: readonly Fact[]): readonly Fact[] => [...new Set(facts)];
