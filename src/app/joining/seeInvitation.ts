import { type InvitationRefusal as Unreadable, readInvitation } from '#crypto/invitationLink.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { Deps } from '../deps.ts';
import type { InvitationRefusal, InvitationSeen } from './joining.ts';

/** What an invitation says, checked as far as it can be without meeting anybody. */
export async function seeInvitation(
  text: string,
  { crypto, clock }: Pick<Deps, 'crypto' | 'clock'>,
): Promise<Result<InvitationSeen, InvitationRefusal>> {
  const read = await readInvitation(text, await createVerifySignature(crypto), crypto);
  if (!read.ok) return refused({ kind: unreadable[read.refusal.kind] });
  const { workshop, workshopName, inviterName, invitation } = read.value;
  const { role, until, member } = invitation;
  if (until <= clock.now()) return refused({ kind: 'invitation-expired' });
  return ok({ workshop, workshopName, inviterName, role, until, member });
}

const unreadable: Readonly<Record<Unreadable['kind'], InvitationRefusal['kind']>> = {
  'not-an-invitation': 'invitation-damaged',
  damaged: 'invitation-damaged',
  forged: 'invitation-forged',
  'later-version': 'invitation-later-version',
};
