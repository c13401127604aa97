import type { Bytes } from '#crypto/bytes.ts';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import type { Result } from '#domain/result.ts';
import type { CarriedPart, LogFrom, LogHeight, StoredFact, WantedParts } from '#session/ledger.ts';

/** A person part: never was, is here, still to come, or forgotten for good. */
export type PartState = 'none' | 'here' | 'wanted' | 'dropped';

/** One verified fact, on its line: the log itself (`branch` null) or a branch of a doubled log. */
export interface KeptFact extends StoredFact {
  readonly part: PartState;
  /** When a fact in clear came, for what is due days later; null for all others: the pod need not know. */
  readonly arrived: number | null;
}

/** `log`'s facts at and above `from` on the line `branch` become the line `to`: a fact with a smaller id takes their place. */
export interface MovedLine {
  readonly log: LogId;
  readonly branch: FactId | null;
  readonly from: number;
  readonly to: FactId;
}

export interface Appended {
  /** Done first. */
  readonly moved: readonly MovedLine[];
  /** Each continues its line, or begins it. */
  readonly facts: readonly KeptFact[];
}

/** A line and where its own facts begin: 0, or the `seq` the log was doubled at. */
export interface LineHeight extends LogHeight {
  readonly start: number;
}

/** Arrival order: later is larger; never used again. */
export interface PlacedFact extends KeptFact {
  readonly place: number;
}

export interface Reading {
  /** Facts placed after this one. */
  readonly after: number;
  /** Only facts at or above these places; null for all. */
  readonly from: readonly LogFrom[] | null;
  /** Stops before the run grows larger, but never before its first fact. */
  readonly maxBytes: number;
}

export interface WorkshopSize {
  readonly workshop: WorkshopId;
  readonly facts: number;
  /** Of entries and person parts. */
  readonly bytes: number;
}

/** Nothing of it was stored. The next attempt may go well: space was made, the disk came back. */
export type StoreRefusal = { readonly kind: 'storage-full' | 'storage-lost' };
export type StoreAnswer = Result<null, StoreRefusal>;

/**
 * Where a pod keeps facts. It checks nothing: what comes here was verified and placed. All writers wait for the disk,
 * and a writer's answer means that it is there.
 */
export interface FactStore {
  readonly append: (workshop: WorkshopId, appended: Appended) => Promise<StoreAnswer>;
  readonly workshops: () => Promise<readonly WorkshopSize[]>;
  readonly heights: (workshop: WorkshopId) => Promise<readonly LineHeight[]>;
  /** In the order of arrival; `next` is where to go on, null at the end. */
  readonly read: (
    workshop: WorkshopId,
    reading: Reading,
  ) => Promise<{ readonly facts: readonly PlacedFact[]; readonly next: number | null }>;
  /** The facts in clear, in the order of arrival. */
  readonly clear: (workshop: WorkshopId) => Promise<readonly PlacedFact[]>;
  /** What stands at one place of a log: one fact, or one a line where it was doubled. */
  readonly at: (workshop: WorkshopId, log: LogId, seq: number) => Promise<readonly PlacedFact[]>;
  readonly wanted: (workshop: WorkshopId, limit: number) => Promise<readonly WantedParts[]>;
  readonly parts: (workshop: WorkshopId, wanted: readonly WantedParts[]) => Promise<readonly CarriedPart[]>;
  readonly putParts: (workshop: WorkshopId, parts: readonly PutPart[]) => Promise<StoreAnswer>;
  /** For good: the bytes are overwritten, and facts that come later keep what their state says. */
  readonly dropParts: (workshop: WorkshopId, dropped: WantedParts) => Promise<StoreAnswer>;
  /** Why the last write was refused; null when it was not. */
  readonly trouble: () => StoreRefusal | null;
  readonly close: () => Promise<void>;
}

/** The part of the fact at this place. */
export interface PutPart {
  readonly place: number;
  readonly bytes: Bytes;
}
