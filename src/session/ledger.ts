import type { Bytes } from '#crypto/bytes.ts';
import type { EpochId, FactId, LogId, WorkshopId } from '#domain/ids.ts';

/** How far a log, or one branch of a doubled log, is here. `branch` is the id of its first own fact; null for the log itself. */
export interface LogHeight {
  readonly log: LogId;
  readonly branch: FactId | null;
  /** Facts 0 to `height - 1` are here. */
  readonly height: number;
  readonly head: FactId;
}

/** One fact as it travels: see protocol.md, section 5. */
export interface CarriedFact {
  readonly log: LogId;
  readonly seq: number;
  readonly branch: FactId | null;
  /** header || signature || thing. */
  readonly bytes: Bytes;
  readonly person: Bytes | null;
}

/** A fact just stored, own or foreign. */
export interface StoredFact extends CarriedFact {
  readonly id: FactId;
}

/** From where on a log is wanted. */
export interface LogFrom {
  readonly log: LogId;
  readonly branch: FactId | null;
  readonly from: number;
}

export interface WantedParts {
  readonly log: LogId;
  readonly seqs: readonly number[];
}
export interface CarriedPart {
  readonly log: LogId;
  readonly seq: number;
  readonly bytes: Bytes;
}

/** `forged`: not authentic, nothing stored of it. `gap`: does not join what is here. `stranger`: of a log nobody let in. */
export type AcceptRefusal = {
  readonly kind: 'forged' | 'gap' | 'stranger' | 'storage-full' | 'storage-lost' | 'quota';
};

/** What was done with a slice. What joins and is authentic is stored even when something beside it is refused. */
export interface Accepted {
  readonly stored: number;
  readonly refusals: readonly AcceptRefusal[];
}

/**
 * What a session needs of whoever keeps the facts: a phone (Dexie, `src/sync/ledger.ts`), the pod (SQLite), a parcel, or a
 * test. Everything that comes in is verified behind this port; nothing is believed because of who sent it.
 */
export interface Ledger {
  readonly workshop: WorkshopId;
  /** All logs and branches, sorted by log, then branch (null first). */
  readonly heads: () => Promise<readonly LogHeight[]>;
  /** The facts from these places on, in the order they were stored here, in runs of at most 64 KiB. */
  readonly read: (from: readonly LogFrom[]) => AsyncIterable<readonly CarriedFact[]>;
  /** Resolves after commit. */
  readonly accept: (facts: readonly CarriedFact[]) => Promise<Accepted>;
  /** Person parts that are missing here and not forgotten; at most `limit` facts. */
  readonly wantedParts: (limit: number) => Promise<readonly WantedParts[]>;
  readonly parts: (wanted: readonly WantedParts[]) => Promise<readonly CarriedPart[]>;
  readonly acceptParts: (parts: readonly CarriedPart[]) => Promise<void>;
  /** Called after each commit, whoever wrote the facts; returns a way to stop. */
  readonly onStored: (listener: (facts: readonly StoredFact[]) => void) => () => void;
}

/** `in`: a device that may write. `cut`: it was in and is out. `stranger`: nobody here ever let it in. */
export type Standing = 'in' | 'cut' | 'stranger';

/** Rights and keys, as this device's fold of membership sees them now. */
export interface Trust {
  readonly standingOf: (log: LogId) => Promise<Standing>;
  /** The same with these clear facts added to ours, for the length of one session. They were read, not yet verified. */
  readonly standingWith: (log: LogId, intro: readonly Bytes[]) => Promise<Standing>;
  /** Clear facts that let this device in, for peers that have not heard of it. */
  readonly intro: () => Promise<readonly Bytes[]>;
  /** Epochs that are known here and whose keys are not. */
  readonly missingKeys: () => Promise<readonly EpochId[]>;
  /** Epochs in force whose keys are here: offered unasked in rooms of older epochs, to a device that slept. */
  readonly newestKeys: () => Promise<readonly EpochId[]>;
  /** Those of the wanted keys that are here, sealed to the device; empty unless its standing is `in`. */
  readonly sealKeysFor: (log: LogId, wanted: readonly EpochId[]) => Promise<readonly SealedKey[]>;
  readonly acceptKeys: (keys: readonly SealedKey[]) => Promise<void>;
}

export interface SealedKey {
  readonly epoch: EpochId;
  readonly sealed: Bytes;
}
