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
  const spoken: Record<string, unknown> = {};
  const heads = new Map<string, Fact>();
  const byId = new Map(ordered.map((fact) => [fact.id, fact]));
  for (const fact of ordered) {
    const words = isCounted(fact) ? read(fact) : null;
    if (words === null) continue;
    for (const [field, value] of Object.entries(words)) {
      if (value === undefined) continue;
      const rival = heads.get(field);
      const isLater = rival === undefined || (fact.at ?? 0) > (rival.at ?? 0) || (fact.at === rival.at && fact.id > rival.id);
      if (!isLater && !standsOn(fact, rival.id, byId)) continue;
      heads.set(field, fact);
      spoken[field] = value;
    }
  }
  return spoken as Partial<Words>;
}

/** Was `fact` written on top of the fact called `id`, directly or through others here? */
function standsOn(fact: Fact, id: FactId, byId: ReadonlyMap<FactId, Fact>): boolean {
  const seen = new Set<FactId>();
  const open = [fact];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const ref of next.after) {
      if (ref.id === id) return true;
      const below = byId.get(ref.id);
      if (below !== undefined && !seen.has(ref.id)) open.push(below);
      seen.add(ref.id);
    }
  return false;
}
