import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { openParcel, readParcel, sealParcel } from '#crypto/parcel.ts';
import type { EpochId } from '#domain/ids.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { createCarrier } from '#session/carrier.ts';
import type { AcceptRefusal, CarriedFact, Ledger, LogHeight } from '#session/ledger.ts';
import { bounds, encodeMessage, readMessage } from '#session/messages.ts';
import type { ParcelRefusal, Parcels } from '../meeting.ts';

export interface ParcelDeps {
  readonly crypto: CryptoDeps;
  readonly ledger: Ledger;
  /** The epoch facts are written in now, and its key. */
  readonly current: () => Promise<{ readonly epoch: EpochId; readonly key: Bytes } | null>;
  readonly keyOf: (epoch: EpochId) => Promise<Bytes | null>;
}

/** How a parcel was received. Facts that were here already, or are here twice in it, count as neither. */
export interface Received {
  readonly stored: number;
  /** What was in it and was not taken, and why. */
  readonly refusals: readonly AcceptRefusal['kind'][];
  /** What its sender had: enough to answer with a parcel of only what is missing there. */
  readonly theirs: readonly LogHeight[];
}

/** For screens: the same by file, in their own words. */
export const createParcels = (deps: ParcelDeps): Parcels => ({
  async write() {
    const written = await writeParcel(deps);
    return written.ok ? ok(new Blob([written.value], { type: 'application/octet-stream' })) : written;
  },
  read: (bytes) => receiveParcel(new Uint8Array(bytes), deps),
});

/**
 * All that is here, or what a device of these heights lacks, as one sealed file: what a session would send to somebody
 * who does not answer.
 */
export async function writeParcel(
  { crypto, ledger, current }: ParcelDeps,
  theirs: readonly LogHeight[] = [],
): Promise<Result<Bytes, ParcelRefusal>> {
  const under = await current();
  if (under === null) return refused({ kind: 'parcel-key-missing' });
  const carrier = createCarrier(ledger.workshop, crypto);
  const heights = await ledger.heads();
  const known = new Map(theirs.map((each) => [placeOf(each), each.height]));
  const from = heights.flatMap((each) => {
    const { log, branch, height } = each;
    const first = known.get(placeOf(each)) ?? 0;
    return first < height ? [{ log, branch, from: first }] : [];
  });
  const messages: Bytes[] = [encodeMessage({ kind: 'heights', heights: heights.slice(0, bounds.logs), buckets: null })];
  for await (const run of ledger.read(from))
    for (const facts of slicesOf(run))
      messages.push(
        encodeMessage({
          kind: 'slice',
          number: messages.length,
          update: await carrier.encodeUpdate(facts),
          parts: facts.flatMap(({ log, seq, person }) => (person === null ? [] : [{ log, seq, bytes: person }])),
          branch: facts[0]?.branch ?? null,
        }),
      );
  return ok(await sealParcel(messages, under.key, { workshop: ledger.workshop, epoch: under.epoch }, crypto));
}

/** Takes in a parcel from anybody. Every fact goes through the same door as those of a session. */
export async function receiveParcel(
  file: Bytes,
  { crypto, ledger, keyOf }: ParcelDeps,
): Promise<Result<Received, ParcelRefusal>> {
  const read = readParcel(file);
  if (!read.ok) return refused({ kind: sayings[read.refusal.kind] });
  if (read.value.workshop !== ledger.workshop) return refused({ kind: 'parcel-foreign' });
  const key = await keyOf(read.value.epoch);
  if (key === null) return refused({ kind: 'parcel-key-missing' });
  const messages = await openParcel(read.value, key, crypto);
  if (messages === null) return refused({ kind: 'parcel-damaged' });
  const carrier = createCarrier(ledger.workshop, crypto);
  const refusals: AcceptRefusal['kind'][] = [];
  let theirs: readonly LogHeight[] = [];
  let stored = 0;
  for (const bytes of messages) {
    // Whoever holds the epoch's key may have written it, and written it wrong.
    const message = readMessage(bytes);
    if (!message.ok) return refused({ kind: 'parcel-damaged' });
    if (message.value?.kind === 'heights') theirs = message.value.heights;
    if (message.value?.kind !== 'slice') continue;
    const { update, parts, branch } = message.value;
    const facts = await carrier.decodeUpdate(update, branch);
    if (!facts.ok) return refused({ kind: 'parcel-damaged' });
    const personAt = new Map(parts.map((part) => [placeInLog(part), part.bytes]));
    const accepted = await ledger.accept(
      facts.value.map((fact): CarriedFact => ({ ...fact, person: personAt.get(placeInLog(fact)) ?? null })),
    );
    stored += accepted.stored;
    refusals.push(...accepted.refusals.map(({ kind }) => kind));
    const stop = accepted.refusals.map(({ kind }) => kind).find(isFull);
    if (stop !== undefined) return refused({ kind: stop });
  }
  return ok({ stored, refusals, theirs });
}

const sayings = {
  'not-a-parcel': 'parcel-foreign',
  'later-version': 'parcel-later-version',
  damaged: 'parcel-damaged',
} as const;

const isFull = (kind: AcceptRefusal['kind']): kind is 'storage-full' | 'storage-lost' =>
  kind === 'storage-full' || kind === 'storage-lost';
const placeOf = ({ log, branch }: Pick<LogHeight, 'log' | 'branch'>): string => `${log}/${branch ?? ''}`;
const placeInLog = ({ log, seq }: Pick<CarriedFact, 'log' | 'seq'>): string => `${log}:${String(seq)}`;

const mostSliceBytes = 60 * 1024;
/** Names of log and item around each entry. */
const aroundEntry = 64;

/** Runs of one branch that fit a slice, in the order they stood. */
function slicesOf(facts: readonly CarriedFact[]): readonly (readonly CarriedFact[])[] {
  const slices: CarriedFact[][] = [];
  let bytes = 0;
  for (const fact of facts) {
    const length = fact.bytes.length + aroundEntry;
    const last = slices.at(-1);
    if (last === undefined || last[0]?.branch !== fact.branch || bytes + length > mostSliceBytes) {
      slices.push([fact]);
      bytes = length;
    } else {
      last.push(fact);
      bytes += length;
    }
  }
  return slices;
}
