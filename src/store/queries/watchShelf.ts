import type { CategoryRow, PlaceRow, ShelfEntry } from '#domain/rows.ts';
import { type Side, type WorkshopDatabase, toolsPerPage } from '../database.ts';
import { currentRows } from './currentRows.ts';
import { watch } from './watch.ts';

export interface ShelfListener {
  /** How many stretches there are; each will be told. */
  readonly length: (stretches: number) => void;
  /** The tools on one stretch of pages, now and after each change there. */
  readonly stretch: (n: number, entries: readonly ShelfEntry[]) => void;
  readonly trees: (places: readonly PlaceRow[], categories: readonly CategoryRow[]) => void;
}

const pagesPerStretch = 16;

/**
 * The shelf, stretch by stretch: a change reads one stretch again and not the whole. Rows built anew on the other side
 * replace the old ones, stretch by stretch too. Returns a way to stop.
 */
export function watchShelf(db: WorkshopDatabase, listener: ShelfListener): () => void {
  let stretches: { readonly unsubscribe: () => void }[] = [];
  let side: Side | null = null;
  const stop = (): void => {
    for (const each of stretches) each.unsubscribe();
    stretches = [];
  };
  const watchStretch = (n: number, from: Side): { readonly unsubscribe: () => void } =>
    watch(
      () =>
        db
          .rows(from)
          .shelf.where('n')
          .between(n * pagesPerStretch, (n + 1) * pagesPerStretch)
          .toArray(),
      (pages) =>
        listener.stretch(
          n,
          pages.flatMap(({ entries }) => entries),
        ),
    );

  const state = watch(
    () => db.state.get('state'),
    (now) => {
      if (now === undefined) return;
      if (now.side !== side) stop();
      side = now.side;
      const wanted = Math.max(1, Math.ceil(now.shelved / (toolsPerPage * pagesPerStretch)));
      listener.length(wanted);
      while (stretches.length < wanted) stretches.push(watchStretch(stretches.length, now.side));
    },
  );
  const trees = watch(
    async () => {
      const rows = await currentRows(db);
      return Promise.all([rows.places.toArray(), rows.categories.toArray()]);
    },
    ([places, categories]) => listener.trees(places, categories),
  );

  return () => {
    state.unsubscribe();
    trees.unsubscribe();
    stop();
  };
}
