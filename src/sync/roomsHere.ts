import { type Bytes, readBase64url } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { roomOf, roomOfInvitation } from '#crypto/rooms.ts';
import type { EpochId, WorkshopId } from '#domain/ids.ts';
import type { Room } from './transports/transport.ts';

/** Devices answer in the current rooms and in this many older ones. */
const olderRooms = 2;
/** Two stewards who rotate at once make two current rooms; more are a steward's nonsense. */
const mostHeads = 4;

export interface RoomKnowledge {
  readonly workshop: WorkshopId;
  /** Oldest first. A head has no other rotation on top of it: stewards who rotate apart make several. */
  readonly epochs: readonly { readonly epoch: EpochId; readonly isHead: boolean }[];
  /** The one this device writes in; null when it has no key at all. */
  readonly current: EpochId | null;
  readonly keys: ReadonlyMap<EpochId, Bytes>;
  /** One-time public keys of invitations that may still be used. */
  readonly invitations: readonly string[];
}

/**
 * The rooms this device goes to. It makes itself known in the one it writes in, and in those of keys it was given and
 * whose beginning it has not read yet. Elsewhere it only answers: other heads, who slept and knows an older room, who was
 * invited.
 */
export async function roomsHere(
  { workshop, epochs, current, keys, invitations }: RoomKnowledge,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<readonly Room[]> {
  const known = new Set(epochs.map(({ epoch }) => epoch));
  const unread = [...keys.keys()].filter((epoch) => !known.has(epoch)).slice(-mostHeads);
  const held = epochs.filter(({ epoch }) => keys.has(epoch));
  const heads = held.filter(({ epoch, isHead }) => isHead && epoch !== current).slice(-mostHeads);
  const older = held.filter(({ epoch, isHead }) => !isHead && epoch !== current).slice(-olderRooms);
  const rooms = [
    ...[...unread, ...(current === null ? [] : [current])].map(
      (epoch) => ({ epoch, kind: 'now', announces: true }) as const,
    ),
    ...heads.map(({ epoch }) => ({ epoch, kind: 'now', announces: false }) as const),
    ...older.toReversed().map(({ epoch }) => ({ epoch, kind: 'past', announces: false }) as const),
  ];
  const ofEpochs = rooms.map(async (room): Promise<readonly Room[]> => {
    const key = keys.get(room.epoch);
    return key === undefined ? [] : [{ ...(await roomOf(key, workshop, deps)), ...room }];
  });
  const ofInvitations = invitations
    // A fact may say anything: what is no key has no room.
    .filter((key) => readBase64url(key, 32).ok)
    .map(async (invitation): Promise<readonly Room[]> => {
      const room = await roomOfInvitation(invitation, workshop, deps);
      return [{ ...room, kind: 'invitation', announces: false, invitation }];
    });
  return (await Promise.all([...ofEpochs, ...ofInvitations])).flat();
}
