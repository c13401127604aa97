/** Pictures and files in memory: of a phone that knows what it wants, or of a pod that takes what it is offered. */
import { createHash, randomBytes } from 'node:crypto';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { BlobId } from '#domain/ids.ts';
import type { BlobShelf, SizedBlob } from '#session/blobShelf.ts';

export interface SealedOfTests extends SizedBlob {
  readonly bytes: Bytes;
}

export function sealedOfTests(size: number, bytes: Bytes = new Uint8Array(randomBytes(size))): SealedOfTests {
  return { blob: toBase64url(new Uint8Array(createHash('sha256').update(bytes).digest())) as BlobId, size, bytes };
}

export interface MemoryShelf extends BlobShelf {
  readonly wholes: ReadonlyMap<BlobId, Bytes>;
  /** What came of blobs that are not whole. */
  readonly pieces: ReadonlyMap<BlobId, Bytes>;
  readonly confirmedHere: ReadonlySet<BlobId>;
  readonly want: (blobs: readonly SizedBlob[]) => void;
  readonly put: (blob: SealedOfTests) => void;
  readonly remove: (blob: BlobId) => void;
  /** All bytes that were added, those of cut sessions too. */
  readonly added: () => number;
}

export function createMemoryShelf({
  isPod = false,
  room = Infinity,
}: { isPod?: boolean; room?: number } = {}): MemoryShelf {
  const wholes = new Map<BlobId, Bytes>();
  const pieces = new Map<BlobId, Bytes>();
  const wants = new Map<BlobId, number>();
  const confirmedHere = new Set<BlobId>();
  const fetching = new Set<BlobId>();
  const gone = new Set<BlobId>();
  const listeners = new Set<() => void>();
  let added = 0;
  const changed = () => listeners.forEach((each) => each());
  const sizeOf = (blob: BlobId): number => wholes.get(blob)?.length ?? 0;
  return {
    wholes,
    pieces,
    confirmedHere,
    added: () => added,
    want(blobs) {
      for (const { blob, size } of blobs) wants.set(blob, size);
      changed();
    },
    put({ blob, bytes }) {
      wholes.set(blob, bytes);
      changed();
    },
    remove(blob) {
      wholes.delete(blob);
      wants.delete(blob);
      gone.add(blob);
      changed();
    },
    wanted: (offered) =>
      Promise.resolve(
        [...(isPod ? offered : wants)].flatMap(([blob, size]) =>
          wholes.has(blob) || fetching.has(blob) ? [] : [{ blob, size }],
        ),
      ),
    begin({ blob, size }) {
      if (fetching.has(blob) || wholes.has(blob)) return Promise.resolve(null);
      fetching.add(blob);
      wants.set(blob, size);
      return Promise.resolve(pieces.get(blob)?.length ?? 0);
    },
    add(blob, bytes) {
      added += bytes.length;
      if (added > room) return Promise.resolve('full');
      const whole = concat(pieces.get(blob) ?? new Uint8Array(0), bytes);
      pieces.set(blob, whole);
      if (whole.length < (wants.get(blob) ?? 0)) return Promise.resolve('more');
      pieces.delete(blob);
      if (sealedOfTests(whole.length, whole).blob !== blob) return Promise.resolve('wrong');
      wholes.set(blob, whole);
      changed();
      return Promise.resolve('whole');
    },
    leave: (blob) => void fetching.delete(blob),
    here: (blobs) => Promise.resolve(blobs.filter((blob) => wholes.has(blob))),
    read: ({ blob, from, length }) => Promise.resolve(wholes.get(blob)?.slice(from, from + length) ?? null),
    toOffer: () =>
      Promise.resolve(
        isPod
          ? []
          : [...wholes.keys()].filter((blob) => !confirmedHere.has(blob)).map((blob) => ({ blob, size: sizeOf(blob) })),
      ),
    confirmed(blobs) {
      for (const blob of blobs) if (wholes.has(blob)) confirmedHere.add(blob);
      return Promise.resolve();
    },
    toErase: () => Promise.resolve([...gone]),
    erased(blobs) {
      for (const blob of blobs) gone.delete(blob);
      return Promise.resolve();
    },
    erase(blobs) {
      if (isPod) for (const blob of blobs) wholes.delete(blob);
      return Promise.resolve();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
