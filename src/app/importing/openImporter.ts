import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import type { ImportPlan, PlannedRow, PlanOptions } from '#interchange/planImport.ts';
import type { Deps } from '../deps.ts';
import type { Workshop } from '../workshop.ts';
import { type Existing, existingThings, newThings } from './existingThings.ts';
import { type ImportFile, planInSlices } from './importFile.ts';
import { type Imported, type ImportOrder, runImport } from './runImport.ts';

/** A dry run against the workshop as it is now. */
export interface DryRun {
  readonly plan: ImportPlan;
  readonly existing: Existing;
  /** Places and categories that are not here yet. */
  readonly adds: (rows: readonly PlannedRow[]) => { readonly categories: number; readonly places: number };
}

export interface Watched extends PlanOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** What the import screen does with a file and an open workshop. */
export interface Importer {
  /** Null when it was stopped. Nothing is written. */
  readonly dryRun: (file: ImportFile, watched: Watched) => Promise<DryRun | null>;
  readonly run: (order: ImportOrder) => Promise<Result<Imported, Refusal & Imported>>;
}

export function openImporter(workshop: Workshop, deps: Deps): Importer {
  return {
    dryRun: async (file, watched) => {
      const existing = await existingThings(workshop.db, deps);
      const plan = await planInSlices(file, existing, { rest: deps.rest, ...watched });
      return plan === null ? null : { plan, existing, adds: (rows) => newThings(rows, existing) };
    },
    run: (order) => runImport(workshop, order, deps),
  };
}
