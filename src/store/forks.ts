import type { FactId, LogId } from '#domain/ids.ts';
import { logOf, branchOf, chunkOf } from './chains.ts';
import type { ChainKey, ChunkRecord, LogRecord, SealedEntry, WorkshopDatabase } from './database.ts';
import { factsPerChunk } from './database.ts';

/** A second fact for one `seq`, seen against what is here: nothing is done if its chain has moved since. */
export interface Fork {
  readonly chain: ChainKey;
  /** The head of that chain when the fork was seen. */
  readonly head: FactId;
  /** Both branches begin here, after `prev`. */
  readonly seq: number;
  readonly prev: FactId | null;
  /** The branch begun: named by the fact that came, or, when that has the smaller id, by the one that was here. */
  readonly branch: ChainKey;
  /** What was here from `seq` on, when it goes to the branch and what came goes on with the chain; else empty. */
  readonly moved: readonly FactId[];
}

/** A chain as it is here: what the next facts of it are joined to. */
export interface ChainEnd {
  readonly record: Omit<LogRecord, 'height' | 'head'> | undefined;
  readonly from: number;
  readonly height: number;
  readonly head: FactId | null;
  /** The chunk the chain ends in, where there is room in it. */
  readonly open: ChunkRecord | undefined;
}

/** What forks make of the chains, read in the transaction that carries them out. */
export interface Forked {
  /** Chains that go on otherwise than they are kept. */
  readonly ends: ReadonlyMap<ChainKey, ChainEnd>;
  /** Puts the branches that were moved, and says of each log that it is doubled. `heads` are put by the caller. */
  readonly move: (heads: readonly LogRecord[]) => Promise<readonly LogRecord[]>;
}

export const noForks: Forked = { ends: new Map(), move: (heads) => Promise.resolve(heads) };

/** Null when a chain is not as it was when its fork was seen. */
export async function readForks(db: WorkshopDatabase, forks: readonly Fork[]): Promise<Forked | null> {
  const ends = new Map<ChainKey, ChainEnd>();
  const moves: { readonly fork: Fork; readonly record: LogRecord; readonly tail: readonly SealedEntry[] }[] = [];
  for (const fork of forks) {
    const record = await db.logs.get(fork.chain);
    if (record === undefined || record.head !== fork.head) return null;
    const { seq, prev } = fork;
    if (fork.moved.length === 0) {
      const begun = { log: fork.branch, from: seq };
      ends.set(fork.branch, { record: begun, from: seq, height: seq, head: prev, open: undefined });
      continue;
    }
    const from = record.from ?? 0;
    const first = chunkOf(seq, from);
    const chunks = await db.chunks.where('[log+n]').between([fork.chain, first], [fork.chain, Infinity]).toArray();
    const kept = (seq - from) % factsPerChunk;
    const tail = chunks.flatMap(({ entries }) => entries).slice(kept);
    const open = chunks[0] && { ...chunks[0], entries: chunks[0].entries.slice(0, kept) };
    ends.set(fork.chain, { record: narrowed(record, (each) => each < seq), from, height: seq, head: prev, open });
    moves.push({ fork, record, tail });
  }
  const doubled = new Set(forks.map(({ chain }) => logOf(chain)));

  async function move(heads: readonly LogRecord[]): Promise<readonly LogRecord[]> {
    for (const { fork, record, tail } of moves) {
      const first = chunkOf(fork.seq, record.from);
      await db.chunks.where('[log+n]').between([fork.chain, first], [fork.chain, Infinity]).delete();
      await db.chunks.bulkPut(
        Array.from({ length: Math.ceil(tail.length / factsPerChunk) }, (_, n) => ({
          log: fork.branch,
          n,
          entries: tail.slice(n * factsPerChunk, (n + 1) * factsPerChunk),
        })),
      );
      const { isDoubled: _doubled, ...own } = narrowed(record, (each) => each >= fork.seq);
      await db.logs.put({ ...own, log: fork.branch, from: fork.seq, height: record.height, head: record.head });
    }
    const changed = new Map<ChainKey, LogRecord>(heads.map((head) => [head.log, head]));
    for (const log of doubled) {
      const head = changed.get(log) ?? (await db.logs.get(log));
      if (head !== undefined) changed.set(log, { ...head, isDoubled: true });
    }
    return [...changed.values()];
  }
  return { ends, move };
}

function narrowed({ unread, lacking, ...record }: LogRecord, isKept: (seq: number) => boolean): LogRecord {
  const still = (seqs: readonly number[] | undefined) => (seqs ?? []).filter(isKept);
  return {
    ...record,
    ...(still(unread).length > 0 ? { unread: still(unread) } : {}),
    ...(still(lacking).length > 0 ? { lacking: still(lacking) } : {}),
  };
}

/** A branch as the fold of membership must know it: with all its facts that are here. */
export interface StoredBranch {
  readonly log: LogId;
  readonly id: FactId;
  readonly from: number;
  readonly facts: readonly FactId[];
}

/** Branches after forks and growth, from those before. */
export function branchesAfter(
  before: readonly StoredBranch[],
  forks: readonly Fork[],
  added: readonly { readonly chain?: ChainKey; readonly log: LogId; readonly seq: number; readonly id: FactId }[],
): readonly StoredBranch[] {
  const branches = new Map(before.map((branch) => [branch.id, branch]));
  for (const { chain, branch, seq, moved } of forks) {
    const id = branchOf(branch);
    if (id === null) continue;
    branches.set(id, { log: logOf(branch), id, from: seq, facts: moved });
    const parent = branches.get(branchOf(chain) ?? ('' as FactId));
    const gone = new Set(moved);
    if (parent !== undefined)
      branches.set(parent.id, { ...parent, facts: parent.facts.filter((each) => !gone.has(each)) });
  }
  for (const { chain, log, id } of added) {
    const branch = branches.get(branchOf(chain ?? log) ?? ('' as FactId));
    if (branch !== undefined) branches.set(branch.id, { ...branch, facts: [...branch.facts, id] });
  }
  return [...branches.values()];
}
