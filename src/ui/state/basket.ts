import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FactRef } from '#domain/fact.ts';
import type { MemberId, ToolId } from '#domain/ids.ts';

/** Something done in this visit to the scanner. It is written down already: the list only remembers it. */
export interface BasketEntry {
  readonly tool: ToolId;
  readonly kind: 'taken' | 'returned' | 'handed-over';
  readonly fact: FactRef;
}

/** One visit to the scanner: what was done, and what was said once for all that follows. */
export interface Basket {
  /** Newest last; a tool stands in it once, with what was done last. */
  readonly entries: readonly BasketEntry[];
  readonly by: MemberId | null;
  readonly until: string | null;
  readonly put: (entry: BasketEntry) => void;
  readonly drop: (tool: ToolId) => void;
  readonly choose: (choice: { readonly by?: MemberId | null; readonly until?: string | null }) => void;
}

export const createBasket = (): StoreApi<Basket> =>
  createStore<Basket>()((set) => ({
    entries: [],
    by: null,
    until: null,
    put: (entry) => set(({ entries }) => ({ entries: [...entries.filter(({ tool }) => tool !== entry.tool), entry] })),
    drop: (tool) => set(({ entries }) => ({ entries: entries.filter((entry) => entry.tool !== tool) })),
    choose: (choice) => set(choice),
  }));
