import type { Bytes } from '#crypto/bytes.ts';
import { encodeInvitation } from '#crypto/invitationLink.ts';
import type { FactRef } from '#domain/fact.ts';
import { memberOf } from '#domain/settle/membership.ts';
import { person } from '#store/queries/people.ts';
import { workshopRow } from '#store/queries/tools.ts';
import { readEntries } from '#store/readEntries.ts';
import type { CommandContext } from '../commands/context.ts';

/** What stands behind `#/join/` for an invitation just written: its entry, the secret, and the names that are shown. */
export async function invitationText(
  { db, cache, workshop }: Pick<CommandContext, 'db' | 'cache' | 'workshop'>,
  invited: FactRef,
  { secret, signaling }: { readonly secret: Bytes; readonly signaling: readonly string[] },
): Promise<string> {
  const [head, state, row] = await Promise.all([db.logs.get(invited.log), db.state.get('state'), workshopRow(db)]);
  const entry = head === undefined ? undefined : (await readEntries(db, head, [invited.seq])).get(invited.seq);
  if (entry === undefined || state === undefined) throw new Error('The invitation just written is not in its log');
  const inviter = memberOf((await cache.read(state)).membership, invited.log);
  const profile = inviter === null ? null : await person(db, inviter);
  return encodeInvitation({
    workshop,
    entry: new Uint8Array(entry.bytes),
    secret,
    workshopName: row?.name ?? '',
    inviterName: profile?.name ?? '',
    signaling,
  });
}
