import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import type { EpochKeys } from '#crypto/epochKeys.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact } from '#crypto/readFact.ts';
import type { Fact } from '#domain/fact.ts';
import type { StreamId } from '#domain/ids.ts';
import { memberStream, streamType, workshopStream } from '#domain/ids.ts';
import { factsByStream } from './byStream.ts';
import { logOf } from './chains.ts';
import type { ChainKey, ChunkRecord, SealedEntry, StateRecord, WorkshopDatabase } from './database.ts';
import { factsPerChunk } from './database.ts';
import { settleBothSides, type Door } from './door.ts';
import { reorderJob } from './jobs.ts';
import type { MembershipCache, Right } from './membershipCache.ts';
import { readState } from './readState.ts';
import { contextFor, emptyStream, withFacts } from './settleRows.ts';

/** Streams per transaction: nobody looks at them yet, but what comes is to be stored in between. */
const streamsAtOnce = 400;
/** Chunks read and opened at once. */
const chunksAtOnce = 32;

export interface RowFiller {
  /** Builds what `rowsCome` left for later. Cut off anywhere, it is begun again: building twice gives the same. */
  fill(onProgress?: (done: number, of: number) => void): Promise<void>;
}

/**
 * Builds the streams and rows of a workshop that was received whole: each is settled and put once, instead of with every
 * slice that came. What this door stored since is remembered opened; the rest is opened again.
 */
export function createRowFiller(
  { db, cache, door, keys }: { db: WorkshopDatabase; cache: MembershipCache; door: Door; keys: EpochKeys },
  { crypto, rest }: { readonly crypto: Pick<CryptoDeps, 'subtle'>; readonly rest: () => Promise<void> },
): RowFiller {
  const opened = new Map<string, Fact>();
  const stop = door.onStored((facts) => {
    for (const { chain, log, seq, fact } of facts) if (fact !== null) opened.set(placeOf(chain ?? log, seq), fact);
  });
  const inLedger = <Value>(work: (state: StateRecord) => Promise<Value>): Promise<Value> =>
    db.dexie.transaction('rw', [...db.ledgerTables], async () => {
      const state = await readState(db);
      return await work(state);
    });
  const sweepsNow = async (): Promise<number> => (await db.sweeps.get('sweeps'))?.n ?? 0;

  async function read(): Promise<{
    readonly streams: ReadonlyMap<StreamId, readonly Fact[]>;
    readonly sweeps: number;
  }> {
    const sweeps = await sweepsNow();
    const state = await db.state.get('state');
    const right = state === undefined ? null : await cache.read(state);
    const streams = factsByStream(await openAll(right));
    // Somebody with no fact of their own has a row all the same.
    for (const member of right?.membership.members.keys() ?? [])
      if (!streams.has(memberStream(member))) streams.set(memberStream(member), []);
    streams.delete(workshopStream);
    return { streams, sweeps };
  }

  async function openAll(right: Right | null): Promise<readonly Fact[]> {
    const froms = new Map((await db.logs.toArray()).map(({ log, from = 0 }) => [log, from]));
    const facts: Fact[] = [];
    for (let last: [string, number] | null = null; ;) {
      const chunks: readonly ChunkRecord[] = await (
        last === null ? db.chunks.orderBy('[log+n]') : db.chunks.where('[log+n]').above(last)
      )
        .limit(chunksAtOnce)
        .toArray();
      const end = chunks[chunks.length - 1];
      if (end === undefined) return facts;
      last = [end.log, end.n];
      const read = await Promise.all(
        chunks.flatMap(({ log, n, entries }) =>
          entries.map((entry, at) => openEntry(right, log, (froms.get(log) ?? 0) + n * factsPerChunk + at, entry)),
        ),
      );
      for (const fact of read) if (fact !== null) facts.push(fact);
      await rest();
    }
  }

  async function openEntry(
    right: Right | null,
    chain: ChainKey,
    seq: number,
    { bytes, person }: SealedEntry,
  ): Promise<Fact | null> {
    const known = opened.get(placeOf(chain, seq));
    const isForgotten = right?.forgottenSeqs.get(logOf(chain))?.has(seq) === true;
    if (known !== undefined && (known.person !== 'to-come' || person === null))
      return known.person === null || person !== null
        ? known
        : { ...known, person: isForgotten ? 'forgotten' : 'to-come' };
    const sealed = await readFact(bytes as Bytes, crypto);
    if (!sealed.ok) return null;
    const held = (person as Bytes | null) ?? (isForgotten ? 'forgotten' : 'to-come');
    const fact = await openFact(sealed.value, held, keys, crypto);
    return fact.ok ? fact.value : null;
  }

  return {
    async fill(onProgress) {
      const isDue = await inLedger(async (state) => {
        if (state.rowsCome === 'later') await db.state.put({ ...state, rowsCome: 'now' });
        return state.rowsCome !== undefined;
      });
      if (!isDue) return;
      let here = await read();
      const ids = [...here.streams.keys()].toSorted((a, b) => rank(a) - rank(b));
      for (let from = 0; from < ids.length;) {
        const slice = ids.slice(from, from + streamsAtOnce);
        const { streams, sweeps } = here;
        const isDone = await inLedger(async (state) => {
          // Parts were dropped or came since these facts were read: what is in no stream yet is read again.
          if ((await sweepsNow()) !== sweeps) return false;
          await buildStreams(db, cache, state, slice, streams);
          return true;
        });
        if (isDone) {
          from += slice.length;
          onProgress?.(from, ids.length);
          await rest();
        } else here = await read();
      }
      await inLedger(async ({ rowsCome: _built, ...state }) => await db.state.put(state));
      stop();
      opened.clear();
    },
  };
}

const placeOf = (chain: ChainKey, seq: number): string => `${chain} ${String(seq)}`;

/** Places before the tools that stand in them. */
const rank = (id: StreamId): number => (['place', 'category'].includes(streamType(id)) ? 0 : 1);

/** Settles these facts together with what is in the streams already. Call inside a transaction. */
async function buildStreams(
  db: WorkshopDatabase,
  cache: MembershipCache,
  state: StateRecord,
  ids: readonly StreamId[],
  facts: ReadonlyMap<StreamId, readonly Fact[]>,
): Promise<void> {
  const found = await db.streams.bulkGet([...ids]);
  // Places come first: only tools that were added meanwhile stand anywhere yet.
  const isAnythingPlaced = (await db.rows(state.side).shelf.count()) > 0;
  const records = ids.map((id, at) => withFacts(found[at] ?? emptyStream(id), facts.get(id) ?? []));
  const context = await contextFor(db, await cache.read(state), records);
  const settled = await settleBothSides(db, state, records, context, {});
  await Promise.all([settled.putTools(), db.streams.bulkPut([...settled.records])]);
  if (isAnythingPlaced && settled.movedPlaces.length > 0)
    await db.jobs.bulkPut(settled.movedPlaces.map((place) => reorderJob(place, state.factCount)));
  if (settled.shelved !== state.shelved) await db.state.put({ ...state, shelved: settled.shelved });
}
