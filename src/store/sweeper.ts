import type { Fact } from '#domain/fact.ts';
import type { BlobId, LogId, PlaceId, StreamId, ToolId } from '#domain/ids.ts';
import { groupBy } from '#domain/groupBy.ts';
import { streamType, toolStream } from '#domain/ids.ts';
import type { PlaceRow } from '#domain/rows.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import { chunkOf } from './chains.ts';
import type {
  ChunkRecord,
  Job,
  LogRecord,
  RowTables,
  StateRecord,
  StreamRecord,
  WorkshopDatabase,
} from './database.ts';
import { factsPerChunk, rowsVersion } from './database.ts';
import { settleBothSides } from './door.ts';
import { reorderJob } from './jobs.ts';
import type { MembershipCache } from './membershipCache.ts';
import { withPresence } from './presence.ts';
import { putAll } from './putAll.ts';
import { countSweep } from './mark.ts';
import { readState } from './readState.ts';
import { contextFor, settleRows } from './settleRows.ts';

/** Streams settled in one transaction: short enough that a taking beside it is not felt. */
const sliceSize = 100;

export interface SweepDeps {
  readonly now: () => number;
  /** Lets the screen draw between slices. */
  readonly rest: () => Promise<void>;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Does what was too much for one transaction, slice by slice; cut anywhere, it goes on at the next start. */
export interface Sweeper {
  /** Jobs left by the door. */
  run(): Promise<void>;
  /** Builds rows anew beside the old when they were settled by another version, then swaps. */
  rebuildIfOld(): Promise<boolean>;
  rebuild(): Promise<void>;
}

export function createSweeper(db: WorkshopDatabase, cache: MembershipCache, deps: SweepDeps): Sweeper {
  const inLedger = <Value>(work: (state: StateRecord) => Promise<Value>): Promise<Value> =>
    db.dexie.transaction('rw', [...db.ledgerTables, db.blobs, db.pieces], async () => {
      const state = await readState(db);
      const done = await work(state);
      await countSweep(db);
      return done;
    });

  async function resettle(ids: readonly StreamId[]): Promise<void> {
    for (let from = 0; from < ids.length; from += sliceSize) {
      const slice = ids.slice(from, from + sliceSize);
      await inLedger(async (state) => {
        const records = (await db.streams.bulkGet(slice)).filter((record) => record !== undefined);
        await resettleRecords(db, cache, state, records);
      });
      deps.onProgress?.(Math.min(from + sliceSize, ids.length), ids.length);
      await deps.rest();
    }
  }

  /**
   * Changes of right, and places that moved, often come many at once: what they touch is looked for, and settled, once
   * for all of them.
   */
  async function settleTogether(kind: 'log' | 'reorder'): Promise<void> {
    const jobs = (await db.jobs.toArray()).filter((job) => job.kind === kind);
    await resettle(
      kind === 'log'
        ? placesFirst(await streamsOfLogs(db, new Set(jobs.flatMap((job) => (job.kind === 'log' ? [job.log] : [])))))
        : await toolsBelow(
            db,
            jobs.flatMap((job) => (job.kind === 'reorder' ? [job.place as PlaceId] : [])),
          ),
    );
    await db.dexie.transaction('rw', db.jobs, async () => {
      // One that came meanwhile has the same name, and some of the streams were settled before it came.
      const now = await db.jobs.bulkGet(jobs.map(({ id }) => id));
      const done = jobs.filter((job, at) => {
        const same = now[at];
        return same !== undefined && versionOf(same) === versionOf(job);
      });
      await db.jobs.bulkDelete(done.map(({ id }) => id));
    });
  }

  async function streamsOf(job: Exclude<Job, { kind: 'log' | 'reorder' }>): Promise<readonly StreamId[]> {
    switch (job.kind) {
      case 'settle':
        return [job.stream];
      case 'batch': {
        const records = await db.batches.where('[batch+n]').between([job.batch, 0], [job.batch, Infinity]).toArray();
        return placesFirst([...new Set(records.flatMap(({ streams }) => streams))]);
      }
      case 'forget':
        return [];
    }
  }

  async function runJobs(): Promise<void> {
    for (;;) {
      const now = deps.now();
      const job = (await db.jobs.toArray()).find((each) => each.kind !== 'forget' || each.due <= now);
      if (job === undefined) return;
      if (job.kind === 'log' || job.kind === 'reorder') {
        await settleTogether(job.kind);
        continue;
      }
      if (job.kind === 'forget') await inLedger((state) => forget(db, cache, state, job));
      else await resettle(await streamsOf(job));
      await db.jobs.delete(job.id);
    }
  }

  async function rebuild(): Promise<void> {
    await begin();
    for (;;) {
      const more = await inLedger((state) => buildSlice(db, cache, state));
      if (!more) return;
      await deps.rest();
    }
  }

  /** Clears the side no screen reads and says that it is being built. A rebuild cut short goes on where it was. */
  async function begin(): Promise<void> {
    await inLedger(async (state) => {
      if (state.building?.rowsVersion === rowsVersion) return;
      const side = state.side === 'A' ? 'B' : 'A';
      for (const table of Object.values(db.rows(side)) as RowTables[keyof RowTables][]) await table.clear();
      await db.state.put({ ...state, building: { side, rowsVersion, after: null } });
    });
  }

  return {
    run: runJobs,
    rebuild,
    async rebuildIfOld() {
      const state = await db.state.get('state');
      if (state === undefined || state.rowsVersion === rowsVersion) return false;
      await rebuild();
      return true;
    },
  };
}

export async function resettleRecords(
  db: WorkshopDatabase,
  cache: MembershipCache,
  state: StateRecord,
  records: readonly StreamRecord[],
): Promise<void> {
  const context = await contextFor(db, await cache.read(state), records);
  const settled = await settleBothSides(db, state, records, context, {});
  await Promise.all([settled.putTools(), putAll(db.streams, settled.records)]);
  await db.jobs.bulkPut(settled.movedPlaces.map((place) => reorderJob(place, state.factCount)));
  if (settled.shelved !== state.shelved) await db.state.put({ ...state, shelved: settled.shelved });
}

/** Settles the next slice into the side being built; swaps and returns false when there is none left. */
async function buildSlice(db: WorkshopDatabase, cache: MembershipCache, state: StateRecord): Promise<boolean> {
  const building = state.building;
  if (building === null) return false;
  // Stream ids sort places before tools, so paths are known when tools are put in order.
  const records = await db.streams
    .where('id')
    .above(building.after ?? '')
    .limit(sliceSize)
    .toArray();
  const last = records[records.length - 1];
  if (last === undefined) {
    await db.state.put({ ...state, side: building.side, rowsVersion: building.rowsVersion, building: null });
    return false;
  }
  const context = await contextFor(db, await cache.read(state), records);
  const settled = await settleRows(db.rows(building.side), records, context, { shelved: state.shelved });
  await Promise.all([settled.putTools(), putAll(db.streams, settled.records), notePresence(db, records, context)]);
  await db.state.put({ ...state, shelved: settled.shelved, building: { ...building, after: last.id } });
  return true;
}

/** Logs stored by a version that did not note it have their weeks from the facts that are read anyway. */
async function notePresence(
  db: WorkshopDatabase,
  records: readonly StreamRecord[],
  { membership }: SettleContext,
): Promise<void> {
  const byLog = groupBy(
    records.flatMap(({ facts }) => facts),
    ({ log }) => log,
  );
  const logs = (await db.logs.bulkGet([...byLog.keys()])).filter((log) => log !== undefined);
  const noted = logs.map((record) => withPresence(record, byLog.get(record.log) ?? [], membership));
  await putAll(
    db.logs,
    noted.filter((record, at) => record !== logs[at]),
  );
}

const versionOf = (job: Job): number | undefined =>
  job.kind === 'log' || job.kind === 'reorder' ? job.version : undefined;

const placesFirst = (ids: readonly StreamId[]): readonly StreamId[] => [
  ...ids.filter((id) => streamType(id) === 'place'),
  ...ids.filter((id) => streamType(id) !== 'place'),
];

/** Tools that stand in one of the places or anywhere below it, from the shelf pages. */
async function toolsBelow(db: WorkshopDatabase, roots: readonly PlaceId[]): Promise<readonly StreamId[]> {
  const side = (await db.state.get('state'))?.side ?? 'A';
  const rows = db.rows(side);
  const places = await rows.places.toArray();
  const below = new Set(roots.flatMap((root) => [...placesBelow(places, root)]));
  const found: ToolId[] = [];
  await rows.shelf.each(({ entries }) => {
    for (const entry of entries) if (entry.place !== null && below.has(entry.place)) found.push(entry.id);
  });
  return found.map(toolStream);
}

export function placesBelow(places: readonly PlaceRow[], root: PlaceId): ReadonlySet<PlaceId> {
  const below = new Set<PlaceId>([root]);
  for (let grew = true; grew;) {
    grew = false;
    for (const { id, parent } of places)
      if (parent !== null && below.has(parent) && !below.has(id)) {
        below.add(id);
        grew = true;
      }
  }
  return below;
}

/** Every stream these logs wrote in, or that refers to them. Rare, so the streams are walked instead of kept in an index. */
async function streamsOfLogs(db: WorkshopDatabase, logs: ReadonlySet<LogId>): Promise<readonly StreamId[]> {
  const found: StreamId[] = [];
  await db.streams.each(({ id, facts }) => {
    if (facts.some((fact) => logs.has(fact.log) || fact.after.some(({ log }) => logs.has(log)))) found.push(id);
  });
  return found;
}

/**
 * Drops person parts for good: the sealed bytes in the log's chunks, the opened ones in the streams, the rows made of
 * them, the pictures they named. Header, signature and thing part stay, so the chain still verifies. Nothing is dropped
 * when the fact that asked for it does not count any more.
 */
async function forget(
  db: WorkshopDatabase,
  cache: MembershipCache,
  state: StateRecord,
  job: Extract<Job, { kind: 'forget' }>,
): Promise<void> {
  const right = await cache.read(state);
  if (job.by !== undefined && !right.forgotten.has(job.by)) return;
  const seqs = new Set(job.seqs);
  for (const chain of await db.logs.where('log').startsWith(job.log).toArray()) await dropParts(db, chain, seqs);
  const isGone = (fact: Fact): boolean => fact.log === job.log && seqs.has(fact.seq);
  const touched: StreamRecord[] = [];
  await db.streams.each((record) => {
    if (record.facts.some(isGone)) touched.push(record);
  });
  const blank = (fact: Fact): Fact => (isGone(fact) && fact.person !== null ? { ...fact, person: 'forgotten' } : fact);
  const records = touched.map((record) => ({ ...record, facts: record.facts.map(blank) }));
  await resettleRecords(db, cache, state, records);
  if (job.blobs.length > 0) await forgetBlobs(db, cache, state, new Set(job.blobs));
}

/** Only what no fact shows any more: a `forgotten` speaks of what its log named. */
async function forgetBlobs(
  db: WorkshopDatabase,
  cache: MembershipCache,
  state: StateRecord,
  blobs: ReadonlySet<BlobId>,
): Promise<void> {
  const { pictures } = db.rows(state.side);
  const naming = await pictures.filter(({ wanted }) => wanted.some(({ blob }) => blobs.has(blob))).primaryKeys();
  const records = (await db.streams.bulkGet(naming as StreamId[])).filter((record) => record !== undefined);
  await resettleRecords(db, cache, state, records);
  const kept = new Set<BlobId>();
  await pictures.each(({ wanted }) => wanted.forEach(({ blob }) => kept.add(blob)));
  const gone = [...blobs].filter((blob) => !kept.has(blob));
  await db.blobs.bulkDelete(gone);
  for (const blob of gone) await db.pieces.where('[blob+at]').between([blob, 0], [blob, Infinity]).delete();
}

async function dropParts(db: WorkshopDatabase, record: LogRecord, seqs: ReadonlySet<number>): Promise<void> {
  const { log, from = 0, height, lacking = [] } = record;
  const here = [...seqs].filter((seq) => seq >= from && seq < height);
  const numbers = [...new Set(here.map((seq) => chunkOf(seq, from)))];
  const chunks = await db.chunks.bulkGet(numbers.map((n): [LogId, number] => [log, n]));
  const dropped: number[] = [];
  const emptied = chunks.flatMap((chunk): ChunkRecord[] => {
    if (chunk === undefined) return [];
    const entries = chunk.entries.map((entry, at) => {
      const seq = from + chunk.n * factsPerChunk + at;
      if (entry.person === null || !seqs.has(seq)) return entry;
      dropped.push(seq);
      return { ...entry, person: null };
    });
    return [{ ...chunk, entries }];
  });
  await db.chunks.bulkPut(emptied);
  if (dropped.length > 0) await db.logs.put({ ...record, lacking: [...lacking, ...dropped] });
}
