import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { readFact, type SealedFact } from '#crypto/readFact.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { FactId, LogId } from '#domain/ids.ts';
import { chainKey } from '#store/chains.ts';
import type { ChainKey, LogRecord, WorkshopDatabase } from '#store/database.ts';
import type { Fork } from '#store/forks.ts';
import { readEntries } from '#store/readEntries.ts';

/** Facts of one log that follow each other, as they came. */
export type Run = readonly SealedFact[];

/** Where a run stands to what is here. */
export type Place =
  | { readonly kind: 'here' }
  | { readonly kind: 'gap' }
  /** Goes on with a chain, or begins a log. */
  | { readonly kind: 'joins'; readonly chain: ChainKey; readonly run: Run }
  /** Another fact stands where its first would: not yet known whether both were signed. */
  | {
      readonly kind: 'forks';
      readonly record: LogRecord;
      readonly seq: number;
      readonly prev: FactId | null;
      readonly run: Run;
    };

/** Facts in runs: each in order, without a gap, of one branch. */
export function runsOf(facts: readonly SealedFact[]): readonly Run[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return [...groupBy([...byId.values()], ({ log }) => log)].flatMap(([, own]) => {
    const runs: SealedFact[][] = [];
    for (const fact of own.toSorted((a, b) => a.seq - b.seq)) {
      const run = runs.find((each) => {
        const last = each[each.length - 1];
        return last?.seq === fact.seq - 1 && last.id === fact.prev;
      });
      if (run === undefined) runs.push([fact]);
      else run.push(fact);
    }
    return runs;
  });
}

/** Finds where each run goes. Bytes are compared only where something is here already. */
export async function placeRuns(
  db: WorkshopDatabase,
  runs: readonly Run[],
  crypto: Pick<CryptoDeps, 'subtle'>,
): Promise<readonly Place[]> {
  const logs = [...new Set(runs.flatMap(([first]) => first?.log ?? []))];
  const records = new Map((await db.logs.bulkGet(logs)).flatMap((record) => (record ? [[record.log, record]] : [])));
  const branches = new Map<LogId, readonly LogRecord[]>();
  for (const record of records.values())
    if (record.isDoubled === true)
      branches.set(record.log, await db.logs.where('log').startsWith(`${record.log}/`).toArray());
  return Promise.all(
    runs.map(async (run): Promise<Place> => {
      const [first] = run;
      const record = first && records.get(first.log);
      if (first === undefined) return { kind: 'here' };
      if (record === undefined) return first.seq === 0 ? { kind: 'joins', chain: first.log, run } : { kind: 'gap' };
      return await placeIn(db, [record, ...(branches.get(first.log) ?? [])], run, crypto);
    }),
  );
}

async function placeIn(
  db: WorkshopDatabase,
  chains: readonly LogRecord[],
  run: Run,
  crypto: Pick<CryptoDeps, 'subtle'>,
): Promise<Place> {
  const [first] = run;
  if (first === undefined) return { kind: 'here' };
  const ends = chains.find(({ height, head }) => first.seq === height && first.prev === head);
  if (ends !== undefined) return { kind: 'joins', chain: ends.log, run };
  for (const record of chains) {
    const here = await sameFront(db, record, run);
    if (here > 0) return await goOn(db, chains, record, run, here);
  }
  // Its first fact is none of those here: it forks from the chain that holds the one before.
  for (const record of chains) {
    const { from = 0, height } = record;
    if (first.seq < from || first.seq >= height) continue;
    if (first.prev === (await idAt(db, record, first.seq - 1, crypto)))
      return { kind: 'forks', record, seq: first.seq, prev: first.prev, run };
  }
  return { kind: 'gap' };
}

/** The first `count` facts of the run are in this chain: the rest is new, on a branch known, or on one begun. */
async function goOn(
  db: WorkshopDatabase,
  chains: readonly LogRecord[],
  record: LogRecord,
  run: Run,
  count: number,
): Promise<Place> {
  const rest = run.slice(count);
  const [next] = rest;
  if (next === undefined) return { kind: 'here' };
  if (next.seq === record.height) return { kind: 'joins', chain: record.log, run: rest };
  const branch = chains.find(({ log }) => log === chainKey(next.log, next.id));
  if (branch !== undefined) {
    const here = await sameFront(db, branch, rest);
    return here === 0 ? { kind: 'gap' } : await goOn(db, chains, branch, rest, here);
  }
  return { kind: 'forks', record, seq: next.seq, prev: next.prev, run: rest };
}

/** How many facts from the front of the run are in this chain. */
async function sameFront(db: WorkshopDatabase, record: LogRecord, run: Run): Promise<number> {
  const entries = await readEntries(
    db,
    record,
    run.map(({ seq }) => seq),
  );
  const differs = run.findIndex(({ seq, bytes }) => !isSame(entries.get(seq)?.bytes, bytes));
  return differs === -1 ? run.length : differs;
}

const isSame = (here: Uint8Array | undefined, came: Uint8Array): boolean =>
  here !== undefined && here.length === came.length && here.every((byte, at) => byte === came[at]);

async function idAt(
  db: WorkshopDatabase,
  record: LogRecord,
  seq: number,
  crypto: Pick<CryptoDeps, 'subtle'>,
): Promise<FactId | null> {
  if (seq < 0) return null;
  const entry = (await readEntries(db, record, [seq])).get(seq);
  if (entry !== undefined) {
    const read = await readFact(entry.bytes as Bytes, crypto);
    return read.ok ? read.value.id : null;
  }
  // The first fact of a branch says what it was written on.
  const { from = 0 } = record;
  if (seq !== from - 1) return null;
  const own = (await readEntries(db, record, [from])).get(from);
  const read = own && (await readFact(own.bytes as Bytes, crypto));
  return read?.ok === true ? read.value.prev : null;
}

/** Which branch goes on with the chain: the one whose first own fact has the smaller id. */
export async function forkOf(
  db: WorkshopDatabase,
  { record, seq, prev, run }: Extract<Place, { kind: 'forks' }>,
  crypto: Pick<CryptoDeps, 'subtle'>,
): Promise<{ readonly fork: Fork; readonly chain: ChainKey }> {
  const came = run[0]?.id as FactId;
  const log = run[0]?.log as LogId;
  const seqs = Array.from({ length: record.height - seq }, (_, at) => seq + at);
  const entries = await readEntries(db, record, seqs);
  const read = await Promise.all(seqs.map((each) => readFact(entries.get(each)?.bytes as Bytes, crypto)));
  const ids = read.flatMap((each) => (each.ok ? [each.value.id] : []));
  const here = ids[0] as FactId;
  const base = { chain: record.log, head: record.head, seq, prev };
  return came < here
    ? { fork: { ...base, branch: chainKey(log, here), moved: ids }, chain: record.log }
    : { fork: { ...base, branch: chainKey(log, came), moved: [] }, chain: chainKey(log, came) };
}
