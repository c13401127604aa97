import type { Fact } from '#domain/fact.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { LogId, StreamId, WorkshopId } from '#domain/ids.ts';
import { memberStream, streamType, workshopStream } from '#domain/ids.ts';
import { heightRead } from './chains.ts';
import type { Admissions, BlobRecord, LogRecord, SealedEntry, StateRecord, WorkshopDatabase } from './database.ts';
import { factsByStream, streamsByBatch } from './byStream.ts';
import { factsPerChunk } from './database.ts';
import { rightFrom } from './membershipCache.ts';
import { newState } from './newState.ts';
import { withPresence } from './presence.ts';
import { contextFor, emptyStream, settleRows } from './settleRows.ts';

/** One log of a ledger that comes whole: authentic facts 0 to the end, in order. */
export interface WholeLog {
  readonly head: LogRecord;
  readonly entries: readonly SealedEntry[];
}

/** Records per transaction: a few megabytes at the most. */
const chunksAtOnce = 100;
const streamsAtOnce = 400;

/**
 * Fills an empty database with logs that come whole (a backup): no heads to compare, each record written once. The state
 * record is put last, so a load cut short leaves nothing that would open; it is then begun again.
 */
export function createLoader(db: WorkshopDatabase) {
  return {
    async logs(logs: readonly WholeLog[]): Promise<void> {
      const chunks = logs.flatMap(({ head: { log }, entries }) =>
        Array.from({ length: Math.ceil(entries.length / factsPerChunk) }, (_, n) => ({
          log,
          n,
          entries: entries.slice(n * factsPerChunk, (n + 1) * factsPerChunk),
        })),
      );
      for (let from = 0; from < chunks.length; from += chunksAtOnce)
        await db.chunks.bulkPut(chunks.slice(from, from + chunksAtOnce));
      await db.logs.bulkPut(logs.map(({ head }) => head));
    },

    async blobs(blobs: readonly BlobRecord[]): Promise<void> {
      await db.blobs.bulkPut([...blobs]);
    },

    /** Settles all streams, places before the tools that stand in them, and writes the state. */
    async rows(
      ledger: {
        readonly workshop: WorkshopId;
        readonly facts: readonly Fact[];
        readonly logs: readonly LogRecord[];
        readonly proven: StateRecord['proven'];
        readonly admissions?: Admissions;
        readonly isDemo: boolean;
        readonly now: number;
      },
      {
        onProgress,
        rest,
      }: { readonly onProgress?: (done: number, of: number) => void; readonly rest: () => Promise<void> },
    ): Promise<void> {
      const { workshop, facts, logs, proven, admissions = {}, isDemo, now } = ledger;
      const streams = factsByStream(facts);
      const membership = { facts: streams.get(workshopStream) ?? [], admissions };
      const known = new Map<LogId, number>(logs.map(({ log, height }) => [log, height]));
      const right = rightFrom({ workshop, record: membership, proven, heights: known }, 1);
      // Somebody with no fact of their own has a row all the same.
      for (const member of right.membership.members.keys())
        if (!streams.has(memberStream(member))) streams.set(memberStream(member), []);
      const heights = new Map<LogId, number>(logs.map((log) => [log.log, heightRead(log)]));
      const ids = [...streams.keys()].toSorted((a, b) => rank(a) - rank(b));
      let shelved = 0;
      for (let from = 0; from < ids.length; from += streamsAtOnce) {
        const records = ids.slice(from, from + streamsAtOnce).map((id) => ({
          ...emptyStream(id),
          ...(id === workshopStream ? { admissions } : {}),
          facts: streams.get(id) ?? [],
        }));
        shelved = await db.dexie.transaction('rw', [...db.ledgerTables], async () => {
          const context = await contextFor(db, right, records, heights);
          const settled = await settleRows(db.rows('A'), records, context, { shelved });
          await Promise.all([settled.putTools(), db.streams.bulkPut([...settled.records])]);
          return settled.shelved;
        });
        onProgress?.(Math.min(from + streamsAtOnce, ids.length), ids.length);
        await rest();
      }
      const byLog = groupBy(facts, ({ log }) => log);
      await db.logs.bulkPut(logs.map((log) => withPresence(log, byLog.get(log.log) ?? [], right.membership)));
      await db.batches.bulkPut(streamsByBatch(facts).map((written) => ({ ...written, n: 0 })));
      // Facts that could not be read have their turn too: what comes next stands after them.
      const factCount = logs.reduce((sum, { height }) => sum + height, 0);
      const filled = { membershipVersion: right.version, proven, shelved, factCount };
      await db.state.put(newState({ workshop, now, isDemo }, filled));
    },
  };
}

const rank = (id: StreamId): number => (['workshop', 'place', 'category'].includes(streamType(id)) ? 0 : 1);
