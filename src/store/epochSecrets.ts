import { liveQuery } from 'dexie';
import type { EpochId } from '#domain/ids.ts';
import type { WorkshopDatabase } from './database.ts';

/** `provisional`: given by a peer before the rotation that says what they must match. They open rooms, and no fact. */
export type EpochShelf = 'epochs' | 'provisional';

/** A peer may name epochs without end. */
const mostProvisional = 8;

type Kept = Readonly<Record<EpochId, Uint8Array>>;

export async function readEpochs(
  db: WorkshopDatabase,
  shelf: EpochShelf,
): Promise<ReadonlyMap<EpochId, Uint8Array<ArrayBuffer>>> {
  const kept = ((await db.secrets.get(shelf))?.value ?? {}) as Kept;
  return new Map(Object.entries(kept).map(([epoch, secret]) => [epoch as EpochId, new Uint8Array(secret)]));
}

/** Adds to those that are here; another tab may do the same. */
export async function addEpochs(
  db: WorkshopDatabase,
  shelf: EpochShelf,
  found: ReadonlyMap<EpochId, Uint8Array>,
): Promise<void> {
  await db.dexie.transaction('rw', db.secrets, async () => {
    const kept = ((await db.secrets.get(shelf))?.value ?? {}) as Kept;
    const all = Object.entries({ ...kept, ...Object.fromEntries(found) });
    const value = Object.fromEntries(shelf === 'provisional' ? all.slice(-mostProvisional) : all);
    await db.secrets.put({ name: shelf, value });
    if (shelf === 'provisional') return;
    const waiting = ((await db.secrets.get('provisional'))?.value ?? {}) as Kept;
    const left = Object.entries(waiting).filter(([epoch]) => !found.has(epoch as EpochId));
    await db.secrets.put({ name: 'provisional', value: Object.fromEntries(left) });
  });
}

/** Calls back with all keys that are here, now and whenever a tab adds one; returns a way to stop. */
export function watchEpochs(
  db: WorkshopDatabase,
  listener: (found: ReadonlyMap<EpochId, Uint8Array<ArrayBuffer>>) => void,
): () => void {
  const watching = liveQuery(() => readEpochs(db, 'epochs')).subscribe({ next: listener, error: () => undefined });
  return () => watching.unsubscribe();
}
