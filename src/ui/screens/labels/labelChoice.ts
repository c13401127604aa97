import { fold } from '#domain/fold.ts';
import type { CategoryId, PlaceId, ToolId } from '#domain/ids.ts';
import type { ShelfEntry } from '#domain/rows.ts';

/** Which tools are listed for choosing. */
export interface LabelFilter {
  readonly show: 'without' | 'all';
  readonly place: PlaceId | null;
  readonly category: CategoryId | null;
  readonly search: string;
}

type Listed = Pick<ShelfEntry, 'id' | 'name' | 'otherNames' | 'place' | 'category' | 'labels' | 'state' | 'order'>;
type Tree<Id> = ReadonlyMap<Id, { readonly parent: Id | null }>;

/** Tools to choose from, those without a label first, each group in the order of the shelf. Retired ones need none. */
export function toolsToLabel<Entry extends Listed>(
  shelf: readonly Entry[],
  { show, place, category, search }: LabelFilter,
  trees: { readonly places: Tree<PlaceId>; readonly categories: Tree<CategoryId> },
): readonly Entry[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const wanted = shelf.filter(
    (entry) =>
      entry.order !== '' &&
      (show === 'all' || entry.labels.length === 0) &&
      (place === null || isWithin(entry.place, place, trees.places)) &&
      (category === null || isWithin(entry.category, category, trees.categories)) &&
      hasWords(entry, words),
  );
  return wanted.toSorted((a, b) => Math.min(a.labels.length, 1) - Math.min(b.labels.length, 1));
}

/** Adds or takes away one, or all that are listed. Chosen ones that are not listed now stay chosen. */
export const withToggled = (chosen: ReadonlySet<ToolId>, ids: readonly ToolId[], on: boolean): ReadonlySet<ToolId> => {
  const next = new Set(chosen);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
};

/** Is the node the one asked for, or somewhere below it? Trees written apart may have loops. */
const isWithin = <Id extends string>(node: Id | null, asked: Id, tree: Tree<Id>): boolean => {
  const seen = new Set<Id>();
  for (let at = node; at !== null && !seen.has(at); at = tree.get(at)?.parent ?? null) {
    if (at === asked) return true;
    seen.add(at);
  }
  return false;
};

const hasWords = ({ name, otherNames }: Pick<Listed, 'name' | 'otherNames'>, words: readonly string[]): boolean => {
  if (words.length === 0) return true;
  const text = fold([name, ...otherNames].join(' '));
  return words.every((word) => text.includes(word));
};
