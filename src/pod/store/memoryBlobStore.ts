import { concat, type Bytes } from '#crypto/bytes.ts';
import type { BlobId, WorkshopId } from '#domain/ids.ts';
import { ok, refused } from '#domain/result.ts';
import type { BlobStore } from './blobStore.ts';
import type { StoreRefusal } from './factStore.ts';

interface Kept {
  bytes: Bytes;
  isWhole: boolean;
  readonly arrived: number;
}

export interface MemoryBlobStore extends BlobStore {
  /** From now on every write is refused so; null: the disk is well again. */
  readonly fail: (refusal: StoreRefusal | null) => void;
}

/** Forgets all at its end: for tests, and to say in a few lines what a driver has to do. */
export function createMemoryBlobStore(): MemoryBlobStore {
  const kept = new Map<WorkshopId, Map<BlobId, Kept>>();
  let failing: StoreRefusal | null = null;
  const blobsOf = (workshop: WorkshopId): ReadonlyMap<BlobId, Kept> => kept.get(workshop) ?? new Map<BlobId, Kept>();
  const wholeOf = (workshop: WorkshopId, blob: BlobId): Kept | undefined => {
    const found = blobsOf(workshop).get(blob);
    return found?.isWhole === true ? found : undefined;
  };
  const write = (work: () => void) => {
    if (failing === null) work();
    return Promise.resolve(failing === null ? ok(null) : refused(failing));
  };

  return {
    sizes: () =>
      Promise.resolve(
        [...kept].map(([workshop, blobs]) => ({
          workshop,
          blobs: [...blobs.values()].filter(({ isWhole }) => isWhole).length,
          bytes: [...blobs.values()].reduce((sum, { bytes }) => sum + bytes.length, 0),
        })),
      ),
    here: (workshop, blobs) => Promise.resolve(blobs.filter((blob) => wholeOf(workshop, blob) !== undefined)),
    list: (workshop, after, limit) =>
      Promise.resolve(
        [...blobsOf(workshop)]
          .flatMap(([blob, { isWhole }]) => (isWhole && blob > (after ?? '') ? [blob] : []))
          .toSorted()
          .slice(0, limit),
      ),
    come: (workshop, blob) => Promise.resolve(blobsOf(workshop).get(blob)?.bytes.length ?? 0),
    add: (workshop, { blob, bytes, arrived }) =>
      write(() => {
        const blobs = kept.get(workshop) ?? new Map<BlobId, Kept>();
        kept.set(workshop, blobs);
        const before = blobs.get(blob) ?? { bytes: new Uint8Array(0), isWhole: false, arrived };
        blobs.set(blob, { ...before, bytes: concat(before.bytes, bytes) });
      }),
    all: (workshop, blob) => Promise.resolve(blobsOf(workshop).get(blob)?.bytes ?? new Uint8Array(0)),
    setWhole: (workshop, blob) =>
      write(() => {
        const found = blobsOf(workshop).get(blob);
        if (found !== undefined) found.isWhole = true;
      }),
    read: (workshop, { blob, from, length }) =>
      Promise.resolve(wholeOf(workshop, blob)?.bytes.slice(from, from + length) ?? null),
    drop: (workshop, blobs) => write(() => blobs.forEach((blob) => kept.get(workshop)?.delete(blob))),
    dropUnfinished: (before) =>
      write(() => {
        for (const blobs of kept.values())
          for (const [blob, { isWhole, arrived }] of blobs) if (!isWhole && arrived < before) blobs.delete(blob);
      }),
    trouble: () => failing,
    fail: (refusal) => (failing = refusal),
    close: () => Promise.resolve(),
  };
}
