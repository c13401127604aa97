import type { Fact } from '#domain/fact.ts';
import type { FactId, LogId, MemberId, StreamId } from '#domain/ids.ts';
import { memberStream, placeStream, workshopStream } from '#domain/ids.ts';
import { groupBy } from '#domain/groupBy.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { forgotten } from '#domain/kinds/workshop.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { isStewardLog, memberOf } from '#domain/settle/membership.ts';
import { factsByStream, streamsByBatch } from './byStream.ts';
import type {
  BlobRecord,
  ChunkRecord,
  Job,
  LogRecord,
  SealedEntry,
  Side,
  StateRecord,
  StreamRecord,
  WorkshopDatabase,
} from './database.ts';
import { factsPerChunk } from './database.ts';
import { type MembershipCache, type Right, rightFrom } from './membershipCache.ts';
import { type SettleWay, awaitKey, contextFor, emptyStream, settleRows, withFacts } from './settleRows.ts';
import { putAll } from './putAll.ts';
import { type Reads, type Seen, createReads, readMark } from './reads.ts';
import { storageRefusal } from './storageRefusal.ts';

/** A fact that is authentic. `fact` is null while its key is missing: stored and passed on, unread. */
export interface Incoming {
  readonly log: LogId;
  readonly seq: number;
  readonly id: FactId;
  readonly prev: FactId | null;
  readonly entry: SealedEntry;
  readonly fact: Fact | null;
}

export interface Batch {
  /** Any number of logs; each log's facts contiguous and in order. */
  readonly facts: readonly Incoming[];
  /** What the decision was taken on: how many facts each stream had, and which membership. Moved: `changed-meanwhile`. */
  readonly expect?: { readonly streams: ReadonlyMap<StreamId, number>; readonly membershipVersion: number };
  /** What was read for the decision; used where it still stands. */
  readonly seen?: Seen;
  readonly blobs?: readonly BlobRecord[];
  /** Logs begun by recovery in this batch, with the key that proved them. */
  readonly proven?: Readonly<Record<string, string>>;
  /** Whether these facts were written here; others may have been awaited. */
  readonly isOwn: boolean;
  readonly now: number;
}

export interface Written {
  readonly streams: readonly StreamId[];
  readonly hasJobs: boolean;
}

/** `gap`: the facts do not join the log as it is here (heights show it; they are asked for again). */
export type DoorRefusal =
  Extract<Refusal, { kind: 'changed-meanwhile' | 'storage-full' | 'storage-lost' }> | { readonly kind: 'gap' };

/** The only writer of the ledger: log, streams touched and rows in one transaction, whoever wrote the facts. */
export interface Door {
  write(batch: Batch): Promise<Result<Written, DoorRefusal>>;
}

export function createDoor(db: WorkshopDatabase, cache: MembershipCache): Door {
  return {
    async write(batch) {
      try {
        const tables = batch.blobs === undefined ? db.ledgerTables : [...db.ledgerTables, db.blobs];
        return await db.dexie.transaction('rw', [...tables], async () => await writeBatch(db, cache, batch));
      } catch (error) {
        const stored = storageRefusal(error);
        if (stored === null) throw error;
        return refused(stored);
      }
    },
  };
}

/** Reads go out together and so do puts: in a transaction it is the turns, there and back, that take the time. */
async function writeBatch(
  db: WorkshopDatabase,
  cache: MembershipCache,
  batch: Batch,
): Promise<Result<Written, DoorRefusal>> {
  const opened = batch.facts.flatMap(({ fact }) => fact ?? []);
  const byStream = factsByStream(opened);
  const ids = [...byStream.keys()];
  const { mark, state } = await readMark(db);
  const reads = batch.seen?.mark === mark ? batch.seen.reads : createReads();
  const [found, logs] = await Promise.all([reads.many(db.streams, ids), readLogs(db, reads, batch.facts)]);
  if (state === undefined) throw new Error('This database holds no workshop yet');
  if (batch.expect !== undefined) {
    const moved = ids.some((id, at) => {
      const expected = batch.expect?.streams.get(id);
      return expected !== undefined && expected !== (found[at]?.facts.length ?? 0);
    });
    if (moved || batch.expect.membershipVersion !== state.membershipVersion)
      return refused({ kind: 'changed-meanwhile' });
  }
  const joined = joinLogs(logs);
  if (!joined.ok) return joined;
  if (joined.value.added === 0) return ok({ streams: [], hasJobs: false });

  const touched = new Map<StreamId, StreamRecord>();
  ids.forEach((id, at) => {
    touched.set(id, withFacts(found[at] ?? emptyStream(id), byStream.get(id) ?? []));
  });
  const jobs: Job[] = [];
  const right = await newRight(db, cache, state, batch, touched, jobs);
  if (!batch.isOwn) await addAwaiting(db, touched, joined.value.before, joined.value.heights);

  const records = [...touched.values()];
  const context = await contextFor(db, right, records, joined.value.heights);
  const settled = await settleBothSides(db, state, records, context, { reads, keepsOrder: true });
  // Below a place that was only just made here stands nothing yet but what came with it.
  const isNew = new Set(batch.isOwn ? ids.filter((_, at) => found[at] === undefined) : []);
  for (const place of settled.movedPlaces)
    if (!isNew.has(placeStream(place))) jobs.push({ id: `reorder:${place}`, kind: 'reorder', place });

  await noteBatches(db, opened);
  await Promise.all([
    settled.putTools(),
    db.chunks.bulkPut(joined.value.chunks),
    db.logs.bulkPut(joined.value.heads),
    putAll(db.streams, settled.records),
    jobs.length > 0 && db.jobs.bulkPut(jobs),
    batch.blobs && db.blobs.bulkPut([...batch.blobs]),
    db.state.put({
      ...state,
      membershipVersion: right.version,
      proven: { ...state.proven, ...batch.proven },
      shelved: settled.shelved,
      factCount: state.factCount + joined.value.added,
    }),
  ]);
  cache.keep(right);
  return ok({ streams: [...touched.keys()], hasJobs: jobs.length > 0 });
}

/** Settles into the side screens read and, while the other is being built, into that one as well. */
export async function settleBothSides(
  db: WorkshopDatabase,
  state: StateRecord,
  records: readonly StreamRecord[],
  context: Parameters<typeof settleRows>[2],
  way: Omit<SettleWay, 'shelved'>,
) {
  const settled = await settleRows(db.rows(state.side), records, context, { ...way, shelved: state.shelved });
  const other: Side | undefined = state.building?.side;
  if (other === undefined) return settled;
  const beside = await settleRows(db.rows(other), settled.records, context, { ...way, shelved: settled.shelved });
  return { ...settled, putTools: () => Promise.all([settled.putTools(), beside.putTools()]) };
}

/** A log as it is here, and what came for it. */
interface LogRead {
  readonly log: LogId;
  readonly height: number;
  readonly head: FactId | null;
  /** The chunk the log ends in, where there is room in it. */
  readonly open: ChunkRecord | undefined;
  readonly facts: readonly Incoming[];
}

async function readLogs(db: WorkshopDatabase, reads: Reads, facts: readonly Incoming[]): Promise<readonly LogRead[]> {
  const byLog = [...groupBy(facts, ({ log }) => log)];
  // Facts that join begin where the log ends, so its last chunk is most often theirs.
  const likely = byLog.map(([log, [first]]): [LogId, number] => [log, chunkOf(first?.seq ?? 0)]);
  const logs = byLog.map(([log]) => log);
  const [heads, chunks] = await Promise.all([reads.many(db.logs, logs), reads.many(db.chunks, likely)]);
  return Promise.all(
    byLog.map(async ([log, incoming], at) => {
      const { height, head } = heads[at] ?? { height: 0, head: null };
      const n = chunkOf(height);
      const open = n === likely[at]?.[1] ? chunks[at] : await db.chunks.get([log, n]);
      return { log, height, head, open, facts: incoming };
    }),
  );
}

/** Which chunk of its log a fact is kept in. */
export const chunkOf = (seq: number): number => Math.floor(seq / factsPerChunk);

/** What the logs become; facts that are here already are passed over. A gap in one log leaves all as they were. */
function joinLogs(logs: readonly LogRead[]) {
  const before = new Map<LogId, number>();
  const heights = new Map<LogId, number>();
  const chunks: ChunkRecord[] = [];
  const heads: LogRecord[] = [];
  let added = 0;
  for (const { log, height, head, open, facts } of logs) {
    const fresh = facts.filter(({ seq }) => seq >= height);
    before.set(log, height);
    heights.set(log, height + fresh.length);
    const first = fresh[0];
    const last = fresh[fresh.length - 1];
    if (first === undefined || last === undefined) continue;
    const isGapless = fresh.every(({ seq }, index) => seq === height + index);
    if (!isGapless || first.prev !== head) return refused({ kind: 'gap' as const });
    chunks.push(...appended(log, height, open, fresh));
    heads.push({ log, height: height + fresh.length, head: last.id });
    added += fresh.length;
  }
  return ok({ added, before, heights, chunks, heads });
}

function appended(
  log: LogId,
  height: number,
  open: ChunkRecord | undefined,
  fresh: readonly Incoming[],
): readonly ChunkRecord[] {
  const entries = [...(open?.entries ?? []), ...fresh.map(({ entry }) => entry)];
  return Array.from({ length: Math.ceil(entries.length / factsPerChunk) }, (_, n) => ({
    log,
    n: chunkOf(height) + n,
    entries: entries.slice(n * factsPerChunk, (n + 1) * factsPerChunk),
  }));
}

/**
 * The fold after this batch. What it changes for facts that came earlier is left to jobs; members whose row changes are
 * settled at once, so that a person added is seen at the first tick.
 */
async function newRight(
  db: WorkshopDatabase,
  cache: MembershipCache,
  state: StateRecord,
  batch: Batch,
  touched: Map<StreamId, StreamRecord>,
  jobs: Job[],
): Promise<Right> {
  const before = await cache.read(state);
  const workshop = touched.get(workshopStream);
  if (workshop === undefined) return before;
  const proven = { ...state.proven, ...batch.proven };
  const after = rightFrom(state.workshop, workshop.facts, proven, state.membershipVersion + 1);

  const members = new Set<MemberId>();
  for (const [id, member] of after.membership.members) {
    const old = before.membership.members.get(id);
    if (old === undefined || old.role !== member.role || old.erased !== member.erased) members.add(id);
  }
  for (const [log, device] of after.membership.devices) {
    const old = before.membership.devices.get(log);
    if (old?.cut?.seq === device.cut?.seq && old !== undefined) continue;
    members.add(device.member);
    const isFirst = batch.facts.some((fact) => fact.log === log && fact.seq === 0);
    if (isFirst) continue;
    const isClosedAtItsEnd =
      old?.cut === null && device.cut !== null && ((await db.logs.get(log))?.height ?? 0) <= device.cut.seq + 1;
    if (isClosedAtItsEnd) jobs.push(...(await noLongerAwaited(db, log, device.cut?.seq ?? 0)));
    else jobs.push({ id: `log:${log}`, kind: 'log', log });
  }
  for (const id of after.withdrawnBatches)
    if (!before.withdrawnBatches.has(id)) jobs.push({ id: `batch:${id}`, kind: 'batch', batch: id });
  for (const { fact } of batch.facts) if (fact !== null) jobs.push(...forgetting(fact, after, batch));

  const streams = [...members].map(memberStream).filter((id) => !touched.has(id));
  const records = await db.streams.bulkGet(streams);
  streams.forEach((id, at) => touched.set(id, records[at] ?? emptyStream(id)));
  return after;
}

/** All that is here of the log counts as before (a phone was lost, a backup restored): only what waited for more changes. */
async function noLongerAwaited(db: WorkshopDatabase, log: LogId, cut: number): Promise<readonly Job[]> {
  const beyond = db.streams.where('awaits').between(awaitKey(log, cut + 1), awaitKey(log, Number.MAX_SAFE_INTEGER));
  const ids = new Set((await beyond.primaryKeys()) as StreamId[]);
  return [...ids].map((stream) => ({ id: `settle:${stream}`, kind: 'settle', stream }));
}

const sevenDays = 7 * 24 * 3600 * 1000;

/** `forgotten` is obeyed when its writer is the log's own member or a steward: at once for one's own, else after 7 days. */
function forgetting(fact: Fact, { membership }: Right, { isOwn, now }: Batch): readonly Job[] {
  const body = bodyOf(forgotten, fact);
  if (body === null) return [];
  const isSelf = memberOf(membership, fact.log) === memberOf(membership, body.log);
  if (!isSelf && !isStewardLog(membership, fact.log)) return [];
  const due = isOwn || fact.log === body.log ? now : now + sevenDays;
  const seqs = body.seqs.filter((seq) => seq <= body.upTo.seq);
  return [{ id: `forget:${fact.id}`, kind: 'forget', log: body.log, seqs, blobs: body.blobs, due }];
}

/** Streams that waited for what has just come: they are settled again with it. */
async function addAwaiting(
  db: WorkshopDatabase,
  touched: Map<StreamId, StreamRecord>,
  before: ReadonlyMap<LogId, number>,
  heights: ReadonlyMap<LogId, number>,
): Promise<void> {
  for (const [log, height] of heights) {
    const from = before.get(log) ?? 0;
    if (height === from) continue;
    const waiting = await db.streams
      .where('awaits')
      .between(awaitKey(log, from), awaitKey(log, height), true, false)
      .toArray();
    for (const record of waiting) if (!touched.has(record.id)) touched.set(record.id, record);
  }
}

/** Notes which streams each batch wrote in. */
async function noteBatches(db: WorkshopDatabase, facts: readonly Fact[]): Promise<void> {
  for (const { batch, streams } of streamsByBatch(facts)) {
    const n = await db.batches.where('[batch+n]').between([batch, 0], [batch, Infinity]).count();
    await db.batches.put({ batch, n, streams });
  }
}
