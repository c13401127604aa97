import { type InvitationRefusal as Unreadable, type ReadInvitation, readInvitation } from '#crypto/invitationLink.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import type { Deps } from '../deps.ts';
import type { InvitationRefusal, InvitationSeen, JoinRefusal } from './joining.ts';

/** An invitation, checked as far as it can be without meeting anybody. */
export async function openInvitation(
  text: string,
  { crypto, clock }: Pick<Deps, 'crypto' | 'clock'>,
): Promise<Result<ReadInvitation, InvitationRefusal>> {
  const read = await readInvitation(text, await createVerifySignature(crypto), crypto);
  if (!read.ok) return refused({ kind: unreadable[read.refusal.kind] });
  return read.value.invitation.until <= clock.now() ? refused({ kind: 'invitation-expired' }) : read;
}

/** What it says to whoever opens it. */
export async function seeInvitation(
  text: string,
  deps: Pick<Deps, 'crypto' | 'clock'>,
): Promise<Result<InvitationSeen, InvitationRefusal>> {
  const opened = await openInvitation(text, deps);
  if (!opened.ok) return opened;
  const { workshop, workshopName, inviterName, invitation } = opened.value;
  const { role, until, member } = invitation;
  return ok({ workshop, workshopName, inviterName, role, until, member });
}

const unreadable: Readonly<Record<Unreadable['kind'], InvitationRefusal['kind']>> = {
  'not-an-invitation': 'invitation-damaged',
  damaged: 'invitation-damaged',
  forged: 'invitation-forged',
  'later-version': 'invitation-later-version',
};

/** What a member's answer says of the invitation itself; null where another member may answer otherwise. */
export const saidOfInvitation: Readonly<Record<AdmissionRefusal, JoinRefusal | null>> = {
  used: { kind: 'invitation-used' },
  expired: { kind: 'invitation-expired' },
  'unknown-steward': { kind: 'invitation-void' },
  'wrong-proof': { kind: 'invitation-forged' },
  'not-now': null,
};
