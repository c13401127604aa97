import type { LogId, MemberId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';

/** Why two devices do not meet, as far as this one can tell. */
export type MeetingTrouble =
  | 'no-signaling-address'
  | 'signaling-unreachable'
  | 'offline'
  | 'nobody-there'
  /** Others were announced and no channel opened: most often a Wi-Fi that keeps its guests apart. */
  | 'cannot-connect'
  | 'other-version'
  | 'insecure-page'
  | 'no-webrtc';

/** Another device, or the pod, as this one meets it. */
export interface PeerView {
  readonly log: LogId | 'pod';
  readonly member: MemberId | null;
  readonly via: 'webrtc' | 'pod' | 'file';
  readonly state: 'greeting' | 'catching-up' | 'even' | 'closed';
  /** Facts still to come from it and to go to it, where known. */
  readonly receiving: { readonly done: number; readonly of: number } | null;
  readonly sending: { readonly done: number; readonly of: number } | null;
}

/** What a person may see of the meeting of phones. Made anew on every change. */
export interface SyncView {
  /** `other-tab`: another tab of this browser meets the others for all of them. */
  readonly role: 'off' | 'other-tab' | 'leading';
  readonly peers: readonly PeerView[];
  /** Facts written on this device that nobody else has said to have stored: no second tick yet. */
  readonly onlyHere: number;
  readonly signaling: 'none' | 'connecting' | 'open' | 'failed';
  readonly pod: 'none' | 'connecting' | 'open' | 'failed' | 'full' | 'refused';
  readonly trouble: MeetingTrouble | null;
}

/** When this device last met another one, kept over restarts. */
export interface MetRecord {
  readonly log: LogId | 'pod';
  readonly at: number;
}

/** Where devices find each other. Empty address: the host that served the app. `null`: none at all. */
export interface MeetingPlaces {
  readonly signaling: string | null;
  readonly pod: string | null;
  /** STUN or TURN servers; none unless set. */
  readonly iceServers: readonly string[];
}

/** One fact's second tick: has another device, or the pod, said that it is stored? */
export interface Meeting {
  readonly view: () => SyncView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Highest `seq` of this device's own log that somebody else has; -1 when none. Kept over restarts. */
  readonly elsewhere: () => number;
  readonly met: () => Promise<readonly MetRecord[]>;
  readonly places: { readonly get: () => MeetingPlaces; readonly set: (places: MeetingPlaces) => void };
  /** Tries again at once: the page came back, the network changed, a person pressed the button. */
  readonly nudge: () => void;
  /** Resolves when what was learnt is kept. */
  readonly stop: () => Promise<void>;
}

/** Why a parcel was not read. */
export type ParcelRefusal =
  /** No parcel at all, or of another workshop. */
  | { readonly kind: 'parcel-foreign' }
  | { readonly kind: 'parcel-damaged' }
  | { readonly kind: 'parcel-later-version' }
  /** Sealed in an epoch whose key this device has not got. */
  | { readonly kind: 'parcel-key-missing' }
  | Extract<Refusal, { kind: 'storage-full' | 'storage-lost' }>;

/** The notebook as a file: see protocol.md, section 18. */
export interface Parcels {
  /** All that is here, sealed for the workshop. */
  readonly write: () => Promise<Result<Blob, ParcelRefusal>>;
  readonly read: (bytes: Uint8Array) => Promise<Result<{ readonly stored: number }, ParcelRefusal>>;
}
