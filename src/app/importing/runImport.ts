import type { BatchId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok } from '#domain/result.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import type { ImportPlan, PlannedRow } from '#interchange/planImport.ts';
import { readStreams } from '#store/readStreams.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../newIds.ts';
import type { Workshop } from '../workshop.ts';
import { writeMany } from '../writeMany.ts';
import type { Existing } from './existingThings.ts';
import { importDrafts } from './importDrafts.ts';

export interface ImportOrder {
  readonly plan: ImportPlan;
  /** The rows of the plan that are to come in. */
  readonly rows: readonly PlannedRow[];
  /** What the plan was compared with. */
  readonly existing: Existing;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((rows: number, of: number) => void) | undefined;
}

/** What is stored; `commands.withdrawBatch(batch)` takes all of it back. */
export interface Imported {
  readonly batch: BatchId;
  /** Rows that are in the workshop now, whole. */
  readonly rows: number;
  readonly of: number;
  /** Facts stored. */
  readonly written: number;
}

/**
 * Writes the chosen rows, slice by slice, under one batch. Stopped by `signal`, or refused halfway because the device is
 * full, it says how far it came: what is stored can be used, taken back, or completed by importing the file again, which
 * finds these rows here.
 */
export async function runImport(
  workshop: Workshop,
  { plan, rows, existing, signal, onProgress }: ImportOrder,
  deps: Pick<Deps, 'clock' | 'crypto' | 'rest'>,
): Promise<Result<Imported, Refusal & Imported>> {
  const { pen, db, cache } = workshop;
  const batch = newId<BatchId>(deps.crypto);
  const none: Imported = { batch, rows: 0, of: rows.length, written: 0 };
  if (!(await workshop.me()).isSteward) return { ok: false, refusal: { kind: 'stewards-only', ...none } };

  const { records, context } = await readStreams(db, cache, [workshopStream], pen.log);
  const { makers, rowsUpTo } = await importDrafts(plan, rows, existing, {
    batch,
    now: deps.clock.now,
    rest: deps.rest,
    newId: () => newId(deps.crypto),
    membership: settleWorkshop(records.get(workshopStream)?.facts ?? [], context).heads.membership,
  });
  const stored = (written: number): Imported => ({ ...none, written, rows: rowsUpTo[written - 1] ?? 0 });
  const result = await writeMany(pen, makers, {
    rest: deps.rest,
    signal,
    onProgress: (written) => onProgress?.(stored(written).rows, rows.length),
  });
  if (result.ok) return ok(stored(result.value.written));
  return { ok: false, refusal: { ...result.refusal, ...stored(result.refusal.written) } };
}
