import { bytesOf, concat, type Bytes } from './bytes.ts';
import { sha256 } from './cryptoDeps.ts';

/** How far one log, or one branch of a doubled log, is here. */
export interface Height {
  readonly log: string;
  readonly branch: string | null;
  readonly height: number;
  readonly head: string;
}

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
