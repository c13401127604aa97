import Dexie from 'dexie';
import type { LogId, StreamId } from '#domain/ids.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import type { LogRecord, StateRecord, StreamRecord, WorkshopDatabase } from './database.ts';
import { chunkOf } from './chains.ts';
import type { MembershipCache } from './membershipCache.ts';
import { readMark } from './mark.ts';
import { type Reads, type Seen, createReads } from './reads.ts';
import { contextFor, emptyStream } from './settleRows.ts';

/** Streams as they are now, with all that settling them needs, read in one transaction. */
export interface StreamsRead {
  readonly state: StateRecord;
  readonly records: ReadonlyMap<StreamId, StreamRecord>;
  readonly context: SettleContext;
  /** Where the given log stands; null while it has no fact. */
  readonly head: LogRecord | null;
  /** For the door, what it will need beside: read while the decision is taken and sealed. */
  readonly seen: Promise<Seen>;
}

export function readStreams(
  db: WorkshopDatabase,
  cache: MembershipCache,
  ids: readonly StreamId[],
  log: LogId,
): Promise<StreamsRead> {
  const tables = [db.state, db.streams, db.logs, db.chunks, db.rows('A').shelf, db.rows('B').shelf];
  // What was read is there before the browser has put the transaction away.
  return new Promise((resolve, reject) => {
    const seen = new Promise<Seen>((keep, lose) => {
      const reading = db.dexie.transaction('r', tables, async () => {
        const reads = createReads();
        const { mark, ...read } = await readAll(reads);
        Dexie.ignoreTransaction(() => resolve({ ...read, seen }));
        await readAhead(reads, read);
        Dexie.ignoreTransaction(() => keep({ mark, reads }));
      });
      reading.catch(lose);
    });
    seen.catch(reject);
  });

  async function readAll(reads: Reads): Promise<Omit<StreamsRead, 'seen'> & Pick<Seen, 'mark'>> {
    const [{ mark, state }, found, [head]] = await Promise.all([
      readMark(db),
      reads.many(db.streams, ids),
      reads.many(db.logs, [log]),
    ]);
    const records = ids.map((id, at) => found[at] ?? emptyStream(id));
    const context = await contextFor(db, await cache.read(state), records);
    return { mark, state, records: new Map(records.map((record) => [record.id, record])), context, head: head ?? null };
  }

  /** The chunk the log ends in, and the pages these tools stand on. */
  async function readAhead(reads: Reads, { state, records, head }: Omit<StreamsRead, 'seen'>): Promise<void> {
    const pages = [...records.values()].flatMap(({ page }) => page ?? []);
    await Promise.all([
      reads.many(db.chunks, [[log, chunkOf(head?.height ?? 0)]]),
      reads.many(db.rows(state.side).shelf, pages),
    ]);
  }
}
