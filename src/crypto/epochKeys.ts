import type { EpochId, WorkshopId } from '#domain/ids.ts';
import { bytesOf, concat, toBase64url, utf8, type Bytes } from './bytes.ts';
import { sha256, type CryptoDeps } from './cryptoDeps.ts';
import type { PartName } from './factParts.ts';
import { deriveAesKey } from './hkdf.ts';

/** The epochs of one workshop whose keys this device holds, and the part keys derived from them so far. */
export interface EpochKeys {
  readonly workshop: WorkshopId;
  readonly has: (epoch: EpochId) => boolean;
  /** `secret` is the epoch's 32 bytes, checked against its `keyRotated` by `isEpochSecret` before. */
  readonly add: (epoch: EpochId, secret: Bytes) => void;
  readonly partKey: (epoch: EpochId, part: PartName) => Promise<CryptoKey> | null;
}

export function createEpochKeys(workshop: WorkshopId, { subtle }: Pick<CryptoDeps, 'subtle'>): EpochKeys {
  const salt = bytesOf(workshop);
  const secretByEpoch = new Map<EpochId, Bytes>();
  const keyByPart: Readonly<Record<PartName, Map<EpochId, Promise<CryptoKey>>>> = {
    thing: new Map(),
    person: new Map(),
  };

  function partKey(epoch: EpochId, part: PartName): Promise<CryptoKey> | null {
    const known = keyByPart[part].get(epoch);
    const secret = secretByEpoch.get(epoch);
    if (known !== undefined || secret === undefined) return known ?? null;
    const key = deriveAesKey({ secret, salt, info: `circule/${part}/1` }, subtle);
    keyByPart[part].set(epoch, key);
    return key;
  }

  return {
    workshop,
    has: (epoch) => secretByEpoch.has(epoch),
    add: (epoch, secret) => {
      if (!secretByEpoch.has(epoch)) secretByEpoch.set(epoch, secret);
    },
    partKey,
  };
}

export const createEpochSecret = ({ randomBytes }: Pick<CryptoDeps, 'randomBytes'>): Bytes => randomBytes(32);

/** What `keyRotated` says of its key, so that a false key is known before anything is read or written with it. */
export async function epochCheck(secret: Bytes, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<string> {
  return toBase64url(await sha256(subtle, concat(utf8('circule/epoch/1'), secret)));
}

export async function isEpochSecret(secret: Bytes, check: string, deps: Pick<CryptoDeps, 'subtle'>): Promise<boolean> {
  return secret.length === 32 && (await epochCheck(secret, deps)) === check;
}
