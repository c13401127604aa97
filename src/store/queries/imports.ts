import type { BatchId, StreamId } from '#domain/ids.ts';
import { streamType } from '#domain/ids.ts';
import type { BatchRecord, WorkshopDatabase } from '../database.ts';
import { currentRows } from './currentRows.ts';

/** An import as a whole: when it was written, how much came with it, and whether it was taken back. */
export interface ImportRow {
  readonly batch: BatchId;
  readonly at: number;
  readonly tools: number;
  readonly members: number;
  readonly isWithdrawn: boolean;
}

/** All imports, the newest first. */
export async function imports(db: WorkshopDatabase): Promise<readonly ImportRow[]> {
  const rows = await currentRows(db);
  const [records, workshop] = await Promise.all([db.batches.toArray(), rows.workshop.get('workshop')]);
  const withdrawn = new Set(workshop?.withdrawnBatches);
  const byBatch = new Map<BatchId, BatchRecord[]>();
  for (const record of records) byBatch.set(record.batch, [...(byBatch.get(record.batch) ?? []), record]);
  const found: ImportRow[] = [];
  for (const [batch, slices] of byBatch) {
    const streams = new Set(slices.flatMap((slice) => slice.streams));
    const count = (type: string): number => [...streams].filter((id) => streamType(id) === type).length;
    const at = await firstWrittenAt(db, batch, slices[0]?.streams ?? []);
    found.push({ batch, at, tools: count('tool'), members: count('member'), isWithdrawn: withdrawn.has(batch) });
  }
  return found.toSorted((one, other) => other.at - one.at);
}

async function firstWrittenAt(db: WorkshopDatabase, batch: BatchId, [first]: readonly StreamId[]): Promise<number> {
  const record = first === undefined ? undefined : await db.streams.get(first);
  return record?.facts.find((fact) => fact.body['batch'] === batch)?.at ?? 0;
}
