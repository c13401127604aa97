import { sha256, type CryptoDeps } from '#crypto/cryptoDeps.ts';
import { toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { BlobId, WorkshopId } from '#domain/ids.ts';
import { largestBlob } from '#domain/settle/blobs.ts';
import type { BlobAdded, BlobShelf } from '#session/blobShelf.ts';
import type { BlobStore } from './store/blobStore.ts';

export interface PodShelfDeps {
  readonly workshop: WorkshopId;
  readonly store: BlobStore;
  /** Bytes one workshop may bring, apart from its facts. */
  readonly quota: number;
  /** What facts in clear ask to be forgotten, now. */
  readonly forgotten: () => ReadonlySet<BlobId>;
  readonly crypto: Pick<CryptoDeps, 'subtle'>;
  readonly now: () => number;
}

/** The pictures and files of one workshop, as a pod keeps them: it takes what it is offered, and can open none. */
export interface PodShelf extends BlobShelf {
  /** Drops what is to be forgotten. */
  readonly sweep: () => Promise<void>;
}

export async function openPodShelf({
  workshop,
  store,
  quota,
  forgotten,
  crypto,
  now,
}: PodShelfDeps): Promise<PodShelf> {
  const listeners = new Set<() => void>();
  const fetching = new Map<BlobId, number>();
  let bytes = await readBytes();
  const changed = (): void => listeners.forEach((each) => each());

  async function readBytes(): Promise<number> {
    return (await store.sizes()).find((each) => each.workshop === workshop)?.bytes ?? 0;
  }

  const isTooLarge = (size: number): boolean => size < 1 || size > largestBlob;

  /** With all that is on its way. */
  function hasRoom(size: number): boolean {
    const coming = [...fetching.values()].reduce((sum, each) => sum + each, 0);
    return bytes + coming + size <= quota;
  }

  async function add(blob: BlobId, more: Bytes): Promise<BlobAdded> {
    const size = fetching.get(blob);
    if (size === undefined) return 'full';
    const answer = await store.add(workshop, { blob, bytes: more, arrived: now() });
    if (!answer.ok) return 'full';
    bytes += more.length;
    if ((await store.come(workshop, blob)) < size) return 'more';
    const isRight = toBase64url(await sha256(crypto.subtle, await store.all(workshop, blob))) === blob;
    if (!isRight) {
      await drop([blob]);
      return 'wrong';
    }
    const kept = await store.setWhole(workshop, blob);
    if (!kept.ok) return 'full';
    fetching.delete(blob);
    changed();
    return 'whole';
  }

  async function drop(blobs: readonly BlobId[]): Promise<void> {
    await store.drop(workshop, blobs);
    bytes = await readBytes();
  }

  return {
    async wanted(offered) {
      const isForgotten = forgotten();
      const missing = [...offered].filter(
        ([blob, size]) => !isTooLarge(size) && !isForgotten.has(blob) && !fetching.has(blob),
      );
      const here = new Set(
        await store.here(
          workshop,
          missing.map(([blob]) => blob),
        ),
      );
      return missing.flatMap(([blob, size]) => (here.has(blob) ? [] : [{ blob, size }]));
    },
    async begin({ blob, size }) {
      if (fetching.has(blob) || forgotten().has(blob)) return null;
      if ((await store.here(workshop, [blob])).length > 0) return null;
      const come = await store.come(workshop, blob);
      if (fetching.has(blob) || isTooLarge(size) || !hasRoom(size - come)) return null;
      fetching.set(blob, size);
      if (come < size) return come;
      // Of another size than was said before: one of the two was wrong.
      await drop([blob]);
      return 0;
    },
    add,
    leave: (blob) => void fetching.delete(blob),
    here: (blobs) => store.here(workshop, blobs),
    read: (stretch) => store.read(workshop, stretch),
    toOffer: () => Promise.resolve([]),
    confirmed: () => Promise.resolve(),
    toErase: () => Promise.resolve([]),
    erased: () => Promise.resolve(),
    // Whoever is in may take a picture away from its tool, and so from here.
    erase: (blobs) => drop(blobs),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async sweep() {
      const here = await store.here(workshop, [...forgotten()]);
      if (here.length > 0) await drop(here);
    },
  };
}
