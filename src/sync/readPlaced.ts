import type { Bytes } from '#crypto/bytes.ts';
import type { CarriedFact, LogFrom } from '#session/ledger.ts';
import { chainKey, chunkOf } from '#store/chains.ts';
import type { ChainKey, SealedEntry, WorkshopDatabase } from '#store/database.ts';
import { factsPerChunk } from '#store/database.ts';

/** Bytes of facts and parts in one run, so that its update stays below 64 KiB. */
const runBytes = 64 * 1024;
/** What a session reckons for a fact, and for a log named in the run: else a fact of each run would go in a slice alone. */
const perFact = 20;
const perLog = 85;
/** Chunks read ahead, shared among the logs. */
const chunksAhead = 256;

/** One chain being read: never more of it in memory than a few chunks. */
interface Cursor {
  readonly chain: ChainKey;
  readonly asked: LogFrom;
  readonly from: number;
  readonly height: number;
  seq: number;
  /** `seq` of the first entry held. */
  first: number;
  held: readonly SealedEntry[];
}

/**
 * Facts in the order they were stored here, whatever their log, merged from the chunks while they are asked for. What is
 * stored after the reading began is not in it. A run holds facts of the logs, or of one branch.
 */
export async function* readPlaced(
  db: WorkshopDatabase,
  asked: readonly LogFrom[],
): AsyncGenerator<readonly CarriedFact[]> {
  const cursors = await openCursors(db, asked);
  const ahead = Math.max(1, Math.floor(chunksAhead / Math.max(1, cursors.length)));
  await refill(db, cursors, ahead);
  let open = cursors.filter(({ seq, height }) => seq < height);
  let run = emptyRun();
  while (open.length > 0) {
    const cursor = earliest(open);
    const entry = entryAt(cursor);
    if (entry === undefined) return;
    const { log, branch } = cursor.asked;
    const cost = run.cost(log, entry);
    if (run.facts.length > 0 && (!run.isOf(log, branch) || run.bytes + cost > runBytes)) {
      yield run.facts;
      run = emptyRun();
    }
    run.add({ log, seq: cursor.seq, branch, bytes: entry.bytes as Bytes, person: entry.person as Bytes | null }, entry);
    cursor.seq += 1;
    if (cursor.seq >= cursor.height) open = open.filter((each) => each !== cursor);
    else if (entryAt(cursor) === undefined) await refill(db, [cursor], ahead);
  }
  if (run.facts.length > 0) yield run.facts;
}

async function openCursors(db: WorkshopDatabase, asked: readonly LogFrom[]): Promise<readonly Cursor[]> {
  const records = await db.logs.bulkGet(asked.map(({ log, branch }) => chainKey(log, branch)));
  return asked.flatMap((each, at): readonly Cursor[] => {
    const record = records[at];
    if (record === undefined) return [];
    const { log: chain, from = 0, height } = record;
    const seq = Math.max(each.from, from);
    return seq < height ? [{ chain, asked: each, from, height, seq, first: seq, held: [] }] : [];
  });
}

async function refill(db: WorkshopDatabase, cursors: readonly Cursor[], ahead: number): Promise<void> {
  const wanted = cursors.map(({ chain, seq, from, height }) => {
    const first = chunkOf(seq, from);
    const count = Math.min(ahead, chunkOf(height - 1, from) - first + 1);
    return Array.from({ length: count }, (_, n): [ChainKey, number] => [chain, first + n]);
  });
  const chunks = await db.chunks.bulkGet(wanted.flat());
  let at = 0;
  for (const [nth, cursor] of cursors.entries()) {
    const count = wanted[nth]?.length ?? 0;
    cursor.first = cursor.from + chunkOf(cursor.seq, cursor.from) * factsPerChunk;
    cursor.held = chunks.slice(at, at + count).flatMap((chunk) => chunk?.entries ?? []);
    at += count;
  }
}

const entryAt = ({ seq, first, held }: Cursor): SealedEntry | undefined => held[seq - first];

/** Facts stored before their turn was noted come by their place in the log: that is below any turn noted since. */
function earliest(cursors: readonly Cursor[]): Cursor {
  let found = cursors[0] as Cursor;
  let turn = turnOf(found);
  for (const cursor of cursors) {
    const other = turnOf(cursor);
    if (other >= turn) continue;
    found = cursor;
    turn = other;
  }
  return found;
}

const turnOf = (cursor: Cursor): number => entryAt(cursor)?.placed ?? cursor.seq;

function emptyRun() {
  const facts: CarriedFact[] = [];
  const logs = new Set<string>();
  let bytes = 0;
  const cost = (log: string, { bytes: entry, person }: SealedEntry): number =>
    entry.length + perFact + (person?.length ?? 0) + (logs.has(log) ? 0 : perLog);
  return {
    facts: facts as readonly CarriedFact[],
    cost,
    get bytes() {
      return bytes;
    },
    /** Branches travel each by itself: their facts stand at the same places as the log's. */
    isOf: (log: string, branch: CarriedFact['branch']): boolean =>
      facts[0]?.branch === branch && (branch === null || logs.has(log)),
    add: (fact: CarriedFact, entry: SealedEntry): void => {
      bytes += cost(fact.log, entry);
      logs.add(fact.log);
      facts.push(fact);
    },
  };
}
