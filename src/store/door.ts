import type { Fact } from '#domain/fact.ts';
import type { FactId, LogId, MemberId, StreamId } from '#domain/ids.ts';
import { memberStream, placeStream, workshopStream } from '#domain/ids.ts';
import { groupBy } from '#domain/groupBy.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { admitted } from '#domain/kinds/membership.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { factsByStream, streamsByBatch } from './byStream.ts';
import { type ChainEnd, type Fork, branchesAfter, noForks, readForks } from './forks.ts';
import { branchOf, chunkOf, heightRead, logOf } from './chains.ts';
import type {
  Admissions,
  BlobRecord,
  ChainKey,
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
import { logJob, reorderJob } from './jobs.ts';
import { type Forgetting, type MembershipCache, type Right, heightsAwaited, rightFrom } from './membershipCache.ts';
import { type SettleWay, awaitKey, contextFor, emptyStream, settleRows, withFacts } from './settleRows.ts';
import { withPresence } from './presence.ts';
import { putAll } from './putAll.ts';
import { countSweep, readMark } from './mark.ts';
import { type Reads, type Seen, createReads } from './reads.ts';
import { storageRefusal } from './storageRefusal.ts';

/** A fact that is authentic. `fact` is null while its key is missing: stored and passed on, unread. */
export interface Incoming {
  readonly log: LogId;
  readonly seq: number;
  readonly id: FactId;
  readonly prev: FactId | null;
  readonly entry: SealedEntry;
  readonly fact: Fact | null;
  /** The branch of a doubled log it is kept in; the log itself otherwise. */
  readonly chain?: ChainKey;
  /** It will be read when its key comes. What can never be read is null too, and waits for nothing. */
  readonly isUnread?: boolean;
  /** Its header names a person part that did not come with it. */
  readonly lacksPerson?: boolean;
}

export interface Batch {
  /** Any number of logs; each log's facts contiguous and in order. */
  readonly facts: readonly Incoming[];
  readonly forks?: readonly Fork[];
  /** Facts stored before whose key has come; null when even so nobody can read them. */
  readonly opened?: readonly { readonly chain: ChainKey; readonly seq: number; readonly fact: Fact | null }[];
  /** What the decision was taken on: how many facts each stream had, and which membership. Moved: `changed-meanwhile`. */
  readonly expect?: { readonly streams: ReadonlyMap<StreamId, number>; readonly membershipVersion: number };
  /** What was read for the decision; used where it still stands. */
  readonly seen?: Seen;
  readonly blobs?: readonly BlobRecord[];
  /** Logs begun by recovery in this batch, with the key that proved them. */
  readonly proven?: Readonly<Record<string, string>>;
  /** Admissions among these facts whose invitation and proof were verified. */
  readonly admissions?: Admissions;
  /** Whether these facts were written here; others may have been awaited. */
  readonly isOwn: boolean;
  readonly now: number;
}

export interface Written {
  readonly streams: readonly StreamId[];
  readonly hasJobs: boolean;
  /** Facts that were not here before. */
  readonly stored: number;
  /** Logs whose facts were left out: nobody let them in. */
  readonly strangers: readonly LogId[];
}

/** Facts just stored, each with the chain it is kept in. */
export type StoredListener = (facts: readonly Incoming[], factCount: number) => void;

/** `gap`: the facts do not join the log as it is here (heights show it; they are asked for again). */
export type DoorRefusal =
  Extract<Refusal, { kind: 'changed-meanwhile' | 'storage-full' | 'storage-lost' }> | { readonly kind: 'gap' };

/** The only writer of the ledger: log, streams touched and rows in one transaction, whoever wrote the facts. */
export interface Door {
  write(batch: Batch): Promise<Result<Written, DoorRefusal>>;
  /** Called after each commit of this door; returns a way to stop. */
  onStored(listener: StoredListener): () => void;
}

export function createDoor(db: WorkshopDatabase, cache: MembershipCache): Door {
  const listeners = new Set<StoredListener>();
  return {
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async write(batch) {
      try {
        const tables = batch.blobs === undefined ? db.ledgerTables : [...db.ledgerTables, db.blobs];
        let stored: Parameters<StoredListener> = [[], 0];
        const note: StoredListener = (...news) => (stored = news);
        const done = await db.dexie.transaction(
          'rw',
          [...tables],
          async () => await writeBatch(db, cache, batch, note),
        );
        if (stored[0].length > 0) for (const listener of listeners) listener(...stored);
        return done;
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
  offered: Batch,
  note: StoredListener,
): Promise<Result<Written, DoorRefusal>> {
  const before = await readMark(db);
  const reads = offered.seen?.mark === before.mark ? offered.seen.reads : createReads();
  const { state } = before;
  const { batch, strangers } = offered.isOwn
    ? { batch: offered, strangers: [] }
    : await admissible(db, reads, await cache.read(state), state, offered);
  const opened = [
    ...batch.facts.flatMap(({ fact }) => fact ?? []),
    ...(batch.opened ?? []).flatMap(({ fact }) => fact ?? []),
  ];
  const rowsComeLater = state.rowsCome === 'later';
  const byStream = factsByStream(opened);
  if (rowsComeLater) for (const id of byStream.keys()) if (id !== workshopStream) byStream.delete(id);
  const ids = [...byStream.keys()];
  const [found, logs, forked] = await Promise.all([
    reads.many(db.streams, ids),
    readLogs(db, reads, batch),
    batch.forks === undefined ? noForks : readForks(db, batch.forks),
  ]);
  if (forked === null) return refused({ kind: 'changed-meanwhile' });
  if (batch.expect !== undefined) {
    const moved = ids.some((id, at) => {
      const expected = batch.expect?.streams.get(id);
      return expected !== undefined && expected !== (found[at]?.facts.length ?? 0);
    });
    if (moved || batch.expect.membershipVersion !== state.membershipVersion)
      return refused({ kind: 'changed-meanwhile' });
  }
  const joined = joinLogs(
    logs.map((each) => ({ ...each, ...forked.ends.get(each.chain) })),
    batch,
    state.factCount,
  );
  if (!joined.ok) return joined;
  const { added } = joined.value;
  if (added.length === 0 && (batch.opened ?? []).length === 0)
    return ok({ streams: [], hasJobs: false, stored: 0, strangers });

  const touched = new Map<StreamId, StreamRecord>();
  ids.forEach((id, at) => {
    touched.set(id, withFacts(found[at] ?? emptyStream(id), byStream.get(id) ?? []));
  });
  const changes: Job[] = [];
  const beforeBatch = await cache.read(state);
  const moved = await forked.move(joined.value.heads);
  const heads = moved.map((head) => withPresence(head, opened, beforeBatch.membership));
  if (!batch.isOwn || batch.admissions !== undefined)
    await noteMembership(db, touched, batch, { added, heads, awaited: beforeBatch.awaited });
  const right = await newRight(db, { state, before: beforeBatch, batch, heads }, touched, changes);
  // What is built later is built by what is right then.
  const jobs = rowsComeLater ? changes.filter(({ kind }) => kind === 'forget') : changes;
  if (rowsComeLater) for (const id of touched.keys()) if (id !== workshopStream) touched.delete(id);
  if (!batch.isOwn && !rowsComeLater) await addAwaiting(db, touched, joined.value.before, joined.value.heights);

  const records = [...touched.values()];
  const context = await contextFor(db, right, records, joined.value.heights);
  const settled = await settleBothSides(db, state, records, context, { reads, keepsOrder: true });
  // Below a place that was only just made here stands nothing yet but what came with it.
  const isNew = new Set(batch.isOwn ? ids.filter((_, at) => found[at] === undefined) : []);
  for (const place of settled.movedPlaces)
    if (!isNew.has(placeStream(place))) jobs.push(reorderJob(place, state.factCount + added.length));

  await noteBatches(db, opened);
  if (batch.opened !== undefined) await countSweep(db);
  await Promise.all([
    settled.putTools(),
    db.chunks.bulkPut(joined.value.chunks),
    db.logs.bulkPut(heads),
    putAll(db.streams, settled.records),
    jobs.length > 0 && db.jobs.bulkPut(jobs),
    batch.blobs && db.blobs.bulkPut([...batch.blobs]),
    db.state.put({
      ...state,
      membershipVersion: right.version,
      proven: { ...state.proven, ...batch.proven },
      shelved: settled.shelved,
      factCount: state.factCount + added.length,
    }),
  ]);
  cache.keep(right);
  note(added, state.factCount + added.length);
  return ok({ streams: [...touched.keys()], hasJobs: jobs.length > 0, stored: added.length, strangers });
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

/** A chain as it is here, and what came for it. */
interface ChainRead extends ChainEnd {
  readonly chain: ChainKey;
  readonly facts: readonly Incoming[];
}

async function readLogs(
  db: WorkshopDatabase,
  reads: Reads,
  { facts, opened = [] }: Pick<Batch, 'facts' | 'opened'>,
): Promise<readonly ChainRead[]> {
  const byChain = groupBy(facts, chainOf);
  for (const { chain } of opened) if (!byChain.has(chain)) byChain.set(chain, []);
  const chains = [...byChain.keys()];
  // Facts that join begin where the log ends, so its last chunk is most often theirs.
  const likely = [...byChain].map(([chain, [first]]): [ChainKey, number] => [chain, chunkOf(first?.seq ?? 0)]);
  const [records, chunks] = await Promise.all([reads.many(db.logs, chains), reads.many(db.chunks, likely)]);
  return Promise.all(
    [...byChain].map(async ([chain, incoming], at) => {
      const record = records[at];
      const { height, head, from = 0 } = record ?? { height: 0, head: null };
      const n = chunkOf(height, from);
      const open = n === likely[at]?.[1] ? chunks[at] : await db.chunks.get([chain, n]);
      return { chain, record, from, height, head, open, facts: incoming };
    }),
  );
}

const chainOf = ({ chain, log }: Incoming): ChainKey => chain ?? log;

/**
 * What the chains become; facts that are here already are passed over. A gap in one log leaves all as they were. `placed`
 * is how many facts came before these.
 */
function joinLogs(logs: readonly ChainRead[], batch: Batch, placed: number) {
  const before = new Map<LogId, number>();
  const heights = new Map<LogId, number>();
  const chunks: ChunkRecord[] = [];
  const heads: LogRecord[] = [];
  const isFresh = new Set<Incoming>();
  for (const { height, head, facts } of logs) {
    const fresh = facts.filter(({ seq }) => seq >= height);
    const isGapless = fresh.every(({ seq }, index) => seq === height + index);
    if (fresh[0] !== undefined && (!isGapless || fresh[0].prev !== head)) return refused({ kind: 'gap' as const });
    for (const fact of fresh) isFresh.add(fact);
  }
  const added = batch.facts.filter((fact) => isFresh.has(fact));
  const turns = new Map(added.map((fact, at) => [fact, placed + at]));
  for (const { chain, record, from, height, head, open, facts } of logs) {
    const fresh = facts.filter((fact) => isFresh.has(fact));
    const last = fresh[fresh.length - 1];
    const openedHere = new Set((batch.opened ?? []).flatMap((each) => (each.chain === chain ? [each.seq] : [])));
    const unread = [
      ...(record?.unread ?? []).filter((seq) => !openedHere.has(seq)),
      ...fresh.flatMap(({ seq, isUnread }) => (isUnread === true ? [seq] : [])),
    ];
    const lacking = fresh.flatMap(({ seq, lacksPerson }) => (lacksPerson === true ? [seq] : []));
    const next = height + fresh.length;
    if (branchOf(chain) === null) {
      before.set(chain, heightRead({ height, ...unreadIn(record?.unread ?? []) }));
      heights.set(chain, heightRead({ height: next, ...unreadIn(unread) }));
    }
    const top = last?.id ?? head;
    if (top === null || (last === undefined && openedHere.size === 0)) continue;
    const entries = fresh.map((fact) => ({ ...fact.entry, placed: turns.get(fact) ?? placed }));
    if (entries.length > 0) chunks.push(...appended(chain, chunkOf(height, from), open?.entries ?? [], entries));
    const { unread: _read, lacking: lacked = [], ...kept } = record ?? {};
    heads.push({
      ...kept,
      log: chain,
      height: next,
      head: top,
      ...unreadIn(unread),
      ...(lacked.length + lacking.length > 0 ? { lacking: [...lacked, ...lacking] } : {}),
    });
  }
  return ok({ added, before, heights, chunks, heads });
}

const unreadIn = (seqs: readonly number[]): Pick<LogRecord, 'unread'> => (seqs.length > 0 ? { unread: seqs } : {});

function appended(
  chain: ChainKey,
  first: number,
  open: readonly SealedEntry[],
  fresh: readonly SealedEntry[],
): readonly ChunkRecord[] {
  const entries = [...open, ...fresh];
  return Array.from({ length: Math.ceil(entries.length / factsPerChunk) }, (_, n) => ({
    log: chain,
    n: first + n,
    entries: entries.slice(n * factsPerChunk, (n + 1) * factsPerChunk),
  }));
}

/**
 * Foreign facts as they may come in. A log is known when it is here, founded the workshop, or was let in by an admission
 * or a recovery that was verified, whether or not that counts: so all who meet keep the same facts, and what does not
 * count is for settling to say. A person part that somebody asked to be forgotten is not taken in again.
 */
async function admissible(
  db: WorkshopDatabase,
  reads: Reads,
  right: Right,
  state: StateRecord,
  offered: Batch,
): Promise<{ readonly batch: Batch; readonly strangers: readonly LogId[] }> {
  const logs = [...new Set(offered.facts.map(({ log }) => log))];
  const here = await reads.many(db.logs, logs);
  const known = new Set(logs.filter((log, at) => here[at] !== undefined || right.letIn.has(log)));
  for (let grew = true; grew;) {
    const before = known.size;
    for (const { log, seq, id, fact } of offered.facts) {
      const isFounding = seq === 0 && (id as string) === state.workshop;
      if (isFounding || state.proven[log] !== undefined || offered.proven?.[log] !== undefined) known.add(log);
      const admits = offered.admissions?.[id] === undefined || fact === null ? null : bodyOf(admitted, fact);
      if (admits != null && known.has(log)) known.add(admits.log);
    }
    grew = known.size > before;
  }
  const facts = offered.facts.flatMap((incoming) => {
    if (!known.has(incoming.log)) return [];
    const isForgotten = right.forgottenSeqs.get(incoming.log)?.has(incoming.seq) === true;
    return [isForgotten ? withoutPerson(incoming) : incoming];
  });
  const opened = offered.opened?.map((each) =>
    each.fact !== null && right.forgottenSeqs.get(each.fact.log)?.has(each.seq) === true
      ? { ...each, fact: personForgotten(each.fact) }
      : each,
  );
  return {
    batch: { ...offered, facts, ...(opened === undefined ? {} : { opened }) },
    strangers: logs.filter((log) => !known.has(log)),
  };
}

const personForgotten = (fact: Fact): Fact => (fact.person === null ? fact : { ...fact, person: 'forgotten' });

function withoutPerson(incoming: Incoming): Incoming {
  const { entry, fact, lacksPerson } = incoming;
  return {
    ...incoming,
    entry: { ...entry, person: null },
    fact: fact && personForgotten(fact),
    lacksPerson: lacksPerson === true || entry.person !== null,
  };
}

/** What the fold must know beside the facts, kept with the workshop's stream: verified admissions, and branches. */
async function noteMembership(
  db: WorkshopDatabase,
  touched: Map<StreamId, StreamRecord>,
  { admissions = {}, forks = [] }: Batch,
  { added, heads, awaited }: { added: readonly Incoming[]; heads: readonly LogRecord[]; awaited: Right['awaited'] },
): Promise<void> {
  const admits = added.flatMap(({ id }) => (admissions[id] === undefined ? [] : [[id, admissions[id]] as const]));
  const isOnBranch = added.some(({ chain, log }) => branchOf(chain ?? log) !== null);
  const isToldApart = heads.some(({ log }) => awaited.has(log));
  if (admits.length === 0 && forks.length === 0 && !isOnBranch && !isToldApart) return;
  const record = touched.get(workshopStream) ?? (await db.streams.get(workshopStream)) ?? emptyStream(workshopStream);
  touched.set(workshopStream, {
    ...record,
    ...(admits.length > 0 ? { admissions: { ...record.admissions, ...Object.fromEntries(admits) } } : {}),
    ...(forks.length > 0 || isOnBranch ? { branches: branchesAfter(record.branches ?? [], forks, added) } : {}),
  });
}

/**
 * The fold after this batch. What it changes for facts that came earlier is left to jobs; members whose row changes are
 * settled at once, so that a person added is seen at the first tick.
 */
async function newRight(
  db: WorkshopDatabase,
  {
    state,
    before,
    batch,
    heads,
  }: {
    readonly state: StateRecord;
    readonly before: Right;
    readonly batch: Batch;
    readonly heads: readonly LogRecord[];
  },
  touched: Map<StreamId, StreamRecord>,
  jobs: Job[],
): Promise<Right> {
  const record = touched.get(workshopStream);
  if (record === undefined) return before;
  const proven = { ...state.proven, ...batch.proven };
  const heights = await heightsAwaited(db, record, heads);
  const after = rightFrom({ workshop: state.workshop, record, proven, heights }, state.membershipVersion + 1);

  const members = new Set<MemberId>();
  for (const [id, member] of after.membership.members)
    if (!isDeepEqual(member, before.membership.members.get(id))) members.add(id);
  for (const id of before.membership.members.keys()) if (!after.membership.members.has(id)) members.add(id);
  const forked = new Set((batch.forks ?? []).map(({ chain }) => logOf(chain)));
  for (const log of new Set([...after.membership.devices.keys(), ...before.membership.devices.keys(), ...forked])) {
    const [old, device] = [before.membership.devices.get(log), after.membership.devices.get(log)];
    if (isDeepEqual(old, device) && !forked.has(log)) continue;
    for (const each of [old, device]) if (each !== undefined) members.add(each.member);
    // What named this log before it was let in.
    if (old === undefined) jobs.push(...(await noLongerAwaited(db, log, -1)));
    const isFirst = batch.facts.some((fact) => fact.log === log && fact.seq === 0);
    if (isFirst && !forked.has(log)) continue;
    const height = (await db.logs.get(log))?.height ?? 0;
    const isClosedAtItsEnd =
      isDeepEqual({ ...old, cut: null }, { ...device, cut: null }) &&
      old?.cut === null &&
      device?.cut != null &&
      height <= device.cut.seq + 1 &&
      !forked.has(log);
    if (isClosedAtItsEnd) jobs.push(...(await noLongerAwaited(db, log, device.cut.seq)));
    else if (height > 0 || old !== undefined) jobs.push(logJob(log, after.version));
    else if (device?.cut != null) jobs.push(...(await noLongerAwaited(db, log, device.cut.seq)));
  }
  for (const id of new Set([...after.withdrawnBatches, ...before.withdrawnBatches]))
    if (before.withdrawnBatches.has(id) !== after.withdrawnBatches.has(id))
      jobs.push({ id: `batch:${id}`, kind: 'batch', batch: id });
  for (const forgetting of after.forgotten.values())
    if (!before.forgotten.has(forgetting.by.id))
      jobs.push(forgetJob(forgetting, batch), logJob(forgetting.log, after.version));
  // Whoever asked for it turned out to have no right: what is still here is read again.
  for (const forgetting of before.forgotten.values())
    if (!after.forgotten.has(forgetting.by.id)) jobs.push(logJob(forgetting.log, after.version));

  const streams = [...members].map(memberStream).filter((id) => !touched.has(id));
  const records = await db.streams.bulkGet(streams);
  streams.forEach((id, at) => touched.set(id, records[at] ?? emptyStream(id)));
  return after;
}

const isDeepEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** All that is here of the log counts as before (a phone was lost, a backup restored): only what waited for more changes. */
async function noLongerAwaited(db: WorkshopDatabase, log: LogId, cut: number): Promise<readonly Job[]> {
  const beyond = db.streams.where('awaits').between(awaitKey(log, cut + 1), awaitKey(log, Number.MAX_SAFE_INTEGER));
  const ids = new Set((await beyond.primaryKeys()) as StreamId[]);
  return [...ids].map((stream) => ({ id: `settle:${stream}`, kind: 'settle', stream }));
}

const sevenDays = 7 * 24 * 3600 * 1000;

/** At once for one's own, else after 7 days: until then others may cut whoever wrote it. */
function forgetJob({ by, log, seqs, blobs }: Forgetting, { isOwn, now }: Batch): Job {
  const due = isOwn || by.log === log ? now : now + sevenDays;
  return { id: `forget:${by.id}`, kind: 'forget', log, seqs, blobs, due, by: by.id };
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
