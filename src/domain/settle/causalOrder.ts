import type { Fact } from '../fact.ts';
import type { FactId } from '../ids.ts';

const byClaimedTime = (a: Fact, b: Fact): number =>
  (a.at ?? 0) - (b.at ?? 0) || (a.log < b.log ? -1 : a.log > b.log ? 1 : a.seq - b.seq || (a.id < b.id ? -1 : 1));

/**
 * Each fact after every fact here that it was written on; otherwise in order of `at`, where a fact is never earlier than
 * what it was written on: a phone whose clock stands in 1970 does not tell its story backwards, nor pulls the story of
 * others before its beginning. No order of arrival matters. Linear but for the sorts.
 */
export function inCausalOrder(facts: readonly Fact[]): readonly Fact[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const opened = new Set<FactId>();
  const placed = new Set<FactId>();
  const ordered: Fact[] = [];
  for (const start of [...byId.values()].toSorted(byClaimedTime)) {
    // What an earlier start led to is placed; and mostly so is all that this one stands on.
    if (opened.has(start.id)) continue;
    if (start.after.every(({ id }) => placed.has(id) || !byId.has(id))) {
      opened.add(start.id);
      placed.add(start.id);
      ordered.push(start);
      continue;
    }
    // Depth first without recursion: a chain may be thousands of facts long.
    const path = [start];
    while (path.length > 0) {
      const fact = path[path.length - 1] as Fact;
      const isOpened = opened.has(fact.id);
      opened.add(fact.id);
      const below = isOpened ? [] : fact.after.flatMap(({ id }) => byId.get(id) ?? []);
      // References are hashes, so a circle cannot be made; should one be fed in, `opened` cuts it here.
      const next = below.filter(({ id }) => !opened.has(id)).toSorted(byClaimedTime);
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
  return byTimeReached(ordered);
}

/** Stable, so what was put after its ground stays there. */
function byTimeReached(ordered: readonly Fact[]): readonly Fact[] {
  const reached = new Map<FactId, number>();
  let [last, isSorted] = [0, true];
  for (const { id, at, after } of ordered) {
    const time = after.reduce((latest, ref) => Math.max(latest, reached.get(ref.id) ?? 0), at ?? 0);
    reached.set(id, time);
    isSorted &&= time >= last;
    last = time;
  }
  if (isSorted) return ordered;
  return ordered.toSorted((a, b) => (reached.get(a.id) ?? 0) - (reached.get(b.id) ?? 0));
}
