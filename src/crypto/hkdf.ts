import { utf8, type Bytes } from './bytes.ts';

/** What a key is derived from: HKDF with SHA-256, `info` in ASCII. */
export interface Derivation {
  readonly secret: Bytes;
  readonly salt: Bytes;
  readonly info: string;
}

/** An AES-256-GCM key that cannot be taken out of the browser. */
export async function deriveAesKey({ secret, salt, info }: Derivation, subtle: SubtleCrypto): Promise<CryptoKey> {
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) };
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return subtle.deriveKey(algorithm, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function deriveBytes({ secret, salt, info }: Derivation, subtle: SubtleCrypto): Promise<Bytes> {
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) };
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await subtle.deriveBits(algorithm, base, 256));
}
