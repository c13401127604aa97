import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Standing } from '#app/search/question.ts';
import type { CategoryId, PlaceId } from '#domain/ids.ts';

/** What is looked for in the list of tools: kept while one looks at a tool and comes back, forgotten at a reload. */
export interface Filters {
  readonly words: string;
  readonly standing: Standing;
  readonly place: PlaceId | null;
  readonly category: CategoryId | null;
  /** How far the list was scrolled. */
  readonly scroll: number;
  readonly change: (change: Partial<Pick<Filters, 'words' | 'standing' | 'place' | 'category'>>) => void;
  readonly clear: () => void;
  readonly scrolled: (scroll: number) => void;
}

const nothing = { words: '', standing: 'all', place: null, category: null, scroll: 0 } as const;

export const createFilters = (): StoreApi<Filters> =>
  createStore<Filters>()((set) => ({
    ...nothing,
    // Another question begins at the top.
    change: (change) => set({ ...change, scroll: 0 }),
    clear: () => set(nothing),
    scrolled: (scroll) => set({ scroll }),
  }));
