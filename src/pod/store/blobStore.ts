import type { Bytes } from '#crypto/bytes.ts';
import type { BlobId, WorkshopId } from '#domain/ids.ts';
import type { BlobStretch } from '#session/blobShelf.ts';
import type { StoreAnswer, StoreRefusal } from './factStore.ts';

export interface BlobsSize {
  readonly workshop: WorkshopId;
  /** Whole ones. */
  readonly blobs: number;
  /** Of whole ones and of those that are still coming. */
  readonly bytes: number;
}

/** Bytes that follow those that are here already. */
export interface BlobPiece {
  readonly blob: BlobId;
  readonly bytes: Bytes;
  readonly arrived: number;
}

/**
 * Where a pod keeps sealed pictures and files, apart from facts, so that these never wait for them and always have their
 * room. It checks nothing: what is called whole was hashed before. An answer means that it is on the disk.
 */
export interface BlobStore {
  readonly sizes: () => Promise<readonly BlobsSize[]>;
  /** Which of these are here, whole. */
  readonly here: (workshop: WorkshopId, blobs: readonly BlobId[]) => Promise<readonly BlobId[]>;
  /** Whole ones, in the order of their ids, after this one. */
  readonly list: (workshop: WorkshopId, after: BlobId | null, limit: number) => Promise<readonly BlobId[]>;
  /** How much of one is here, whole or not. */
  readonly come: (workshop: WorkshopId, blob: BlobId) => Promise<number>;
  readonly add: (workshop: WorkshopId, piece: BlobPiece) => Promise<StoreAnswer>;
  /** All that has come of it. */
  readonly all: (workshop: WorkshopId, blob: BlobId) => Promise<Bytes>;
  readonly setWhole: (workshop: WorkshopId, blob: BlobId) => Promise<StoreAnswer>;
  /** Of a whole one; null when it is not here. */
  readonly read: (workshop: WorkshopId, stretch: BlobStretch) => Promise<Bytes | null>;
  /** For good: the bytes are overwritten. */
  readonly drop: (workshop: WorkshopId, blobs: readonly BlobId[]) => Promise<StoreAnswer>;
  /** What began to come before then and never came whole. */
  readonly dropUnfinished: (before: number) => Promise<StoreAnswer>;
  readonly trouble: () => StoreRefusal | null;
  readonly close: () => Promise<void>;
}
