import type { Bytes } from '#crypto/bytes.ts';
import type { BlobId, LogId } from '#domain/ids.ts';

/** A sealed picture or file, named by the hash of its bytes. */
export interface SizedBlob {
  readonly blob: BlobId;
  readonly size: number;
}

/** Bytes `from` to `from + length` of a blob. */
export interface BlobStretch {
  readonly blob: BlobId;
  readonly from: number;
  readonly length: number;
}

/** `wrong`: whole, and not the bytes its id names; nothing of it is kept. `full`: no room here. */
export type BlobAdded = 'more' | 'whole' | 'wrong' | 'full';

/**
 * What a session needs of whoever keeps sealed pictures and files: a phone, the pod, or a test. Everything is by id;
 * nobody here opens one.
 */
export interface BlobShelf {
  /** Not here and wanted, the most wanted first. A pod wants what it is offered; phones know from facts. */
  readonly wanted: (offered: ReadonlyMap<BlobId, number>) => Promise<readonly SizedBlob[]>;
  /** Begins to fetch: how much of it is here from before a cut. Null: somebody else fetches it, or nobody wants it. */
  readonly begin: (blob: SizedBlob) => Promise<number | null>;
  /** Adds what comes next of a blob that was begun. Resolves after commit. */
  readonly add: (blob: BlobId, bytes: Bytes) => Promise<BlobAdded>;
  /** Fetched no more by this session. What came stays, for the next. */
  readonly leave: (blob: BlobId) => void;
  /** Which of these are here, whole. */
  readonly here: (blobs: readonly BlobId[]) => Promise<readonly BlobId[]>;
  /** Null where it is not here. */
  readonly read: (stretch: BlobStretch) => Promise<Bytes | null>;
  /** Here, and nobody else is known to have them. */
  readonly toOffer: () => Promise<readonly SizedBlob[]>;
  /** The other end says that it has these, whole. */
  readonly confirmed: (blobs: readonly BlobId[]) => Promise<void>;
  /** Taken away here, and the other end was not told so yet. */
  readonly toErase: () => Promise<readonly BlobId[]>;
  readonly erased: (blobs: readonly BlobId[]) => Promise<void>;
  /** The other end, a device that is in, says that these were taken away. */
  readonly erase: (blobs: readonly BlobId[], by: LogId) => Promise<void>;
  /** Something came, went, or is wanted now. */
  readonly onChange: (listener: () => void) => () => void;
}
