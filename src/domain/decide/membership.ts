/** Who is let in, with what right, and who goes. Pure: drafts or refusals, from the fold as it is here. */
import type { Body, Draft, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { FactId, LogId, MemberId, StreamId } from '../ids.ts';
import { memberStream } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import {
  type Device,
  type Invitation,
  type Membership,
  type Role,
  hasRole,
  invitedMember,
  isStewardNow,
  isWithinCut,
  memberOf,
} from '../settle/membership.ts';
import { maxHeads } from '../schema.ts';
import { said } from './custody.ts';
import { membershipDraft } from './describe.ts';

/** What each decision is taken on. */
export interface Deciding {
  readonly membership: Membership;
  /** The log that will write. */
  readonly log: LogId;
  /** Heads of the workshop's membership. */
  readonly after: readonly FactRef[];
}
type Decided = Result<Draft, Refusal>;

/** Stewards invite anybody; a member invites themselves, for another device. */
export function decideInvite(
  at: Deciding,
  terms: Pick<Invitation, 'key' | 'role' | 'until' | 'member'>,
  now: number,
): Decided {
  const { key, role, until, member } = terms;
  const me = memberOf(at.membership, at.log);
  const isSteward = isStewardNow(at.membership, at.log);
  if (!isSteward && (member !== me || role === 'steward')) return refused({ kind: 'stewards-only' });
  if (member !== null && !at.membership.members.has(member)) return refused({ kind: 'member-unknown' });
  if (until <= now) return refused({ kind: 'until-past' });
  const body = { key, role, until, ...said({ member: member ?? undefined }) };
  return ok(clear(at, 'invited', body, member === null ? [] : [member]));
}

/** What whoever wants to come in brings: the entry as they had it, and the proof for their log. */
export interface Asking {
  readonly invitation: Invitation;
  readonly entry: string;
  readonly log: LogId;
  readonly agreement: string;
  readonly proof: string;
}

/**
 * Anybody lets in who was rightly invited, as long as the device that invited still may: whoever finds a steward's phone
 * makes invitations before it is missed. Its signatures are verified before. A steward may admit one that waits again:
 * that keeps it, and voids the others.
 */
export function decideAdmit(at: Deciding, asking: Asking, now: number): Decided {
  const { invitation, entry, log, agreement, proof } = asking;
  const { membership } = at;
  if (!mayInviteHere(membership, invitation)) return refused({ kind: 'invitation-void' });
  const isKept = membership.waiting.has(log) && isStewardNow(membership, at.log);
  if (!isKept) {
    if (!mayInviteStill(membership, invitation)) return refused({ kind: 'invitation-void' });
    if (membership.devices.has(log)) return refused({ kind: 'device-here-already' });
    if (usersOf(membership, invitation.id).length > 0) return refused({ kind: 'invitation-used' });
    if (invitation.until <= now) return refused({ kind: 'invitation-expired' });
  }
  const member = invitedMember(invitation);
  return ok(clear(at, 'admitted', { invitation: entry, log, member, agreement, proof }, [member]));
}

function mayInviteHere(membership: Membership, invitation: Invitation): boolean {
  const isOwn = invitation.member !== null && invitation.member === memberOf(membership, invitation.log);
  if (!isWithinCut(membership, invitation)) return false;
  return hasRole(membership, invitation, 'steward') || (isOwn && invitation.role === 'member');
}

/** The fold says what counts, and cannot know what was known when: whoever lets in does. */
function mayInviteStill(membership: Membership, { log, member, role }: Invitation): boolean {
  const device = membership.devices.get(log);
  if (device?.cut !== null || membership.members.get(device.member)?.standing !== 'in') return false;
  return isStewardNow(membership, log) || (member === device.member && role === 'member');
}

/** Logs that were let in with it, or wait. */
export const usersOf = ({ devices, waiting, invitations }: Membership, invitation: FactId): readonly LogId[] => [
  ...new Set([
    ...[...devices.values(), ...waiting.values()].flatMap((each) => (each.invitation === invitation ? [each.log] : [])),
    ...(invitations.find(({ id }) => id === invitation)?.usedBy ?? []),
  ]),
];

/** `logs`: the heads of all the member's logs that are here, branches too; up to there the old role holds. */
export function decideGiveRole(at: Deciding, member: MemberId, role: Role, logs: readonly FactRef[]): Decided {
  const wrong = notTheirs(at, member);
  if (wrong !== null) return refused(wrong);
  if (at.membership.members.get(member)?.role === role) return refused({ kind: 'role-same' });
  if (role === 'member' && isLastSteward(at.membership, member)) return refused({ kind: 'last-steward' });
  return ok(clear(at, 'roleGiven', { member, role, logs: refs(logs) }, [member]));
}

/** Nothing of theirs beyond these heads counts, and no device begun later. */
export function decideRemove(at: Deciding, member: MemberId, logs: readonly FactRef[]): Decided {
  const wrong = notTheirs(at, member);
  if (wrong !== null) return refused(wrong);
  if (isLastSteward(at.membership, member)) return refused({ kind: 'last-steward' });
  return ok(clear(at, 'removed', { member, logs: refs(logs) }, [member]));
}

/** The last steward first makes another, unless nobody else is left. */
export function decideLeave(at: Deciding, logs: readonly FactRef[]): Decided {
  const me = memberOf(at.membership, at.log);
  if (me === null) return refused({ kind: 'log-closed' });
  const others = [...at.membership.members.values()].filter(({ id, standing }) => id !== me && standing === 'in');
  if (others.length > 0 && isLastSteward(at.membership, me)) return refused({ kind: 'last-steward' });
  return ok(clear(at, 'left', { member: me, logs: refs(logs) }, [me]));
}

/** Ends one device: a steward anybody's, a member their own. What lies at or below the head keeps its right. */
export function decideRevoke(at: Deciding, head: FactRef): Decided {
  const device = at.membership.devices.get(head.log);
  if (device === undefined) return refused({ kind: 'device-unknown' });
  const isOwn = device.member === memberOf(at.membership, at.log);
  if (!isOwn && !isStewardNow(at.membership, at.log)) return refused({ kind: 'stewards-only' });
  if (device.cut !== null && device.cut.seq <= head.seq) return refused({ kind: 'device-closed' });
  return ok(clear(at, 'revoked', { ...refOf(head) }, [device.member]));
}

/** A steward takes in what an honest person wrote beyond the cut of their log, up to `place`. */
export function decideAdopt(at: Deciding, place: FactRef): Decided {
  if (!isStewardNow(at.membership, at.log)) return refused({ kind: 'stewards-only' });
  const device = at.membership.devices.get(place.log);
  if (device === undefined) return refused({ kind: 'device-unknown' });
  if (isWithinCut(at.membership, place)) return refused({ kind: 'nothing-to-adopt' });
  return ok(clear(at, 'adopted', { ...refOf(place) }, [device.member]));
}

/** Closes both lines of a doubled log where they stand. Anybody who has both may. */
export function decideDoubled(
  at: Deciding,
  found: {
    readonly log: LogId;
    readonly seq: number;
    readonly ids: readonly [FactId, FactId];
    readonly heads: readonly [FactRef, FactRef];
  },
): Decided {
  const { log, seq, ids, heads } = found;
  const device = at.membership.devices.get(log);
  if (device === undefined) return refused({ kind: 'device-unknown' });
  if (device.cut !== null && device.branches.every(({ cut }) => cut !== null))
    return refused({ kind: 'device-closed' });
  return ok(clear(at, 'doubled', { log, seq, ids, heads: refs(heads) }, [device.member]));
}

/** Beside a hundred heads no more fit a part of 40 KiB; the others get the key when they meet. */
const mostSealed = 180;

/** A new epoch, its key sealed to the devices given. Written by a steward's device that sees `needsRotation`. */
export const decideRotate = (at: Deciding, check: string, sealed: readonly (readonly [LogId, string])[]): Draft =>
  clear(at, 'keyRotated', { check, ...said({ sealed: sealed.length > 0 ? sealed.slice(0, mostSealed) : undefined }) });

/** Devices a new key may be sealed to. */
export const openDevices = ({ devices, members }: Membership): readonly Device[] =>
  [...devices.values()].filter(({ cut, member }) => cut === null && members.get(member)?.standing === 'in');

/** Is nobody else a steward who is still in? */
export function isLastSteward({ members }: Membership, member: MemberId): boolean {
  const stewards = [...members.values()].filter(({ role, standing }) => role === 'steward' && standing === 'in');
  return stewards.length === 1 && stewards[0]?.id === member;
}

function notTheirs({ membership, log }: Deciding, member: MemberId): Refusal | null {
  if (!isStewardNow(membership, log)) return { kind: 'stewards-only' };
  return membership.members.get(member)?.standing === 'in' ? null : { kind: 'member-unknown' };
}

const refs = (facts: readonly FactRef[]): readonly Body[] =>
  facts.slice(0, maxHeads).map((fact) => ({ ...refOf(fact) }));

const clear = (at: Deciding, kind: string, body: Body, about: readonly MemberId[] = []): Draft =>
  membershipDraft(
    kind,
    body,
    at.after,
    about.map((member): StreamId => memberStream(member)),
  );
