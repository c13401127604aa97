import { readStoredFact } from '#crypto/readFact.ts';
import type { Bytes } from '#crypto/bytes.ts';
import type { Fact } from '#domain/fact.ts';
import type { FactId, LogId } from '#domain/ids.ts';
import { factsPerChunk, type WorkshopDatabase } from '#store/database.ts';
import type { Incoming } from '#store/door.ts';

/** Every fact of a database as the door takes it, log by log. */
export async function factsOf(db: WorkshopDatabase): Promise<ReadonlyMap<LogId, readonly Incoming[]>> {
  const opened = new Map<FactId, Fact>();
  for (const { facts } of await db.streams.toArray()) for (const fact of facts) opened.set(fact.id, fact);
  const ids = new Map([...opened.values()].map(({ log, seq, id }) => [`${log} ${seq}`, id]));
  const logs = new Map<LogId, Incoming[]>();
  for (const { log, n, entries } of await db.chunks.toArray())
    for (const [at, entry] of entries.entries()) {
      const id = ids.get(`${log} ${n * factsPerChunk + at}`) as FactId;
      const read = readStoredFact(entry.bytes as Bytes, id);
      if (!read.ok) throw new Error(read.refusal.kind);
      const { seq, prev } = read.value;
      logs.set(log, [...(logs.get(log) ?? []), { log, seq, id, prev, entry, fact: opened.get(id) ?? null }]);
    }
  return logs;
}
