import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { bytesOf, concat, equalBytes, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { sha256, type CryptoDeps } from '#crypto/cryptoDeps.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import type { CarriedFact } from './ledger.ts';

/** Largest update a reader takes: a slice of 64 KiB, and room for a few names. */
export const maxUpdateBytes = 64 * 1024 + 64;

export type CarrierRefusal =
  /** Not an update, not ours, or not written as we would have written it. */
  { readonly kind: 'update-malformed' } | { readonly kind: 'update-too-large' };

/**
 * Facts as a standard Yjs update, version 1, written and read without a document: any Yjs server may carry them, none
 * is believed. One root `Y.Array` a log, `clientID` from the log's key, clock = `seq`, each fact one `Uint8Array`.
 */
export interface Carrier {
  readonly clientIdOf: (log: LogId) => Promise<number>;
  /** Facts of one branch; those of one log follow each other without a gap. The same facts make the same bytes. */
  readonly encodeUpdate: (facts: readonly CarriedFact[]) => Promise<Bytes>;
  /** Sorted by client, highest first, as they stood. Not verified: only log and `seq` are what the entries say. */
  readonly decodeUpdate: (
    bytes: Bytes,
    branch: FactId | null,
  ) => Promise<Result<readonly CarriedFact[], CarrierRefusal>>;
}

export function createCarrier(workshop: WorkshopId, { subtle }: Pick<CryptoDeps, 'subtle'>): Carrier {
  const workshopBytes = bytesOf(workshop);
  const clientByLog = new Map<LogId, number>();

  async function clientIdOf(log: LogId): Promise<number> {
    const known = clientByLog.get(log);
    if (known !== undefined) return known;
    const client = toClientId(await sha256(subtle, concat(workshopBytes, bytesOf(log))));
    if (clientByLog.size >= keptClients) clientByLog.clear();
    clientByLog.set(log, client);
    return client;
  }

  async function encodeUpdate(facts: readonly CarriedFact[]): Promise<Bytes> {
    const runs = await Promise.all(
      Array.from(
        groupBy(facts, ({ log }) => log),
        async ([log, run]) => ({ client: await clientIdOf(log), run }),
      ),
    );
    return writeUpdate(runs);
  }

  async function decodeUpdate(bytes: Bytes, branch: FactId | null) {
    if (bytes.length > maxUpdateBytes) return refused<CarrierRefusal>({ kind: 'update-too-large' });
    const runs = readUpdate(bytes, branch);
    if (runs === null) return malformed;
    for (const { client, run } of runs) {
      const [first] = run;
      if (first === undefined || (await clientIdOf(first.log)) !== client) return malformed;
    }
    // One spelling: whatever else lib0 would have read (long numbers, other flags) is not written back the same.
    return equalBytes(writeUpdate(runs), bytes) ? ok(runs.flatMap(({ run }) => run)) : malformed;
  }

  return { clientIdOf, encodeUpdate, decodeUpdate };
}

/** The first 53 bits: what a JavaScript number holds. */
function toClientId(hash: Bytes): number {
  const [high = 0, a = 0, b = 0, c = 0, d = 0, e = 0, low = 0] = hash;
  return (high * 2 ** 40 + a * 2 ** 32 + (b * 2 ** 24 + c * 2 ** 16 + d * 2 ** 8 + e)) * 32 + (low >> 3);
}

const keptClients = 4096;
const malformed = refused<CarrierRefusal>({ kind: 'update-malformed' });

interface Run {
  readonly client: number;
  readonly run: readonly CarriedFact[];
}

/** Yjs's number for binary content, and its flag for "comes right after another item". */
const binaryContent = 3;
const hasOrigin = 0x80;

function writeUpdate(runs: readonly Run[]): Bytes {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.length);
  // Yjs writes higher clients first.
  for (const { client, run } of runs.toSorted((one, other) => other.client - one.client)) {
    encoding.writeVarUint(encoder, run.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, run[0]?.seq ?? 0);
    for (const { log, seq, bytes } of run) {
      encoding.writeUint8(encoder, seq === 0 ? binaryContent : binaryContent | hasOrigin);
      if (seq === 0) {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarString(encoder, log);
      } else {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, seq - 1);
      }
      encoding.writeVarUint8Array(encoder, bytes);
    }
  }
  // No deletions, ever.
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** The shape alone, and that every entry says the log and `seq` it stands at. Null for anything unexpected. */
function readUpdate(bytes: Bytes, branch: FactId | null): readonly Run[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const runs: Run[] = [];
    const clients = decoding.readVarUint(decoder);
    for (let count = 0; count < clients; count += 1) {
      const run = readRun(decoder, branch);
      // One block a client, higher ones first.
      if (run === null || run.client >= (runs.at(-1)?.client ?? Infinity)) return null;
      runs.push(run);
    }
    return decoding.readVarUint(decoder) === 0 && !decoding.hasContent(decoder) ? runs : null;
  } catch {
    // lib0 throws at the end of the bytes and at numbers it cannot hold.
    return null;
  }
}

function readRun(decoder: decoding.Decoder, branch: FactId | null): Run | null {
  const length = decoding.readVarUint(decoder);
  const client = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  const run: CarriedFact[] = [];
  for (let seq = clock; seq < clock + length; seq += 1) {
    const info = decoding.readUint8(decoder);
    if (info !== (seq === 0 ? binaryContent : binaryContent | hasOrigin)) return null;
    // Parent and root name, or client and clock of the item before: compared when written again.
    decoding.readVarUint(decoder);
    if (seq === 0) decoding.readVarString(decoder);
    else decoding.readVarUint(decoder);
    const entry = decoding.readVarUint8Array(decoder).slice();
    const log = logAt(entry, seq);
    if (log === null || (run[0] !== undefined && run[0].log !== log)) return null;
    run.push({ log, seq, branch, bytes: entry, person: null });
  }
  return run.length === 0 ? null : { client, run };
}

/**
 * The log an entry says it is of, if it also says this `seq`. Read off the bytes: every header begins `[1, log, seq, …`
 * in canonical CBOR, and whoever verifies the entry reads the rest.
 */
function logAt(entry: Bytes, seq: number): LogId | null {
  const named = cborNumber(seq);
  const start = headerStart.length + 32;
  if (!equalBytes(entry.subarray(0, headerStart.length), headerStart)) return null;
  if (!equalBytes(entry.subarray(start, start + named.length), named)) return null;
  return toBase64url(entry.subarray(headerStart.length, start)) as LogId;
}

/** Array of seven, format 1, byte string of 32. */
const headerStart = Uint8Array.of(0x87, 0x01, 0x58, 0x20);

function cborNumber(value: number): Uint8Array {
  if (value < 24) return Uint8Array.of(value);
  if (value < 2 ** 8) return Uint8Array.of(0x18, value);
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(1, BigInt(value));
  const [lead, from] = value < 2 ** 16 ? [0x19, 7] : value < 2 ** 32 ? [0x1a, 5] : [0x1b, 1];
  bytes[from - 1] = lead;
  return bytes.subarray(from - 1);
}
