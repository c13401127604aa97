import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import type { Keeping } from './board.ts';

/** Keeps the board in a database of its own, beside the workshop's. */
export const keepInBrowser: Keeping = {
  open(name, doc) {
    const kept = new IndexeddbPersistence(name, doc);
    return { ready: kept.whenSynced, close: () => kept.destroy() };
  },
  forget: (name) => clearDocument(name),
};
