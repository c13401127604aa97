import type { CategoryId } from '#domain/ids.ts';
import type { What } from '#domain/kinds/tool.ts';
import type { CategoryRow } from '#domain/rows.ts';
import { isSilhouetteName, type SilhouetteName } from './drawingNames.ts';

const drawingOfWhat: Readonly<Record<What, SilhouetteName>> = {
  tool: 'tag',
  space: 'room',
  supply: 'supply',
  kit: 'kit',
};

/** The face of a thing without a photo: its own drawing, else the nearest category's, going up the tree, else its kind's. */
export function silhouetteOf(
  thing: { readonly what: What; readonly drawing: string | null; readonly category: CategoryId | null },
  categories: ReadonlyMap<CategoryId, Pick<CategoryRow, 'parent' | 'drawing'>>,
): SilhouetteName {
  if (thing.drawing !== null && isSilhouetteName(thing.drawing)) return thing.drawing;
  const seen = new Set<CategoryId>();
  for (let at = thing.category; at !== null && !seen.has(at); at = categories.get(at)?.parent ?? null) {
    seen.add(at);
    const drawing = categories.get(at)?.drawing;
    if (typeof drawing === 'string' && isSilhouetteName(drawing)) return drawing;
  }
  return drawingOfWhat[thing.what];
}
