import { sealBytes } from '#crypto/aesGcm.ts';
import { bytesOf, utf8 } from '#crypto/bytes.ts';
import { type CborValue, encodeCanonical } from '#crypto/canonicalCbor.ts';
import { backupKey } from '#crypto/recovery.ts';
import type { LogId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { branchOf } from '#store/chains.ts';
import { readSecrets } from '#store/secrets.ts';
import type { Deps } from '../deps.ts';
import type { Workshop } from '../workshop.ts';
import { fileBeginning, frame } from './backupFile.ts';

/** What the lock of a backup protects besides the keys themselves. */
export const backupContext = utf8('circule/backup/1');

/**
 * Everything of the workshop on this device as one file: logs as they travel, pictures still sealed, and the epoch keys
 * locked by the key of the house. Read chunk by chunk; a tap beside it is not kept waiting.
 */
export async function writeBackup(
  workshop: Workshop,
  deps: Pick<Deps, 'crypto' | 'clock' | 'rest'>,
  onProgress?: (done: number, of: number) => void,
): Promise<Result<Blob, Refusal>> {
  const { db, id } = workshop;
  const secrets = await readSecrets(db);
  if (secrets === null || secrets.recovery === null) return refused({ kind: 'key-missing' });
  const { member } = await workshop.me();
  // Branches of a doubled log are left to those who have them too: a backup begins a new log anyway.
  const logs = (await db.logs.toArray()).filter(({ log }) => branchOf(log) === null);
  const chunkKeys = (await db.chunks.toCollection().primaryKeys()).filter(([log]) => branchOf(log as LogId) === null);
  const blobKeys = await db.blobs.toCollection().primaryKeys();

  const keys = encodeCanonical(
    Object.fromEntries(Object.entries(secrets.epochs).map(([epoch, key]) => [epoch, new Uint8Array(key)])),
  );
  const lock = await backupKey(new Uint8Array(secrets.recovery), id, deps.crypto);
  const locked = await sealBytes(lock, keys, backupContext, deps.crypto);
  const parts: BlobPart[] = [
    fileBeginning,
    frame({
      workshop: bytesOf(id),
      member,
      keys: locked,
      madeAt: deps.clock.now(),
      logs: logs.map(({ log, height, head }) => [bytesOf(log), height, bytesOf(head)]),
      blobs: blobKeys.length,
    }),
  ];
  const all = chunkKeys.length + blobKeys.length;
  for (let from = 0; from < chunkKeys.length; from += atOnce) {
    const chunks = await db.chunks.bulkGet(chunkKeys.slice(from, from + atOnce));
    for (const chunk of chunks)
      if (chunk !== undefined)
        parts.push(
          frame([
            'facts',
            bytesOf(chunk.log),
            chunk.n,
            chunk.entries.map(({ bytes, person }): CborValue => [bytes, person]),
          ]),
        );
    onProgress?.(Math.min(from + atOnce, chunkKeys.length), all);
    await deps.rest();
  }
  for (const [at, key] of blobKeys.entries()) {
    const blob = await db.blobs.get(key);
    if (blob !== undefined) parts.push(frame(['blob', bytesOf(blob.id), blob.bytes]));
    onProgress?.(chunkKeys.length + at + 1, all);
    if (at % 16 === 0) await deps.rest();
  }
  parts.push(frame(['end', parts.length]));
  return ok(new Blob(parts, { type: 'application/octet-stream' }));
}

const atOnce = 20;
