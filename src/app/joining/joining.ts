import type { FactRef } from '#domain/fact.ts';
import type { MemberId, WorkshopId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Role } from '#domain/settle/membership.ts';
import type { MeetingTrouble } from '../sync.ts';

/** What an invitation says to whoever opens it, before anything is asked of anybody. */
export interface InvitationSeen {
  readonly workshop: WorkshopId;
  readonly workshopName: string;
  readonly inviterName: string;
  readonly role: Role;
  /** Ms since 1970; past it nobody lets in. */
  readonly until: number;
  /** Made for somebody who is in the workshop already (a first phone, or another one); else for somebody new. */
  readonly member: MemberId | null;
}

/** Why a text is no invitation that could be used. */
export type InvitationRefusal =
  /** Not one of ours, or cut off on the way. */
  | { readonly kind: 'invitation-damaged' }
  /** Somebody changed it: its signature does not fit. */
  | { readonly kind: 'invitation-forged' }
  | { readonly kind: 'invitation-later-version' }
  | { readonly kind: 'invitation-expired' };

/** Why whoever was met did not let this device in. */
export type JoinRefusal =
  | InvitationRefusal
  | { readonly kind: 'invitation-used' }
  /** Whoever wrote it may no longer invite, or is not of this workshop. */
  | { readonly kind: 'invitation-void' }
  /** The notebook is on this device, whose own log is closed, and the invitation is for somebody else. */
  | { readonly kind: 'invitation-not-yours' }
  /** Those met could not show that they are of this workshop: nothing of theirs was kept. */
  | { readonly kind: 'not-members' }
  | Extract<Refusal, { kind: 'storage-full' | 'storage-lost' | 'name-missing' }>;

/** How far joining is. Looking goes on until somebody of the workshop opens the app, or the person stops it. */
export type JoiningView =
  | { readonly step: 'looking'; readonly trouble: MeetingTrouble | null }
  | { readonly step: 'receiving'; readonly done: number; readonly of: number }
  /** Somebody else came with the same invitation, let in elsewhere: a steward will keep one of the two. */
  | { readonly step: 'waiting' }
  | { readonly step: 'ready'; readonly id: WorkshopId; readonly name: string }
  | { readonly step: 'refused'; readonly refusal: JoinRefusal };

export interface Joining {
  readonly view: () => JoiningView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Leaves nothing behind. */
  readonly cancel: () => void;
}

/** An invitation just made: whoever holds its link may come in, once. */
export interface Invited {
  readonly fact: FactRef;
  /** What stands behind `#/join/` in the address one shows or sends. */
  readonly link: string;
  readonly until: number;
}
