import type { LogId, StreamId } from '#domain/ids.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import type { LogRecord, StateRecord, StreamRecord, WorkshopDatabase } from './database.ts';
import type { MembershipCache } from './membershipCache.ts';
import { contextFor, emptyStream } from './settleRows.ts';

/** Streams as they are now, with all that settling them needs, read in one transaction. */
export interface StreamsRead {
  readonly state: StateRecord;
  readonly records: ReadonlyMap<StreamId, StreamRecord>;
  readonly context: SettleContext;
  /** Where the given log stands; null while it has no fact. */
  readonly head: LogRecord | null;
}

export function readStreams(
  db: WorkshopDatabase,
  cache: MembershipCache,
  ids: readonly StreamId[],
  log: LogId,
): Promise<StreamsRead> {
  return db.dexie.transaction('r', [db.state, db.streams, db.logs], async () => {
    const [state, found, head] = await Promise.all([
      db.state.get('state'),
      db.streams.bulkGet([...ids]),
      db.logs.get(log),
    ]);
    if (state === undefined) throw new Error('This database holds no workshop yet');
    const records = ids.map((id, at) => found[at] ?? emptyStream(id));
    const context = await contextFor(db, await cache.read(state), records);
    return { state, records: new Map(records.map((record) => [record.id, record])), context, head: head ?? null };
  });
}
