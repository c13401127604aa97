import { readInvitation } from '#crypto/invitationLink.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import type { Deps } from '../deps.ts';
import type { Meet } from '../meet.ts';
import type { InvitationRefusal, JoinRefusal } from './joining.ts';
import { seeInvitation } from './seeInvitation.ts';

/** A member opened somebody's invitation: this device waits in its room for whoever holds it. */
export async function letInWith(
  text: string,
  { workshop, deps, meet }: { readonly workshop: WorkshopId; readonly deps: Deps; readonly meet: Pick<Meet, 'letIn'> },
  onAnswered: (refusal: JoinRefusal | null) => void,
): Promise<Result<() => void, InvitationRefusal>> {
  const seen = await seeInvitation(text, deps);
  if (!seen.ok) return seen;
  const read = await readInvitation(text, await createVerifySignature(deps.crypto), deps.crypto);
  if (!read.ok || read.value.workshop !== workshop) return refused({ kind: 'invitation-damaged' });
  return ok(meet.letIn(read.value.invitation, (refusal) => onAnswered(refusal === null ? null : words[refusal])));
}

const words: Readonly<Record<AdmissionRefusal, JoinRefusal>> = {
  used: { kind: 'invitation-used' },
  expired: { kind: 'invitation-expired' },
  'unknown-steward': { kind: 'invitation-void' },
  'wrong-proof': { kind: 'invitation-forged' },
  'not-now': { kind: 'storage-lost' },
};
