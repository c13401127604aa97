import * as v from 'valibot';
import type { Fact } from '../fact.ts';
import type { BlobId, LogId, StreamId } from '../ids.ts';
import { bodyOf } from '../kinds/kind.ts';
import { fileRemoved, photoRemoved } from '../kinds/tool.ts';
import { bounds, photo, sealedFile } from '../schema.ts';
import { type SettleContext, asRead, counts, isOfLaterVersion } from './context.ts';

/** `thumb`: small enough for every device. `full` and `file`: within what the person gives room for. */
export type BlobSort = 'thumb' | 'full' | 'file';

/** A sealed picture or file that a fact names. */
export interface NamedBlob {
  readonly blob: BlobId;
  /** As it travels. */
  readonly size: number;
  readonly sort: BlobSort;
  /** Who named it, and when. */
  readonly log: LogId;
  readonly at: number;
}

/** The pictures and files of one stream: those its facts still show, and those that were taken away for good. */
export interface StreamBlobs {
  readonly wanted: readonly NamedBlob[];
  readonly gone: readonly BlobId[];
}

/** A thumbnail of ours has some 15 kB; what calls itself one and is larger waits its turn. */
const largestThumb = 256 * 1024;
/** Sealing adds a nonce and a tag. */
export const largestBlob = bounds.fileBytes + 28;

/** Null when no fact about this stream names any. A kind need not be known: what looks like a picture is one. */
export function settleBlobs(id: StreamId, stored: readonly Fact[], context: SettleContext): StreamBlobs | null {
  const facts = stored.filter(({ streams }) => streams[0] === id);
  const naming = asRead(facts, context).flatMap((fact) => namedBy(fact).map((blobs) => ({ fact, blobs })));
  if (naming.length === 0) return null;
  const removed = new Set(facts.flatMap((fact) => removedBy(fact, context)));
  const wanted = new Map<BlobId, NamedBlob>();
  const gone = new Set<BlobId>();
  for (const { fact, blobs } of naming) {
    if (!counts(context, fact) && !isOfLaterVersion(context, fact)) continue;
    const isRemoved = blobs.some(({ blob }) => removed.has(blob));
    for (const named of blobs) {
      const isForgotten = context.forgottenBlobs?.get(fact.log)?.has(named.blob) === true;
      if (isRemoved) gone.add(named.blob);
      else if (!isForgotten && named.size <= largestBlob) wanted.set(named.blob, named);
    }
  }
  return {
    wanted: [...wanted.values()].filter(({ blob }) => !gone.has(blob)).toSorted(byBlob),
    gone: [...gone].toSorted(),
  };
}

const byBlob = (one: NamedBlob, other: NamedBlob): number => (one.blob < other.blob ? -1 : 1);

function removedBy(fact: Fact, context: SettleContext): readonly BlobId[] {
  const body = bodyOf(photoRemoved, fact) ?? bodyOf(fileRemoved, fact);
  return body !== null && counts(context, fact) ? [body.blob] : [];
}

/** One group for each picture or file: what is taken away goes whole. */
function namedBy(fact: Fact): readonly (readonly NamedBlob[])[] {
  const person = typeof fact.person === 'object' && fact.person !== null ? Object.values(fact.person.body) : [];
  return [...Object.values(fact.body), ...person].flat().flatMap((value) => {
    const blobs = blobsIn(value);
    return blobs.length === 0 ? [] : [blobs.map((each) => ({ ...each, log: fact.log, at: fact.at ?? 0 }))];
  });
}

function blobsIn(value: unknown): readonly Pick<NamedBlob, 'blob' | 'size' | 'sort'>[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('full' in value) {
    const read = v.safeParse(photo, value);
    if (!read.success) return [];
    const { full, thumb } = read.output;
    return [
      { blob: full.blob, size: full.size, sort: 'full' },
      { blob: thumb.blob, size: thumb.size, sort: thumb.size <= largestThumb ? 'thumb' : 'full' },
    ];
  }
  const read = 'blob' in value ? v.safeParse(sealedFile, value) : null;
  return read?.success === true ? [{ blob: read.output.blob, size: read.output.size, sort: 'file' }] : [];
}
