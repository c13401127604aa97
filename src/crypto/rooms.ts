import type { WorkshopId } from '#domain/ids.ts';
import { bytesOf, toBase64url, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { deriveBytes } from './hkdf.ts';

/** Where devices find each other: a name the signaling server sees, a password it does not. */
export interface Room {
  readonly name: string;
  readonly password: string;
}

/** The room of one epoch. Whoever had its key knows it for ever: being there proves nothing. */
export const roomOf = (epochKey: Bytes, workshop: WorkshopId, deps: Pick<CryptoDeps, 'subtle'>): Promise<Room> =>
  roomFrom(epochKey, workshop, deps);

/** The room of an invitation, known to all who know its `invited` fact, so that any of them can let the newcomer in. */
export const roomOfInvitation = (
  publicKey: string,
  workshop: WorkshopId,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Room> => roomFrom(bytesOf(publicKey), workshop, deps);

async function roomFrom(secret: Bytes, workshop: WorkshopId, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<Room> {
  const salt = bytesOf(workshop);
  const [name, password] = await Promise.all([
    deriveBytes({ secret, salt, info: 'circule/room/1' }, subtle),
    deriveBytes({ secret, salt, info: 'circule/room-password/1' }, subtle),
  ]);
  return { name: toBase64url(name.subarray(0, 16)), password: toBase64url(password) };
}
