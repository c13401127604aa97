/**
 * The backup file, `circule/backup/1`: a line of text, then frames of `length (4 bytes, big-endian) || canonical CBOR`.
 * Facts stand in it as they travel: sealed and signed. The epoch keys are locked by the key of the house, so the file
 * alone reads nothing; see `docs/decisions/0002-backup.md`.
 */
import { encodeCanonical, readCanonical, type CborValue } from '#crypto/canonicalCbor.ts';
import { type Bytes, concat, utf8 } from '#crypto/bytes.ts';
import { type Result, ok, refused } from '#domain/result.ts';

const magic = utf8('circule/backup/1\n');
/** A chunk of 32 facts of 80 KiB and a picture of a few MB fit; anything larger is not ours. */
const maxFrame = 64 * 1024 * 1024;

export const fileBeginning = magic;

export function frame(value: CborValue): Bytes {
  const body = encodeCanonical(value);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length);
  return concat(length, body);
}

export type FileRefusal =
  /** Not a backup of ours at all. */
  | { readonly kind: 'backup-foreign' }
  /** Written by a later version. */
  | { readonly kind: 'backup-newer' }
  /** Cut short or changed on the way. */
  | { readonly kind: 'backup-damaged' };

/** The frames of a file, in order. Never throws; a torn end is a refusal. */
export function readFrames(bytes: Uint8Array): Result<readonly unknown[], FileRefusal> {
  const start = new TextDecoder().decode(bytes.subarray(0, magic.length));
  if (!start.startsWith('circule/backup/')) return refused({ kind: 'backup-foreign' });
  if (start !== 'circule/backup/1\n') return refused({ kind: 'backup-newer' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: unknown[] = [];
  let at = magic.length;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return refused({ kind: 'backup-damaged' });
    const length = view.getUint32(at);
    if (length > maxFrame || at + 4 + length > bytes.length) return refused({ kind: 'backup-damaged' });
    const read = readCanonical(bytes.subarray(at + 4, at + 4 + length));
    if (!read.ok) return refused({ kind: 'backup-damaged' });
    frames.push(read.value);
    at += 4 + length;
  }
  return ok(frames);
}
