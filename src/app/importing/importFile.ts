/** What screens may ask of a foreign file: read it, say what its columns are, and look at what an import would do. */
import { guessColumns } from '#interchange/guessColumns.ts';
import { maxFileBytes } from '#interchange/importBounds.ts';
import { type Mapping, withTarget } from '#interchange/mapping.ts';
import {
  type ExistingThings,
  type ImportPlan,
  type PlanOptions,
  createImportPlanner,
} from '#interchange/planImport.ts';
import { type ReadTableOptions, readTable } from '#interchange/readTable.ts';
import type { ImportRefusal, Table } from '#interchange/table.ts';
import type { Target } from '#interchange/target.ts';
import { type Result, ok } from '#domain/result.ts';

export type { NotText } from '#interchange/fileKind.ts';
export type { ImportNote, ImportNoteKind, RowOutcome } from '#interchange/importNote.ts';
export type { ColumnMapping, Mapping } from '#interchange/mapping.ts';
export type { ImportPlan, PlannedRow } from '#interchange/planImport.ts';
export type { ReadTableOptions } from '#interchange/readTable.ts';
export type { Delimiter, ImportRefusal, Table, TableNote } from '#interchange/table.ts';
export type { Target } from '#interchange/target.ts';
export type { TextEncodingName } from '#interchange/textEncoding.ts';

export interface ImportFile {
  readonly table: Table;
  readonly mapping: Mapping;
}

/** No more of a file is looked at than shows that it is too large. */
export const mostBytesRead = maxFileBytes + 1;

/** Reads a file of any program as rows and columns, and guesses what the columns are. Nothing is written. */
export function readImportFile(bytes: Uint8Array, options: ReadTableOptions = {}): Result<ImportFile, ImportRefusal> {
  const table = readTable(bytes, options);
  return table.ok ? ok({ table: table.value, mapping: guessColumns(table.value) }) : table;
}

/** The person's own choice for one column; what was recognised as people is never kept raw. */
export const chooseTarget = (mapping: Mapping, position: number, target: Target): Mapping =>
  withTarget(mapping, position, target);

/** "These are tools after all": the column taken for people's names is then the name of the thing, the rest is chosen by hand. */
export function listing(mapping: Mapping, rows: Mapping['rows']): Mapping {
  if (rows === mapping.rows) return mapping;
  const [from, to]: readonly [Target, Target] = rows === 'tools' ? ['holderName', 'name'] : ['name', 'holderName'];
  const at = mapping.columns.find(({ target }) => target === from)?.position;
  const turned: Mapping = { ...mapping, rows };
  return at === undefined ? turned : withTarget(turned, at, to);
}

/** Rows planned before the screen may draw: a fiftieth of a second on an old phone. */
const sliceSize = 100;

/** The dry run, in slices so that the page stays awake. Null when it was stopped. */
export async function planInSlices(
  { table, mapping }: ImportFile,
  existing: ExistingThings,
  {
    rest,
    signal,
    onProgress,
    ...options
  }: PlanOptions & {
    readonly rest: () => Promise<void>;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((done: number, of: number) => void) | undefined;
  },
): Promise<ImportPlan | null> {
  const planner = createImportPlanner(table, mapping, existing, options);
  for (let done = 0; done < planner.total; done += sliceSize) {
    await rest();
    if (signal?.aborted === true) return null;
    planner.planNext(sliceSize);
    onProgress?.(Math.min(done + sliceSize, planner.total), planner.total);
  }
  return planner.plan();
}
