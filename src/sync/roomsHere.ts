import { type Bytes, readBase64url } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { roomOf, roomOfInvitation } from '#crypto/rooms.ts';
import type { EpochId, WorkshopId } from '#domain/ids.ts';
import type { Room } from './transports/transport.ts';

/** Devices answer in the current room and in this many older ones. */
const olderRooms = 2;

/**
 * The rooms this device goes to. It makes itself known in the newest it has the key of, and in rooms of keys it was given
 * and whose beginning it has not read yet; in the older ones it only answers who slept, and in those of open invitations
 * who was invited.
 */
export async function roomsHere(
  {
    workshop,
    epochs,
    keys,
    invitations,
  }: {
    readonly workshop: WorkshopId;
    /** Oldest first. */
    readonly epochs: readonly EpochId[];
    readonly keys: ReadonlyMap<EpochId, Bytes>;
    /** One-time public keys of invitations that may still be used. */
    readonly invitations: readonly string[];
  },
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<readonly Room[]> {
  const known = new Set(epochs);
  const held = epochs.filter((epoch) => keys.has(epoch)).slice(-1 - olderRooms);
  const current = held.at(-1);
  const unread = [...keys.keys()].filter((epoch) => !known.has(epoch)).slice(-1 - olderRooms);
  const ofEpochs = [...unread, ...held.toReversed()].flatMap((epoch) => {
    const key = keys.get(epoch);
    return key === undefined ? [] : [{ epoch, key, isNow: epoch === current || !known.has(epoch) }];
  });
  return Promise.all([
    ...ofEpochs.map(async ({ epoch, key, isNow }): Promise<Room> => {
      const room = await roomOf(key, workshop, deps);
      return { ...room, kind: isNow ? 'now' : 'past', announces: isNow, epoch };
    }),
    // A fact may say anything: what is no key has no room.
    ...invitations
      .filter((key) => readBase64url(key, 32).ok)
      .map(async (invitation): Promise<Room> => {
        const room = await roomOfInvitation(invitation, workshop, deps);
        return { ...room, kind: 'invitation', announces: false, invitation };
      }),
  ]);
}
