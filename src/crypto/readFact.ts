import type { FactRef } from '#domain/fact.ts';
import type { FactId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { toBase64url, type Bytes } from './bytes.ts';
import { sha256, type CryptoDeps } from './cryptoDeps.ts';
import { readHeader, signatureLength, type FactHeader, type HeaderRefusal, type PartSeal } from './factHeader.ts';

/**
 * A fact as it is stored and sent. Its bytes belong together (lengths and hashes agree with the header) and its id is
 * right; whether its log wrote it is for `verifyChain` to say, what it says for `openFact`.
 */
export interface SealedFact extends FactRef, FactHeader {
  /** header || signature || thing: the wire entry, never altered. */
  readonly bytes: Bytes;
  readonly headerLength: number;
}

export type FactRefusal = HeaderRefusal | { readonly kind: 'length-wrong' } | { readonly kind: 'thing-altered' };

/** Reads one wire entry from anybody. The bytes are kept, not copied. */
export async function readFact(
  bytes: Bytes,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<SealedFact, FactRefusal>> {
  const split = splitEntry(bytes);
  if (!split.ok) return split;
  const { header, headerLength } = split.value;
  const signed = headerLength + signatureLength;
  const [id, hash] = await Promise.all([
    sha256(subtle, bytes.subarray(0, signed)),
    sha256(subtle, bytes.subarray(signed)),
  ]);
  if (toBase64url(hash) !== header.thing.hash) return refused({ kind: 'thing-altered' });
  return ok({ ...header, id: toBase64url(id) as FactId, bytes, headerLength });
}

/** Reads a wire entry this device checked before it stored it: no hashing, so that a rebuild costs little. */
export function readStoredFact(bytes: Bytes, id: FactId): Result<SealedFact, FactRefusal> {
  const split = splitEntry(bytes);
  return split.ok ? ok({ ...split.value.header, id, bytes, headerLength: split.value.headerLength }) : split;
}

/** Whether these are the bytes of the part `seal` speaks of. Person parts come from anybody, at any time. */
export async function isSealOf(seal: PartSeal, part: Bytes, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<boolean> {
  return part.length === seal.length && toBase64url(await sha256(subtle, part)) === seal.hash;
}

export const signatureOf = ({ bytes, headerLength }: SealedFact): Bytes =>
  bytes.subarray(headerLength, headerLength + signatureLength);
export const thingOf = ({ bytes, headerLength }: SealedFact): Bytes => bytes.subarray(headerLength + signatureLength);

function splitEntry(bytes: Bytes): Result<{ readonly header: FactHeader; readonly headerLength: number }, FactRefusal> {
  const read = readHeader(bytes);
  if (!read.ok) return read;
  const { header, length } = read.value;
  return bytes.length === length + signatureLength + header.thing.length
    ? ok({ header, headerLength: length })
    : refused({ kind: 'length-wrong' });
}
