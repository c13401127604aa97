import type { BlobId } from '#domain/ids.ts';
import type { WorkshopDatabase } from './database.ts';
import { watch } from './queries/watch.ts';

const seldom = 3_600_000;

/** Somebody looked at it. */
export async function noteOpened(db: WorkshopDatabase, blob: BlobId, now: number): Promise<void> {
  const before = (await db.blobNotes.get(blob)) ?? { id: blob };
  if (now - (before.openedAt ?? 0) > seldom) await db.blobNotes.put({ ...before, openedAt: now });
}

/**
 * The sealed bytes of a picture somebody wants to see and that is not here: asked for, and given as soon as it came.
 * Null when nobody waits any more.
 */
export async function blobArrival(
  db: WorkshopDatabase,
  blob: BlobId,
  until: AbortSignal,
  now: number,
): Promise<Uint8Array | null> {
  await db.dexie.transaction('rw', db.blobNotes, async () => {
    const before = (await db.blobNotes.get(blob)) ?? { id: blob };
    if (before.asked !== 1) await db.blobNotes.put({ ...before, asked: 1, openedAt: now });
  });
  return new Promise((resolve) => {
    const watching = watch(
      () => db.blobs.get(blob),
      (record) => {
        if (record !== undefined) end(record.bytes);
      },
    );
    const end = (bytes: Uint8Array | null): void => {
      watching.unsubscribe();
      resolve(bytes);
    };
    until.addEventListener('abort', () => end(null), { once: true });
    if (until.aborted) end(null);
  });
}
