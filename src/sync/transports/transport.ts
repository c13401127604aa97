import type { EpochId } from '#domain/ids.ts';
import type { Link } from '#session/link.ts';

/** Where devices that know the same key find each other. The name says nothing to others; the password keeps them out. */
export interface Room {
  readonly name: string;
  readonly password: string;
  /** `now`: everything is said there. `past`: only who sleeps comes there, and gets keys. `invitation`: who was invited. */
  readonly kind: 'now' | 'past' | 'invitation';
  /**
   * Whether this device makes itself known, or only answers who does. Two devices that meet in the room of now would
   * else meet once more in every older one.
   */
  readonly announces: boolean;
  readonly epoch?: EpochId;
  /** Public half of the invitation's one-time key. */
  readonly invitation?: string;
}

export interface TransportStatus {
  /** The place where devices find each other, or the pod itself. */
  readonly place: 'none' | 'connecting' | 'open' | 'failed' | 'full' | 'refused';
  readonly links: number;
  /** Devices that made themselves known and that no channel could be opened to, since one last could. */
  readonly unreached: number;
}

/** Finds links, for as long as it runs. It knows nothing of who is at the other end. */
export interface Transport {
  readonly start: (onLink: (link: Link, room: Room) => void) => Running;
}

export interface Running {
  readonly setRooms: (rooms: readonly Room[]) => void;
  /** Tries again at once: the page came back, the network changed, a person asked. What is open stays open. */
  readonly nudge: () => void;
  readonly status: () => TransportStatus;
  readonly onStatus: (listener: () => void) => () => void;
  readonly stop: () => void;
}
