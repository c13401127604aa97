import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { toBase64url } from '#crypto/bytes.ts';
import { createEpochSecret, epochCheck } from '#crypto/epochKeys.ts';
import { sealEpochKey } from '#crypto/sealedKey.ts';
import { type Deciding, decideRotate, openDevices } from '#domain/decide/membership.ts';
import type { Draft, FactRef } from '#domain/fact.ts';
import type { LogId } from '#domain/ids.ts';
import { type Device, type Membership, epochOf } from '#domain/settle/membership.ts';
import { addEpochs } from '#store/epochSecrets.ts';
import type { CommandContext } from './context.ts';

/** A new epoch key, from the drawing to the moment it is kept here. */
export interface Rotation {
  /** Seals the key to every open device that `stays`, this one too; the draft is made where it is known what it is on top of. */
  readonly draft: (membership: Membership, stays: (device: Device) => boolean) => Promise<(at: Deciding) => Draft>;
  /** The fact was written: its id names the epoch. */
  readonly keep: (rotated: FactRef) => Promise<void>;
}

/** One key for one rotation, however often the decision is taken again. */
export async function createRotation({ db, deps, keys, workshop, pen }: CommandContext): Promise<Rotation> {
  const secret = createEpochSecret(deps.crypto);
  const check = await epochCheck(secret, deps.crypto);
  const own = ((await db.secrets.get('agreement'))?.value ?? null) as AgreementKeyRecord | null;
  return {
    draft: async (membership, stays) => {
      const staying = openDevices(membership).filter(stays);
      const sealed = await Promise.all(
        staying.map(async (device): Promise<readonly (readonly [LogId, string])[]> => {
          // A device of the first version told its key to nobody; this one knows its own.
          const agreement = device.agreement ?? (device.log === pen.log ? (own?.publicKey ?? null) : null);
          if (agreement === null) return [];
          const bytes = await sealEpochKey(secret, { workshop, epoch: null, log: device.log, agreement }, deps.crypto);
          return bytes === null ? [] : [[device.log, toBase64url(bytes)]];
        }),
      );
      // This one first: cut off before the key is kept, it finds it in its own fact.
      const entries = sealed.flat().toSorted(([a], [b]) => Number(b === pen.log) - Number(a === pen.log));
      return (at) => decideRotate(at, check, entries);
    },
    keep: async (rotated) => {
      const epoch = epochOf(rotated);
      await addEpochs(db, 'epochs', new Map([[epoch, secret]]));
      keys.add(epoch, secret);
    },
  };
}
