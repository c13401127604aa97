import type { WorkshopId } from '#domain/ids.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { Deps } from '../deps.ts';
import type { Meet } from '../meet.ts';
import type { InvitationRefusal, JoinRefusal } from './joining.ts';
import { openInvitation, saidOfInvitation } from './seeInvitation.ts';

/** A member opened somebody's invitation: this device waits in its room for whoever holds it. */
export async function letInWith(
  text: string,
  { workshop, deps, meet }: { readonly workshop: WorkshopId; readonly deps: Deps; readonly meet: Pick<Meet, 'letIn'> },
  onAnswered: (refusal: JoinRefusal | null) => void,
): Promise<Result<() => void, InvitationRefusal>> {
  const opened = await openInvitation(text, deps);
  if (!opened.ok) return opened;
  if (opened.value.workshop !== workshop) return refused({ kind: 'invitation-damaged' });
  return ok(
    meet.letIn(opened.value.invitation, (refusal) =>
      onAnswered(refusal === null ? null : (saidOfInvitation[refusal] ?? { kind: 'storage-lost' })),
    ),
  );
}
