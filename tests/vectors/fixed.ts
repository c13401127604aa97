import { createHash, webcrypto } from 'node:crypto';
import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { openSigner, toFallbackRecord, type Signer } from '#crypto/signingKey.ts';

/** Bytes that look random and are the same every time. */
export const fixed = (name: string, length: number): Bytes =>
  new Uint8Array(createHash('sha256').update(`circule test vectors 1: ${name}`).digest()).slice(0, length);

/** A machine whose randomness is `fixed`: the first bytes drawn, the second… */
export function createFixedDeps(): CryptoDeps {
  let drawn = 0;
  return {
    subtle: webcrypto.subtle as SubtleCrypto,
    randomBytes: (length) => {
      drawn += 1;
      return fixed(`drawn ${drawn}`, length);
    },
  };
}

/** A signer of a known seed, whose signatures are the same every time. */
export async function fixedSigner(seed: Bytes, deps: CryptoDeps): Promise<Signer> {
  const signer = await openSigner(await toFallbackRecord(seed), deps);
  if (!signer.ok) throw new Error(signer.refusal.kind);
  return signer.value;
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const unhex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));
