import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import type { Timer } from '#session/timer.ts';
import type { Keeping } from '#sync/board.ts';
import type { MeetingDeps, Surroundings } from '#sync/openMeeting.ts';
import type { Note } from '#sync/places.ts';

/** What a workshop needs of the machine, passed in so that ten phones run in one process. */
export interface Deps {
  readonly crypto: CryptoDeps;
  readonly clock: Clock;
  readonly locks: Locks;
  /** A factory per phone in tests; the browser's own otherwise. */
  readonly storage?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };
  /** What it takes to meet other devices; without it none is met. */
  readonly meeting?: MeetingPorts;
  /** Where the board is kept over restarts. */
  readonly boards?: () => Promise<Keeping>;
  /** Lets the screen draw between two slices of long work. */
  readonly rest: () => Promise<void>;
}

export interface MeetingPorts {
  readonly surroundings: Surroundings;
  /** Small notes of this device, kept where a reload finds them. */
  readonly note: (name: string) => Note;
  /** Where the app was served from: signaling and pod are there unless somebody says otherwise. */
  readonly home: URL;
  readonly random: () => number;
  readonly timer: Timer;
  /** The app's, told to devices met. */
  readonly version: string;
  /** Other ways to reach others than WebRTC and the pod: tests have their own. */
  readonly transports?: MeetingDeps['transports'];
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
