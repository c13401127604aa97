import type { Bytes } from './bytes.ts';

/** What this folder needs from the machine it runs on; tests bring their own randomness, or a crippled WebCrypto. */
export interface CryptoDeps {
  readonly subtle: SubtleCrypto;
  readonly randomBytes: (length: number) => Bytes;
}

export function createCryptoDeps(crypto: Crypto): CryptoDeps {
  return { subtle: crypto.subtle, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };
}

export async function sha256(subtle: SubtleCrypto, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.digest('SHA-256', bytes));
}
