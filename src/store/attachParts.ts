import type { Fact } from '#domain/fact.ts';
import type { StreamId } from '#domain/ids.ts';
import { groupBy } from '#domain/groupBy.ts';
import { chunkOf, logOf } from './chains.ts';
import type { ChainKey, WorkshopDatabase } from './database.ts';
import { factsPerChunk } from './database.ts';
import type { MembershipCache } from './membershipCache.ts';
import { countSweep } from './mark.ts';
import { resettleRecords } from './sweeper.ts';

/** A person part whose hash its fact's header names; `fact` opened with it, or null while its key is missing. */
export interface FoundPart {
  readonly chain: ChainKey;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly fact: Fact | null;
}

/** Puts person parts that came after their facts where they belong, and settles the rows they are shown in. */
export async function attachParts(
  db: WorkshopDatabase,
  cache: MembershipCache,
  parts: readonly FoundPart[],
): Promise<void> {
  await db.dexie.transaction('rw', [...db.ledgerTables], async () => {
    const state = await db.state.get('state');
    if (state === undefined) return;
    const right = await cache.read(state);
    const taken = parts.filter(({ chain, seq }) => right.forgottenSeqs.get(logOf(chain))?.has(seq) !== true);
    const attached: FoundPart[] = [];
    for (const [chain, own] of groupBy(taken, (part) => part.chain)) attached.push(...(await attach(db, chain, own)));
    const opened = new Map(attached.flatMap(({ fact }) => (fact === null ? [] : [[fact.id, fact] as const])));
    const streams = [...new Set([...opened.values()].flatMap((fact): readonly StreamId[] => fact.streams))];
    const records = (await db.streams.bulkGet(streams)).filter((record) => record !== undefined);
    await resettleRecords(
      db,
      cache,
      state,
      records.map((record) => ({ ...record, facts: record.facts.map((fact) => opened.get(fact.id) ?? fact) })),
    );
    await countSweep(db);
  });
}

/** Those of the parts that were lacking. */
async function attach(
  db: WorkshopDatabase,
  chain: ChainKey,
  parts: readonly FoundPart[],
): Promise<readonly FoundPart[]> {
  const record = await db.logs.get(chain);
  if (record === undefined) return [];
  const { from = 0, lacking = [], ...rest } = record;
  const wanted = parts.filter(({ seq }) => lacking.includes(seq));
  const bytesAt = new Map(wanted.map(({ seq, bytes }) => [seq, bytes]));
  const numbers = [...new Set(wanted.map(({ seq }) => chunkOf(seq, from)))];
  const chunks = await db.chunks.bulkGet(numbers.map((n): [ChainKey, number] => [chain, n]));
  await db.chunks.bulkPut(
    chunks.flatMap((chunk) => {
      if (chunk === undefined) return [];
      const entries = chunk.entries.map((entry, at) => {
        const bytes = bytesAt.get(from + chunk.n * factsPerChunk + at);
        return bytes === undefined ? entry : { ...entry, person: bytes };
      });
      return [{ ...chunk, entries }];
    }),
  );
  const left = lacking.filter((seq) => !bytesAt.has(seq));
  await db.logs.put({
    ...rest,
    ...(record.from === undefined ? {} : { from }),
    ...(left.length > 0 ? { lacking: left } : {}),
  });
  return wanted;
}
