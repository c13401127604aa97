/** An import of a file, beside bulk puts of all the records it leaves behind into an empty database. */
import type { Deps } from '#app/deps.ts';
import { foundWorkshop } from '#app/foundWorkshop.ts';
import { existingThings } from '#app/importing/existingThings.ts';
import { planInSlices, readImportFile } from '#app/importing/importFile.ts';
import { runImport } from '#app/importing/runImport.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { putAll } from './putAll.ts';

export interface ImportTimes {
  readonly app: number;
  readonly floor: number;
  readonly rows: number;
  readonly records: number;
}

export async function measureImporting(file: Uint8Array, deps: Deps): Promise<ImportTimes> {
  const founded = await foundWorkshop({ name: 'Import', myName: 'Odile', language: 'fr' }, deps);
  if (!founded.ok) throw new Error(founded.refusal.kind);
  const opened = await openWorkshop(founded.value, deps);
  if (!opened.ok) throw new Error(opened.refusal.kind);
  const workshop = opened.value;
  const read = readImportFile(file);
  if (!read.ok) throw new Error(read.refusal.kind);
  const existing = await existingThings(workshop.db, deps);
  const plan = await planInSlices(read.value, existing, deps);
  if (plan === null) throw new Error('The plan was stopped');
  const rows = plan.rows.filter(({ skip }) => !skip);

  const begun = performance.now();
  const done = await runImport(workshop, { plan, rows, existing }, deps);
  const app = performance.now() - begun;
  if (!done.ok) throw new Error(done.refusal.kind);
  const floor = await putAll(workshop.db, deps);
  await workshop.db.dexie.delete();
  return { app, floor: floor.ms, rows: done.value.rows, records: floor.records };
}
