import type { FactId, LogId } from '#domain/ids.ts';
import { type ChainKey, type LogRecord, factsPerChunk } from './database.ts';

/**
 * A log is one chain of facts; one whose key signed twice for a `seq` (a cloned phone, a liar) is several. At each fork
 * the fact with the smaller id goes on with the chain, the other begins one of its own, named by its id: so everybody
 * keeps the same chains, in whatever order the branches came.
 */
export const chainKey = (log: LogId, branch: FactId | null): ChainKey =>
  branch === null ? log : (`${log}/${branch}` as ChainKey);

export const logOf = (key: ChainKey): LogId => key.slice(0, 43) as LogId;
export const branchOf = (key: ChainKey): FactId | null => (key.length === 43 ? null : (key.slice(44) as FactId));

/** Which chunk of its chain a fact is kept in. */
export const chunkOf = (seq: number, from = 0): number => Math.floor((seq - from) / factsPerChunk);

/** Facts below this are here and were read: what is referred to from here on is *still to come*. */
export const heightRead = ({ height, unread }: Pick<LogRecord, 'height' | 'unread'>): number => unread?.[0] ?? height;
