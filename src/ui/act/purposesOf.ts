import { fold } from '#domain/fold.ts';
import type { Use } from '#domain/settle/tool.ts';

/**
 * What a tool served, from its uses (newest first), each purpose once. A use weighs less the longer ago it is, and uses of
 * the same purpose add up: so the newest and the most frequent come first. Said as it was said last.
 */
export function purposesOf(uses: readonly Pick<Use, 'purpose'>[]): readonly string[] {
  const weights = new Map<string, { readonly words: string; readonly weight: number }>();
  let place = 0;
  for (const { purpose } of uses) {
    if (purpose === null || purpose.trim() === '') continue;
    place += 1;
    const key = fold(purpose.trim()).replace(/\s+/g, ' ');
    const known = weights.get(key);
    weights.set(key, { words: known?.words ?? purpose.trim(), weight: (known?.weight ?? 0) + 1 / place });
  }
  return [...weights.values()].toSorted((a, b) => b.weight - a.weight).map(({ words }) => words);
}
