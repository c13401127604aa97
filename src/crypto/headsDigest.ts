import { bytesOf, concat, type Bytes } from './bytes.ts';
import { sha256 } from './cryptoDeps.ts';

/** How far one log, or one branch of a doubled log, is here. */
export interface Height {
  readonly log: string;
  readonly branch: string | null;
  readonly height: number;
  readonly head: string;
}

/** Logs are put in so many buckets by the first byte of their key. */
export const bucketCount = 256;
/** Enough to tell two states apart; a chosen collision would need to know the salt. */
const bucketBytes = 3;
export const bucketsLength = bucketCount * bucketBytes;

export const bucketOf = (log: string): number => bytesOf(log.slice(0, 4))[0] ?? 0;

/**
 * One short digest a bucket: where two phones with hundreds of logs differ in a few, only those are spoken of. The salt is
 * drawn for each session, so that nobody writes facts that make a difference look like none.
 */
export async function bucketDigests(heads: readonly Height[], salt: Bytes, subtle: SubtleCrypto): Promise<Bytes> {
  const buckets = Array.from({ length: bucketCount }, (): Height[] => []);
  for (const head of heads) buckets[bucketOf(head.log)]?.push(head);
  const digests = new Uint8Array(bucketsLength);
  await Promise.all(
    buckets.map(async (bucket, at) => {
      if (bucket.length === 0) return;
      const digest = await sha256(subtle, concat(salt, await headsDigest(bucket, subtle)));
      digests.set(digest.subarray(0, bucketBytes), at * bucketBytes);
    }),
  );
  return digests;
}

/** Which buckets two digests of all of them differ in. */
export const differingBuckets = (one: Bytes, other: Bytes): readonly number[] =>
  Array.from({ length: bucketCount }, (_, at) => at).filter((at) =>
    one.subarray(at * bucketBytes, (at + 1) * bucketBytes).some((byte, n) => byte !== other[at * bucketBytes + n]),
  );

/** Equal digests: both hold the same facts. Sorted here, by bytes, so that it does not matter how the caller's list is. */
export function headsDigest(heads: readonly Height[], subtle: SubtleCrypto): Promise<Bytes> {
  const lines = heads.map(({ log, branch, height, head }) => ({
    log: bytesOf(log),
    branch: branch === null ? new Uint8Array(0) : bytesOf(branch),
    rest: concat(eightBytes(height), bytesOf(head)),
  }));
  const sorted = lines.toSorted((a, b) => compareBytes(a.log, b.log) || compareBytes(a.branch, b.branch));
  return sha256(subtle, concat(...sorted.flatMap(({ log, rest }) => [log, rest])));
}

function compareBytes(one: Bytes, other: Bytes): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function eightBytes(count: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(count));
  return bytes;
}
