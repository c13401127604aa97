import type { BlobId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { openBytes, sealBytes } from './aesGcm.ts';
import { readBase64url, toBase64url, utf8, type Bytes } from './bytes.ts';
import { sha256, type CryptoDeps } from './cryptoDeps.ts';

/** A picture or file: named by the hash of what travels, opened by a key of its own that stands in the fact. */
export interface SealedBlob {
  readonly blob: BlobId;
  /** 32 bytes in base64url. */
  readonly key: string;
  readonly bytes: Bytes;
}

export async function sealBlob(plain: Bytes, deps: CryptoDeps): Promise<SealedBlob> {
  const secret = deps.randomBytes(32);
  const bytes = await sealBytes(await importKey(secret, deps), plain, blobContext, deps);
  const blob = toBase64url(await sha256(deps.subtle, bytes)) as BlobId;
  return { blob, key: toBase64url(secret), bytes };
}

export type BlobRefusal =
  { readonly kind: 'blob-altered' } | { readonly kind: 'blob-key-malformed' } | { readonly kind: 'blob-unreadable' };

/** Opens the blob a fact names; bytes that are not those it names are not even tried. */
export async function openBlob(
  { blob, key, bytes }: SealedBlob,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<Bytes, BlobRefusal>> {
  const secret = readBase64url(key, 32);
  if (!secret.ok) return refused({ kind: 'blob-key-malformed' });
  if (toBase64url(await sha256(deps.subtle, bytes)) !== blob) return refused({ kind: 'blob-altered' });
  const plain = await openBytes(await importKey(secret.value, deps), bytes, blobContext, deps);
  return plain === null ? refused({ kind: 'blob-unreadable' }) : ok(plain);
}

const blobContext = utf8('circule/blob/1');

function importKey(secret: Bytes, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<CryptoKey> {
  return subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
