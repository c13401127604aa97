import { toBase64url } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';

/** A random 16-byte id in base64url, for tools, places, categories, members and batches. */
export const newId = <Id extends string>({ randomBytes }: Pick<CryptoDeps, 'randomBytes'>): Id =>
  toBase64url(randomBytes(16)) as Id;
