import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import { applyUpdate, type Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Keeping } from './board.ts';

const patience = 5000;

/** Keeps the board in a database of its own, beside the workshop's; tabs that have it open write as one. */
export const keepInBrowser: Keeping = {
  open(name, doc) {
    const kept = new IndexeddbPersistence(name, doc);
    const leave = speakToTabs(name, doc);
    return {
      // It tells nobody when the browser would not open its database.
      ready: Promise.race([kept.whenSynced, failAfter(patience)]),
      close: async () => {
        leave();
        await kept.destroy();
      },
    };
  },
  forget: (name) => clearDocument(name),
};

/** One tab meets the others for all: what is written in this one must be in its document, and the other way round. */
function speakToTabs(name: string, doc: Doc): () => void {
  const channel = new BroadcastChannel(name);
  const fromTab = Symbol('from another tab');
  const tell = (update: Uint8Array, origin: unknown): void => {
    if (origin !== fromTab) channel.postMessage({ update });
  };
  channel.onmessage = ({ data }: MessageEvent<{ readonly update?: Uint8Array; readonly vector?: Uint8Array }>) => {
    if (data.update !== undefined) applyUpdate(doc, data.update, fromTab);
    if (data.vector !== undefined) channel.postMessage({ update: encodeStateAsUpdate(doc, data.vector) });
  };
  doc.on('update', tell);
  channel.postMessage({ vector: encodeStateVector(doc) });
  return () => {
    doc.off('update', tell);
    channel.close();
  };
}

const failAfter = (time: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('The board was not opened in time')), time));
