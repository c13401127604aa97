import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { FactId } from '../ids.ts';
import { inCausalOrder } from './causalOrder.ts';
import { type SettleContext, isOfLaterVersion, isWithinRight } from './context.ts';

/** The facts of one concern, put in order: each after all it was written on, else by the time it claims. */
export interface Concern {
  /** Counted and void facts alike; void ones only carry covering through. */
  readonly ordered: readonly Fact[];
  readonly heads: readonly Fact[];
  /** What the next fact is written on: the heads, and what later versions wrote on top of them. */
  readonly tops: readonly FactRef[];
  /** May something still on its way cover one of these? Then what looks like a contest may not be one. */
  isArriving(among: readonly Fact[]): boolean;
}

/**
 * The heads of one concern: counted facts that no counted fact was written on top of. Covering is transitive and passes
 * through facts that do not count (beyond a cut, of a later version) when an honest fact was written on them. `stream`:
 * all facts the concern's are taken from, because what one of them refers to may be of another concern.
 */
export function settleConcern(
  facts: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
  stream: readonly Fact[],
): Concern {
  return concernIn(inCausalOrder(facts), isCounted, context, new Set(stream.map(({ id }) => id)));
}

/** The same, of facts that are in order already; `arrived`: the ids of all of the stream. */
export function concernIn(
  ordered: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
  arrived: ReadonlySet<FactId>,
): Concern {
  const later = laterIn(ordered, context, arrived);
  const heads = uncovered(ordered, isCounted);
  const tops = later.size === 0 ? heads : uncovered(ordered, (fact) => later.has(fact.id) || isCounted(fact));
  return {
    ordered,
    heads,
    tops: tops.map(refOf),
    isArriving: (claims) => {
      const here = new Map(ordered.map((fact) => [fact.id, fact]));
      return isArriving([...new Set([...claims, ...tops])], here, arrived, context);
    },
  };
}

/** Facts of a later version that are of this concern: written on something of it, or perhaps so. */
function laterIn(ordered: readonly Fact[], context: SettleContext, arrived: ReadonlySet<FactId>): ReadonlySet<FactId> {
  const later = new Set<FactId>();
  const unknown = new Set(ordered.flatMap((fact) => (isOfLaterVersion(context, fact) ? [fact.id] : [])));
  if (unknown.size === 0) return later;
  const known = new Set(ordered.flatMap(({ id }) => (unknown.has(id) ? [] : [id])));
  for (const fact of ordered) {
    const isOnOurs = (): boolean => fact.after.some(({ id }) => known.has(id) || later.has(id));
    if (unknown.has(fact.id) && (isOnOurs() || awaitedBy(fact, arrived, context).length > 0)) later.add(fact.id);
  }
  return later;
}

function uncovered(ordered: readonly Fact[], isHeard: (fact: Fact) => boolean): readonly Fact[] {
  const covered = new Set<FactId>();
  for (const fact of ordered.toReversed()) {
    if (!isHeard(fact) && !covered.has(fact.id)) continue;
    for (const { id } of fact.after) covered.add(id);
  }
  return ordered.filter((fact) => isHeard(fact) && !covered.has(fact.id));
}

/**
 * Ana took the drill, Zoé passed it on from her, and Zoé's fact is here while the one between is still on its way: it
 * looks as if two hold it. News below one of them may cover another, unless that other stands on the same news: nothing
 * covers what it was itself written on. So a reference to nowhere hides no contest begun after it.
 */
function isArriving(
  among: readonly Fact[],
  here: ReadonlyMap<FactId, Fact>,
  arrived: ReadonlySet<FactId>,
  context: SettleContext,
): boolean {
  const waiting = new Map([...here.values()].map((fact) => [fact.id, awaitedBy(fact, arrived, context)]));
  if ([...waiting.values()].every((refs) => refs.length === 0)) return false;

  const awaitedBelow = among.map(
    (start) =>
      new Set(below([start], (id) => here.get(id)).flatMap(({ id }) => (waiting.get(id) ?? []).map((ref) => ref.id))),
  );
  const all = new Set(awaitedBelow.flatMap((ids) => [...ids]));
  return awaitedBelow.some((ids) => ids.size < all.size);
}

/** `starts` and everything here they were written on, directly or through others. */
export function below(starts: readonly Fact[], factOf: (id: FactId) => Fact | undefined): readonly Fact[] {
  const found = new Map(starts.map((fact) => [fact.id, fact]));
  const open = [...starts];
  for (let fact = open.pop(); fact !== undefined; fact = open.pop())
    for (const { id } of fact.after) {
      const next = found.has(id) ? undefined : factOf(id);
      if (next === undefined) continue;
      found.set(id, next);
      open.push(next);
    }
  return [...found.values()];
}

/**
 * References of `fact` that are *still to come*: the log is not that high here, and the
 * place is not beyond a cut. A reference whose place is stored with another id is *false* and ignored. `arrived`: all facts
 * of the stream; heights are asked of logs only where what is referred to is not among those.
 */
export function awaitedBy(fact: Fact, arrived: ReadonlySet<FactId>, context: SettleContext): readonly FactRef[] {
  return fact.after.filter(
    (ref) => !arrived.has(ref.id) && ref.seq >= context.heightOf(ref.log) && !isBeyondCut(context, ref),
  );
}

/** All that these facts of a stream wait for, so that the door settles it again when those logs grow. */
export function awaitedByAll(
  facts: readonly Fact[],
  stream: readonly Fact[],
  context: SettleContext,
): readonly FactRef[] {
  return awaitedIn(inCausalOrder(facts), new Set(stream.map(({ id }) => id)), context);
}

/** The same, of facts that are in order already; `arrived`: the ids of all of the stream. */
export function awaitedIn(
  ordered: readonly Fact[],
  arrived: ReadonlySet<FactId>,
  context: SettleContext,
): readonly FactRef[] {
  const awaited = ordered.flatMap((fact) => awaitedBy(fact, arrived, context));
  return [...new Map(awaited.map((ref) => [ref.id, ref])).values()];
}

const isBeyondCut = (context: SettleContext, ref: FactRef): boolean =>
  context.membership.devices.has(ref.log) && !isWithinRight(context, ref);
