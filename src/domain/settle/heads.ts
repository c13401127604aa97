import type { Fact, FactRef } from '../fact.ts';
import type { FactId } from '../ids.ts';
import { type SettleContext, isWithinRight } from './context.ts';

/** The facts of one concern, put in order: each after all it was written on, else by the time it claims. */
export interface Concern {
  /** Counted and void facts alike; void ones only carry covering through. */
  readonly ordered: readonly Fact[];
  readonly heads: readonly Fact[];
  /** Something these facts were written on has not arrived: what looks like a contest may not be one. */
  readonly arriving: boolean;
}

const byClaimedTime = (a: Fact, b: Fact): number =>
  (a.at ?? 0) - (b.at ?? 0) || (a.log < b.log ? -1 : a.log > b.log ? 1 : a.seq - b.seq || (a.id < b.id ? -1 : 1));

/**
 * Each fact after every fact here that it was written on; otherwise in order of `at`, so that a phone whose clock
 * stands in 1970 does not tell its story backwards. No order of arrival matters. Linear but for the first sort.
 */
export function inCausalOrder(facts: readonly Fact[]): readonly Fact[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const opened = new Set<FactId>();
  const placed = new Set<FactId>();
  const ordered: Fact[] = [];
  for (const start of [...byId.values()].sort(byClaimedTime)) {
    // Depth first without recursion: a chain may be thousands of facts long.
    const path = [start];
    while (path.length > 0) {
      const fact = path[path.length - 1] as Fact;
      const isOpened = opened.has(fact.id);
      opened.add(fact.id);
      const below = isOpened ? [] : fact.after.flatMap(({ id }) => byId.get(id) ?? []);
      // References are hashes, so a circle cannot be made; should one be fed in, `opened` cuts it here.
      const next = below.filter(({ id }) => !opened.has(id)).sort(byClaimedTime);
      if (next.length > 0) {
        path.push(...next.toReversed());
        continue;
      }
      path.pop();
      if (placed.has(fact.id)) continue;
      placed.add(fact.id);
      ordered.push(fact);
    }
  }
  return ordered;
}

/**
 * The heads of one concern: counted facts that no counted fact was written on top of. Covering is transitive and passes
 * through void facts (beyond a cut) that an honest fact was written on.
 */
export function settleConcern(
  facts: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
): Concern {
  const ordered = inCausalOrder(facts);
  const here = new Map(ordered.map((fact) => [fact.id, fact]));
  const covered = new Set<FactId>();
  for (const fact of ordered.toReversed()) {
    if (!isCounted(fact) && !covered.has(fact.id)) continue;
    for (const { id } of fact.after) covered.add(id);
  }
  const heads = ordered.filter((fact) => isCounted(fact) && !covered.has(fact.id));
  const arriving = ordered.some(
    (fact) => (isCounted(fact) || covered.has(fact.id)) && awaitedBy(fact, here, context).length > 0,
  );
  return { ordered, heads, arriving };
}

/**
 * References of `fact` that are *still to come*: the log is not that high here, and the
 * place is not beyond a cut. A reference whose place is stored with another id is *false* and ignored.
 */
export function awaitedBy(
  fact: Fact,
  here: ReadonlyMap<FactId, Fact>,
  context: SettleContext,
): readonly FactRef[] {
  return fact.after.filter(
    (ref) => !here.has(ref.id) && ref.seq >= context.heightOf(ref.log) && !isBeyondCut(context, ref),
  );
}

const isBeyondCut = (context: SettleContext, ref: FactRef): boolean =>
  context.membership.devices.has(ref.log) && !isWithinRight(context, ref);
