import type { PlaceId } from '#domain/ids.ts';
import type { DutyRow, PlaceRow } from '#domain/rows.ts';

/** Is it in this place or anywhere below it? Everything is somewhere in the whole workshop (null). */
export function atPlace(
  { place }: Pick<DutyRow, 'place'>,
  root: PlaceId | null,
  places: ReadonlyMap<PlaceId, PlaceRow>,
): boolean {
  if (root === null) return true;
  const seen = new Set<PlaceId>();
  for (let at = place; at !== null && !seen.has(at); at = places.get(at)?.parent ?? null) {
    if (at === root) return true;
    seen.add(at);
  }
  return false;
}
