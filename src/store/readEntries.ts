import { chunkOf } from './chains.ts';
import type { ChainKey, LogRecord, SealedEntry, WorkshopDatabase } from './database.ts';
import { factsPerChunk } from './database.ts';

/** Entries of one chain by `seq`: those asked for that are here. */
export async function readEntries(
  db: WorkshopDatabase,
  { log, from = 0, height }: LogRecord,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, SealedEntry>> {
  const here = seqs.filter((seq) => seq >= from && seq < height);
  const numbers = [...new Set(here.map((seq) => chunkOf(seq, from)))];
  const chunks = await db.chunks.bulkGet(numbers.map((n): [ChainKey, number] => [log, n]));
  const byNumber = new Map(chunks.flatMap((chunk) => (chunk === undefined ? [] : [[chunk.n, chunk.entries] as const])));
  return new Map(
    here.flatMap((seq) => {
      const entry = byNumber.get(chunkOf(seq, from))?.[(seq - from) % factsPerChunk];
      return entry === undefined ? [] : [[seq, entry] as const];
    }),
  );
}
