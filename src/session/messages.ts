import { bytesOf, toBase64url, utf8, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical, readCanonical, type CborValue } from '#crypto/canonicalCbor.ts';
import { isBytes, isCount } from '#crypto/factHeader.ts';
import { bucketCount, bucketsLength } from '#crypto/headsDigest.ts';
import { maxPartBytes } from '#domain/fact.ts';
import type { BlobId, EpochId, FactId, LogId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { maxUpdateBytes } from './carrier.ts';
import { maxMessageBytes } from './frames.ts';
import type { BlobStretch, SizedBlob } from './blobShelf.ts';
import type { CarriedPart, LogHeight, SealedKey, WantedParts } from './ledger.ts';

/** Why an end closes, as it tells the other. */
export type ByeReason = 'done' | 'removed' | 'stranger' | 'version' | 'limit' | 'wrong';
/** What was wrong with a slice, as it is told: a text, so that later versions may say more. */
export type SliceRefusal = string;
/** Why an admission was not given. */
export type AdmissionRefusal = 'used' | 'expired' | 'unknown-steward' | 'wrong-proof' | 'not-now';

/** What is told of the board. */
export type BoardWord = 'ask' | 'vector' | 'update' | 'digest';

/** A person part beside the entries of a slice. */
export type SlicePart = CarriedPart;

/** What two devices say to each other: protocol.md, section 17. */
export type Message =
  | { readonly kind: 'hello'; readonly lowest: number; readonly highest: number; readonly nonce: Bytes }
  | { readonly kind: 'auth'; readonly log: LogId; readonly signature: Bytes }
  /** Without entries it asks: I do not know you, who let you in? */
  | { readonly kind: 'intro'; readonly entries: readonly Bytes[] }
  | { readonly kind: 'bye'; readonly reason: ByeReason }
  | {
      readonly kind: 'digest';
      readonly digest: Bytes;
      readonly wantsParts: boolean;
      readonly wantedKeys: readonly EpochId[];
    }
  /** `buckets`: the only ones it speaks of; in all others both ends have the same. Null: it speaks of all. */
  | { readonly kind: 'heights'; readonly heights: readonly LogHeight[]; readonly buckets: readonly number[] | null }
  | { readonly kind: 'buckets'; readonly salt: Bytes; readonly digests: Bytes }
  | {
      readonly kind: 'slice';
      readonly number: number;
      readonly update: Bytes;
      readonly parts: readonly SlicePart[];
      readonly branch: FactId | null;
    }
  | { readonly kind: 'stored'; readonly number: number; readonly refused: SliceRefusal | null }
  | { readonly kind: 'want'; readonly wanted: readonly WantedParts[] }
  /** Without parts it ends the answer to one `want`. */
  | { readonly kind: 'parts'; readonly parts: readonly CarriedPart[] }
  | { readonly kind: 'keys'; readonly keys: readonly SealedKey[] }
  | {
      readonly kind: 'join';
      readonly invitation: Bytes;
      readonly log: LogId;
      readonly agreement: Bytes;
      readonly proof: Bytes;
    }
  | { readonly kind: 'welcome'; readonly admitted: Bytes; readonly keys: readonly SealedKey[] }
  | { readonly kind: 'sorry'; readonly reason: AdmissionRefusal }
  /** `ask` and `vector`: what is here, asking for the same in return or not. */
  | { readonly kind: 'board'; readonly generation: number; readonly bytes: Bytes; readonly which: BoardWord }
  | { readonly kind: 'present'; readonly version: string }
  | { readonly kind: 'offer'; readonly offered: readonly SizedBlob[] }
  | { readonly kind: 'have'; readonly blobs: readonly BlobId[] }
  | { readonly kind: 'ask'; readonly asked: readonly BlobStretch[] }
  /** Without bytes: it is not here. */
  | { readonly kind: 'chunk'; readonly blob: BlobId; readonly at: number; readonly bytes: Bytes }
  | { readonly kind: 'erase'; readonly blobs: readonly BlobId[] }
  | { readonly kind: 'erased'; readonly blobs: readonly BlobId[] };
export type MessageKind = Message['kind'];
export type MessageOf<Kind extends MessageKind> = Extract<Message, { readonly kind: Kind }>;

/** How much one message may name. What says more is refused whole. */
export const bounds = {
  logs: 4096,
  epochs: 64,
  intro: 64,
  parts: 4096,
  /** Of one fact's entry: header, signature, largest part. */
  entryBytes: 172 + 64 + maxPartBytes,
  versionBytes: 64,
  /** Of the board, at once. */
  boardBytes: 256 * 1024,
  /** X25519 sealed key: see protocol.md, section 15. */
  sealedKeyBytes: 80,
  /** Blobs one message names. */
  blobs: 256,
  /** Stretches one message asks for. */
  stretches: 64,
  /** Of a blob, in one frame. */
  chunkBytes: 16_000,
} as const;

const numbers: Readonly<Record<MessageKind, number>> = {
  hello: 0,
  auth: 1,
  intro: 2,
  bye: 3,
  digest: 4,
  heights: 5,
  slice: 6,
  stored: 7,
  want: 8,
  parts: 9,
  keys: 10,
  board: 12,
  join: 13,
  welcome: 14,
  present: 15,
  sorry: 16,
  buckets: 17,
  offer: 18,
  have: 19,
  ask: 20,
  chunk: 21,
  erase: 22,
  erased: 23,
};

export function encodeMessage(message: Message): Bytes {
  return encodeCanonical([numbers[message.kind], ...fieldsOf(message)]);
}

function fieldsOf(message: Message): readonly CborValue[] {
  switch (message.kind) {
    case 'hello':
      return [message.lowest, message.highest, message.nonce];
    case 'auth':
      return [bytesOf(message.log), message.signature];
    case 'intro':
      return [message.entries];
    case 'bye':
    case 'sorry':
      return [message.reason];
    case 'digest':
      return [message.digest, message.wantsParts, message.wantedKeys.map(bytesOf)];
    case 'heights':
      return [
        message.heights.map(({ log, height, head, branch }) => [
          bytesOf(log),
          height,
          bytesOf(head),
          branch && bytesOf(branch),
        ]),
        message.buckets,
      ];
    case 'buckets':
      return [message.salt, message.digests];
    case 'slice':
      return [message.number, message.update, fromParts(message.parts), message.branch && bytesOf(message.branch)];
    case 'stored':
      return [message.number, message.refused];
    case 'want':
      return [message.wanted.map(({ log, seqs }) => [bytesOf(log), seqs])];
    case 'parts':
      return [fromParts(message.parts)];
    case 'keys':
      return [message.keys.map(fromKey)];
    case 'join':
      return [message.invitation, bytesOf(message.log), message.agreement, message.proof];
    case 'welcome':
      return [message.admitted, message.keys.map(fromKey)];
    case 'board':
      return [message.generation, message.bytes, boardWords.indexOf(message.which)];
    case 'present':
      return [message.version];
    case 'offer':
      return [message.offered.map(({ blob, size }) => [bytesOf(blob), size])];
    case 'have':
    case 'erase':
    case 'erased':
      return [message.blobs.map(bytesOf)];
    case 'ask':
      return [message.asked.map(({ blob, from, length }) => [bytesOf(blob), from, length])];
    case 'chunk':
      return [bytesOf(message.blob), message.at, message.bytes];
  }
}

const boardWords: readonly BoardWord[] = ['ask', 'vector', 'update', 'digest'];

/** One log after the other, each named once: a log is 32 bytes, and most of a slice is of few. */
function fromParts(parts: readonly CarriedPart[]): CborValue {
  const runs: { readonly log: LogId; readonly parts: CborValue[] }[] = [];
  for (const { log, seq, bytes } of parts) {
    const last = runs.at(-1);
    if (last?.log === log) last.parts.push([seq, bytes]);
    else runs.push({ log, parts: [[seq, bytes]] });
  }
  return runs.map((run) => [bytesOf(run.log), run.parts]);
}
const fromKey = ({ epoch, sealed }: SealedKey): CborValue => [bytesOf(epoch), sealed];

export type MessageRefusal = { readonly kind: 'message-malformed' };
const malformed = refused<MessageRefusal>({ kind: 'message-malformed' });

/** Reads what anybody may have sent. Numbers not known are null: a later version says something we need not hear. */
export function readMessage(bytes: Bytes): Result<Message | null, MessageRefusal> {
  if (bytes.length > maxMessageBytes) return malformed;
  const read = readCanonical(bytes);
  if (!read.ok || !Array.isArray(read.value)) return malformed;
  const [number, ...fields] = read.value as readonly unknown[];
  if (!isCount(number)) return malformed;
  const reader = readerByNumber.get(number);
  if (reader === undefined) return ok(null);
  const message = fields.length === reader.fields ? reader.read(fields) : null;
  return message === null ? malformed : ok(message);
}

interface Reader {
  readonly fields: number;
  readonly read: (fields: readonly unknown[]) => Message | null;
}

const readerByNumber: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [numbers.hello, { fields: 3, read: readHello }],
  [numbers.auth, { fields: 2, read: readAuth }],
  [numbers.intro, { fields: 1, read: readIntro }],
  [numbers.bye, { fields: 1, read: readBye }],
  [numbers.digest, { fields: 3, read: readDigest }],
  [numbers.heights, { fields: 2, read: readHeights }],
  [numbers.buckets, { fields: 2, read: readBuckets }],
  [numbers.slice, { fields: 4, read: readSlice }],
  [numbers.stored, { fields: 2, read: readStored }],
  [numbers.want, { fields: 1, read: readWant }],
  [numbers.parts, { fields: 1, read: readPartsMessage }],
  [numbers.keys, { fields: 1, read: readKeys }],
  [numbers.board, { fields: 3, read: readBoard }],
  [numbers.join, { fields: 4, read: readJoin }],
  [numbers.welcome, { fields: 2, read: readWelcome }],
  [numbers.present, { fields: 1, read: readPresent }],
  [numbers.sorry, { fields: 1, read: readSorry }],
  [numbers.offer, { fields: 1, read: readOffer }],
  [numbers.have, { fields: 1, read: readBlobs('have') }],
  [numbers.ask, { fields: 1, read: readAsk }],
  [numbers.chunk, { fields: 3, read: readChunk }],
  [numbers.erase, { fields: 1, read: readBlobs('erase') }],
  [numbers.erased, { fields: 1, read: readBlobs('erased') }],
]);

function readHello([lowest, highest, nonce]: readonly unknown[]): Message | null {
  if (!isCount(lowest) || !isCount(highest) || lowest > highest || !isBytes(nonce, 32)) return null;
  return { kind: 'hello', lowest, highest, nonce: own(nonce) };
}

function readAuth([log, signature]: readonly unknown[]): Message | null {
  return isBytes(log, 32) && isBytes(signature, 64)
    ? { kind: 'auth', log: toBase64url(log) as LogId, signature: own(signature) }
    : null;
}

function readIntro([list]: readonly unknown[]): Message | null {
  const entries = readList(list, bounds.intro, readEntry);
  return entries && { kind: 'intro', entries };
}

const byeReasons: readonly ByeReason[] = ['done', 'removed', 'stranger', 'version', 'limit', 'wrong'];
function readBye([said]: readonly unknown[]): Message | null {
  const reason = byeReasons.find((known) => known === said);
  return reason === undefined ? null : { kind: 'bye', reason };
}

function readDigest([digest, wantsParts, list]: readonly unknown[]): Message | null {
  const wantedKeys = readList(list, bounds.epochs, readEpoch);
  if (!isBytes(digest, 32) || typeof wantsParts !== 'boolean' || wantedKeys === null) return null;
  return { kind: 'digest', digest: own(digest), wantsParts, wantedKeys };
}

function readHeights([list, only]: readonly unknown[]): Message | null {
  const heights = readList(list, bounds.logs, readHeight);
  const buckets = only === null ? null : readList(only, bucketCount, readBucket);
  if (heights === null || (only !== null && buckets === null)) return null;
  return { kind: 'heights', heights, buckets };
}

const readBucket = (value: unknown): number | null => (isCount(value) && value < bucketCount ? value : null);

function readBuckets([salt, digests]: readonly unknown[]): Message | null {
  if (!isBytes(salt, 16) || !isBytes(digests, bucketsLength)) return null;
  return { kind: 'buckets', salt: own(salt), digests: own(digests) };
}

function readHeight(value: unknown): LogHeight | null {
  const [log, height, head, branch] = readTuple(value, 4);
  if (!isBytes(log, 32) || !isCount(height) || height === 0 || !isBytes(head, 32)) return null;
  if (!(branch === null || isBytes(branch, 32))) return null;
  return { log: toBase64url(log) as LogId, height, head: toBase64url(head) as FactId, branch: toBranch(branch) };
}

function readSlice([number, update, list, branch]: readonly unknown[]): Message | null {
  const parts = readParts(list);
  if (!isCount(number) || !(update instanceof Uint8Array) || update.length > maxUpdateBytes || parts === null) {
    return null;
  }
  if (!(branch === null || isBytes(branch, 32))) return null;
  return { kind: 'slice', number, update: own(update), parts, branch: toBranch(branch) };
}

function readStored([number, said]: readonly unknown[]): Message | null {
  const told = said === null || (typeof said === 'string' && said.length <= 40);
  return isCount(number) && told ? { kind: 'stored', number, refused: said } : null;
}

function readWant([list]: readonly unknown[]): Message | null {
  const wanted = readList(list, bounds.logs, readWanted);
  if (wanted === null || wanted.reduce((count, { seqs }) => count + seqs.length, 0) > bounds.parts) return null;
  return { kind: 'want', wanted };
}

function readWanted(value: unknown): WantedParts | null {
  const [log, list] = readTuple(value, 2);
  const seqs = readList(list, bounds.parts, (seq) => (isCount(seq) ? seq : null));
  return isBytes(log, 32) && seqs !== null ? { log: toBase64url(log) as LogId, seqs } : null;
}

function readPartsMessage([list]: readonly unknown[]): Message | null {
  const parts = readParts(list);
  return parts && { kind: 'parts', parts };
}

function readParts(value: unknown): readonly CarriedPart[] | null {
  const runs = readList(value, bounds.parts, readRun);
  const parts = runs?.flat() ?? null;
  return parts !== null && parts.length <= bounds.parts ? parts : null;
}

function readRun(value: unknown): readonly CarriedPart[] | null {
  const [bytes, list] = readTuple(value, 2);
  if (!isBytes(bytes, 32)) return null;
  const log = toBase64url(bytes) as LogId;
  return readList(list, bounds.parts, (part) => readPart(log, part));
}

function readPart(log: LogId, value: unknown): CarriedPart | null {
  const [seq, bytes] = readTuple(value, 2);
  return isCount(seq) && isBetween(bytes, 1, maxPartBytes) ? { log, seq, bytes: own(bytes) } : null;
}

function readKeys([list]: readonly unknown[]): Message | null {
  const keys = readList(list, bounds.epochs, readKey);
  return keys && { kind: 'keys', keys };
}

function readKey(value: unknown): SealedKey | null {
  const [epoch, sealed] = readTuple(value, 2);
  const id = readEpoch(epoch);
  return id !== null && isBytes(sealed, bounds.sealedKeyBytes) ? { epoch: id, sealed: own(sealed) } : null;
}

function readBoard([generation, bytes, word]: readonly unknown[]): Message | null {
  const which = isCount(word) ? boardWords[word] : undefined;
  if (!isCount(generation) || !isBetween(bytes, 1, bounds.boardBytes) || which === undefined) return null;
  return { kind: 'board', generation, bytes: own(bytes), which };
}

function readJoin([entry, log, agreement, proof]: readonly unknown[]): Message | null {
  const invitation = readEntry(entry);
  if (invitation === null || !isBytes(log, 32) || !isBytes(agreement, 32) || !isBytes(proof, 64)) return null;
  return {
    kind: 'join',
    invitation,
    log: toBase64url(log) as LogId,
    agreement: own(agreement),
    proof: own(proof),
  };
}

function readWelcome([entry, list]: readonly unknown[]): Message | null {
  const admitted = readEntry(entry);
  const keys = readList(list, bounds.epochs, readKey);
  return admitted === null || keys === null ? null : { kind: 'welcome', admitted, keys };
}

function readPresent([version]: readonly unknown[]): Message | null {
  return typeof version === 'string' && utf8(version).length <= bounds.versionBytes
    ? { kind: 'present', version }
    : null;
}

const admissionRefusals: readonly AdmissionRefusal[] = ['used', 'expired', 'unknown-steward', 'wrong-proof', 'not-now'];
function readSorry([said]: readonly unknown[]): Message | null {
  // A reason of a later version still says no.
  return typeof said === 'string'
    ? { kind: 'sorry', reason: admissionRefusals.find((known) => known === said) ?? 'not-now' }
    : null;
}

function readOffer([list]: readonly unknown[]): Message | null {
  const offered = readList(list, bounds.blobs, (value): SizedBlob | null => {
    const [blob, size] = readTuple(value, 2);
    return isBytes(blob, 32) && isCount(size) ? { blob: toBase64url(blob) as BlobId, size } : null;
  });
  return offered && { kind: 'offer', offered };
}

function readBlobs(kind: 'have' | 'erase' | 'erased') {
  return ([list]: readonly unknown[]): Message | null => {
    const blobs = readList(list, bounds.blobs, (value) => (isBytes(value, 32) ? (toBase64url(value) as BlobId) : null));
    return blobs && { kind, blobs };
  };
}

function readAsk([list]: readonly unknown[]): Message | null {
  const asked = readList(list, bounds.stretches, (value): BlobStretch | null => {
    const [blob, from, length] = readTuple(value, 3);
    if (!isBytes(blob, 32) || !isCount(from) || !isCount(length) || length === 0) return null;
    return { blob: toBase64url(blob) as BlobId, from, length };
  });
  return asked && { kind: 'ask', asked };
}

function readChunk([blob, at, bytes]: readonly unknown[]): Message | null {
  if (!isBytes(blob, 32) || !isCount(at) || !isBetween(bytes, 0, bounds.chunkBytes)) return null;
  return { kind: 'chunk', blob: toBase64url(blob) as BlobId, at, bytes: own(bytes) };
}

const readEntry = (value: unknown): Bytes | null => (isBetween(value, 1, bounds.entryBytes) ? own(value) : null);
const readEpoch = (value: unknown): EpochId | null => (isBytes(value, 16) ? (toBase64url(value) as EpochId) : null);
const toBranch = (bytes: Uint8Array | null): FactId | null => bytes && (toBase64url(bytes) as FactId);

function readList<Item>(value: unknown, most: number, read: (item: unknown) => Item | null): readonly Item[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items: Item[] = [];
  for (const item of value as readonly unknown[]) {
    const known = read(item);
    if (known === null) return null;
    items.push(known);
  }
  return items;
}

const readTuple = (value: unknown, length: number): readonly unknown[] =>
  Array.isArray(value) && value.length === length ? (value as readonly unknown[]) : [];

const isBetween = (value: unknown, least: number, most: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length >= least && value.length <= most;

/** Cut loose from the message: what is kept must not hold a megabyte by a thread. (In Node `slice` would not copy.) */
const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);
