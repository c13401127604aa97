import { bytesOf, concat, equalBytes, toBase64url, utf8, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical, readCanonical, type CborValue } from '#crypto/canonicalCbor.ts';
import { isBytes, isCount, readHeader } from '#crypto/factHeader.ts';
import type { BlobId, WorkshopId } from '#domain/ids.ts';
import { largestBlob } from '#domain/settle/blobs.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import type { ArrivedFact, BlindLedger } from './blindLedger.ts';
import type { PodShelf } from './blobShelf.ts';
import type { BlobStore } from './store/blobStore.ts';
import type { FactStore } from './store/factStore.ts';

/** First line of the file: protocol.md, section 19. */
const firstLine = utf8('circule/pod/1\n');
const anyFirstLine = utf8('circule/pod/');
const maxFrame = 1024 * 1024;
const runBytes = 64 * 1024;
const pieceBytes = 512 * 1024;
const blobsAtOnce = 100;

/** One workshop as this pod keeps it, piece by piece; facts that come meanwhile may or may not be in it. */
export async function* writeArchive(
  store: Pick<FactStore, 'read'>,
  workshop: WorkshopId,
  now: number,
  blobs?: BlobStore,
): AsyncGenerator<Bytes> {
  yield firstLine;
  yield frame({ workshop: bytesOf(workshop), madeAt: now });
  let frames = 1;
  let count = 0;
  for (let after: number | null = 0; after !== null;) {
    const reading: Awaited<ReturnType<FactStore['read']>> = await store.read(workshop, {
      after,
      from: null,
      maxBytes: runBytes,
    });
    if (reading.facts.length > 0)
      yield frame(['facts', reading.facts.map(({ bytes, person, arrived }) => [bytes, person, arrived])]);
    if (reading.facts.length > 0) frames += 1;
    count += reading.facts.length;
    after = reading.next;
  }
  // Last: a reader that knows no pictures has all facts by then.
  for await (const piece of blobs === undefined ? [] : piecesOf(blobs, workshop)) {
    yield frame(piece);
    frames += 1;
  }
  yield frame(['end', frames, count]);
}

async function* piecesOf(blobs: BlobStore, workshop: WorkshopId): AsyncGenerator<CborValue> {
  for (let after: BlobId | null = null; ;) {
    const ids: readonly BlobId[] = await blobs.list(workshop, after, blobsAtOnce);
    for (const blob of ids)
      for (let from = 0; ; from += pieceBytes) {
        const bytes = await blobs.read(workshop, { blob, from, length: pieceBytes });
        if (bytes === null || bytes.length === 0) break;
        yield ['blob', bytesOf(blob), from, bytes];
      }
    after = ids.at(-1) ?? null;
    if (ids.length < blobsAtOnce) return;
  }
}

function frame(value: CborValue): Bytes {
  const bytes = encodeCanonical(value);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concat(length, bytes);
}

/** `facts-refused`: what was not signed, or not by somebody of the workshop; the rest is restored. */
export type ArchiveRefusal =
  | { readonly kind: 'no-archive' | 'later-version' | 'archive-damaged' | 'archive-cut' }
  | { readonly kind: 'storage-full' | 'storage-lost' }
  | { readonly kind: 'facts-refused'; readonly runs: number }
  | { readonly kind: 'blobs-altered'; readonly count: number };

/** A picture or file, as far as it was read. */
interface Coming {
  readonly blob: BlobId;
  readonly bytes: Bytes;
}

/** Where a workshop is restored to. */
export interface Restoring {
  readonly ledger: BlindLedger;
  readonly shelf: PodShelf;
}

export interface Restored {
  readonly workshop: WorkshopId;
  /** Facts in the file, and how many of them were not here before. */
  readonly facts: number;
  readonly fresh: number;
  /** Pictures and files that were not here before. */
  readonly blobs: number;
}

/**
 * Brings a workshop back. Nothing in the file is believed: every fact passes the door that facts of phones pass, so a
 * file that was tampered with restores no more than what its members did sign.
 */
export async function restoreArchive(
  pieces: AsyncIterable<Uint8Array>,
  open: (workshop: WorkshopId) => Promise<Restoring>,
): Promise<Result<Restored, ArchiveRefusal>> {
  const frames = readFrames(pieces);
  let into: Restoring | null = null;
  let [seen, facts, fresh, unwanted] = [1, 0, 0, 0];
  let [blobs, altered] = [0, 0];
  let coming: Coming | null = null;
  for (;;) {
    const { value } = await frames.next();
    if (value === undefined) return refused({ kind: 'archive-cut' });
    if (!value.ok) return value;
    const read = readCanonical(value.value);
    if (!read.ok) return refused({ kind: 'archive-damaged' });
    if (into === null) {
      const workshop = readHead(read.value);
      if (workshop === null) return refused({ kind: 'archive-damaged' });
      into = await open(workshop);
      continue;
    }
    const { ledger, shelf }: Restoring = into;
    const piece = readPiece(read.value);
    if (coming !== null && piece?.blob !== coming.blob) {
      const taken = await takeBlob(shelf, coming);
      if (taken === 'fresh') blobs += 1;
      if (taken === 'wrong') altered += 1;
      coming = null;
    }
    if (piece !== null) {
      seen += 1;
      const before: Bytes = coming?.bytes ?? new Uint8Array(0);
      if (piece.from !== before.length || before.length > largestBlob) return refused({ kind: 'archive-damaged' });
      coming = { blob: piece.blob, bytes: concat(before, piece.bytes) };
      continue;
    }
    const end = readEnd(read.value);
    if (end !== null) {
      await ledger.sweep();
      if (end.frames !== seen || end.facts !== facts) return refused({ kind: 'archive-cut' });
      if (unwanted > 0) return refused({ kind: 'facts-refused', runs: unwanted });
      if (altered > 0) return refused({ kind: 'blobs-altered', count: altered });
      return ok({ workshop: ledger.workshop, facts, fresh, blobs });
    }
    const run = readRun(read.value);
    if (run === null) return refused({ kind: 'archive-damaged' });
    seen += 1;
    facts += run.length;
    const accepted = await ledger.accept(run);
    fresh += accepted.stored;
    const storage = accepted.refusals.find(({ kind }) => kind === 'storage-full' || kind === 'storage-lost');
    if (storage !== undefined) return refused({ kind: storage.kind as 'storage-full' | 'storage-lost' });
    unwanted += accepted.refusals.length;
    await ledger.acceptParts(
      run.flatMap(({ log, seq, person }) => (person === null ? [] : [{ log, seq, bytes: person }])),
    );
  }
}

/** `wrong`: not the bytes that its id names. */
async function takeBlob(shelf: PodShelf, { blob, bytes }: Coming): Promise<'fresh' | 'known' | 'wrong'> {
  const from = await shelf.begin({ blob, size: bytes.length });
  const added = from === 0 ? await shelf.add(blob, bytes) : null;
  // The file may hold it twice.
  shelf.leave(blob);
  if (added === null) return 'known';
  return added === 'wrong' ? 'wrong' : 'fresh';
}

async function* readFrames(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Result<Bytes, ArchiveRefusal>> {
  let held = new Uint8Array(0);
  let isBegun = false;
  for await (const piece of pieces) {
    held = concat(held, piece);
    if (!isBegun && held.length >= firstLine.length) {
      if (!equalBytes(held.subarray(0, firstLine.length), firstLine)) {
        const isOurs = equalBytes(held.subarray(0, anyFirstLine.length), anyFirstLine);
        return yield refused({ kind: isOurs ? 'later-version' : 'no-archive' });
      }
      held = held.slice(firstLine.length);
      isBegun = true;
    }
    while (isBegun && held.length >= 4) {
      const length = new DataView(held.buffer, held.byteOffset).getUint32(0);
      if (length > maxFrame) return yield refused({ kind: 'archive-damaged' });
      if (held.length < 4 + length) break;
      yield ok(held.slice(4, 4 + length));
      held = held.slice(4 + length);
    }
  }
  if (!isBegun) yield refused({ kind: 'no-archive' });
}

function readHead(value: unknown): WorkshopId | null {
  if (typeof value !== 'object' || value === null) return null;
  const { workshop } = value as Readonly<Record<string, unknown>>;
  return isBytes(workshop, 32) ? (toBase64url(workshop) as WorkshopId) : null;
}

function readEnd(value: unknown): { readonly frames: number; readonly facts: number } | null {
  if (!Array.isArray(value)) return null;
  const [name, frames, facts] = value as readonly unknown[];
  return name === 'end' && isCount(frames) && isCount(facts) ? { frames, facts } : null;
}

function readPiece(value: unknown): { readonly blob: BlobId; readonly from: number; readonly bytes: Bytes } | null {
  if (!Array.isArray(value)) return null;
  const [name, blob, from, bytes] = value as readonly unknown[];
  if (name !== 'blob' || !isBytes(blob, 32) || !isCount(from) || !(bytes instanceof Uint8Array)) return null;
  return { blob: toBase64url(blob) as BlobId, from, bytes: bytes.slice() };
}

function readRun(value: unknown): readonly ArrivedFact[] | null {
  if (!Array.isArray(value)) return null;
  const [name, list] = value as readonly unknown[];
  if (name !== 'facts' || !Array.isArray(list)) return null;
  const facts = list.map(readArrived);
  return facts.every((fact) => fact !== null) ? facts : null;
}

function readArrived(value: unknown): ArrivedFact | null {
  if (!Array.isArray(value)) return null;
  const [bytes, person, arrived] = value as readonly unknown[];
  const header = bytes instanceof Uint8Array ? readHeader(bytes) : null;
  if (!(bytes instanceof Uint8Array) || header?.ok !== true) return null;
  if (!(person === null || person instanceof Uint8Array) || !(arrived === null || isCount(arrived))) return null;
  const { log, seq } = header.value.header;
  return { log, seq, branch: null, bytes: bytes.slice(), person: person && person.slice(), arrived };
}
