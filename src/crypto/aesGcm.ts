import { concat, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';

const nonceLength = 12;
/** What sealing adds: the nonce before, the tag behind. */
export const sealOverhead = nonceLength + 16;

/** `nonce || AES-256-GCM(plain)`, with a random nonce, drawn before the key is waited for. */
export async function sealBytes(
  key: CryptoKey | Promise<CryptoKey>,
  plain: Bytes,
  additionalData: Bytes,
  deps: CryptoDeps,
): Promise<Bytes> {
  const iv = deps.randomBytes(nonceLength);
  const cipher = await deps.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await key, plain);
  return concat(iv, new Uint8Array(cipher));
}

/** The plain bytes, or null when key, additional data or a single bit do not agree. */
export async function openBytes(
  key: CryptoKey,
  sealed: Bytes,
  additionalData: Bytes,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<Bytes | null> {
  const iv = sealed.subarray(0, nonceLength);
  try {
    const cipher = sealed.subarray(nonceLength);
    return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, cipher));
  } catch {
    return null;
  }
}
