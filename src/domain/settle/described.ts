import type { Fact } from '../fact.ts';
import type { FactId } from '../ids.ts';

/**
 * What is said of each field: the word of the last who spoke of it. Two who spoke of the same field while apart are both
 * heads of that field; the later claim is shown, by `at` and then by id, until somebody says it anew.
 */
export function lastWords<Words extends object>(
  ordered: readonly Fact[],
  isCounted: (fact: Fact) => boolean,
  read: (fact: Fact) => Words | null,
): Partial<Words> {
  /** Fields said anew on top of a fact, directly or through others. */
  const saidAbove = new Map<FactId, Set<string>>();
  const heads = new Map<string, Fact>();
  const spoken: Record<string, unknown> = {};
  for (const fact of ordered.toReversed()) {
    const above = saidAbove.get(fact.id) ?? new Set();
    const words = Object.entries((isCounted(fact) ? read(fact) : null) ?? {}).filter(
      ([, value]) => value !== undefined,
    );
    for (const [field, value] of words) {
      if (above.has(field) || !isLater(fact, heads.get(field))) continue;
      heads.set(field, fact);
      spoken[field] = value;
    }
    const said = new Set([...above, ...words.map(([field]) => field)]);
    for (const { id } of fact.after) saidAbove.set(id, new Set([...(saidAbove.get(id) ?? []), ...said]));
  }
  return spoken as Partial<Words>;
}

function isLater(fact: Fact, rival: Fact | undefined): boolean {
  if (rival === undefined) return true;
  const [at, before] = [fact.at ?? 0, rival.at ?? 0];
  return at > before || (at === before && fact.id > rival.id);
}
