import type { CryptoDeps } from '#crypto/cryptoDeps.ts';

/** What a workshop needs of the machine, passed in so that ten phones run in one process. */
export interface Deps {
  readonly crypto: CryptoDeps;
  readonly clock: Clock;
  readonly locks: Locks;
  /** A factory per phone in tests; the browser's own otherwise. */
  readonly storage?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };
  /** Lets the screen draw between two slices of long work. */
  readonly rest: () => Promise<void>;
}

export interface Clock {
  /** Milliseconds since 1970, as the device believes. */
  readonly now: () => number;
  /** The civil day where the device is, `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface Locks {
  /** Runs `work` alone among all tabs; null when the lock was not had within `patience` ms. */
  readonly alone: <Value>(name: string, patience: number, work: () => Promise<Value>) => Promise<Value | null>;
  /** Waits for its turn however long that takes; null when `signal` ended the waiting. */
  readonly wait: <Value>(name: string, signal: AbortSignal, work: () => Promise<Value>) => Promise<Value | null>;
}
