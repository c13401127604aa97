import type { StreamId } from '#domain/ids.ts';
import type { ToolRow } from '#domain/rows.ts';
import type { WorkshopDatabase } from '../database.ts';
import { currentRows } from './currentRows.ts';

/** The tools that any of these labels and codes lead to, each once; what was taken back with its import is left out. */
export async function toolsOfCodes(db: WorkshopDatabase, codes: readonly StreamId[]): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  const found = await rows.codes.bulkGet([...codes]);
  const tools = [...new Set(found.flatMap((code) => code?.tools ?? []))];
  return (await rows.tools.bulkGet(tools)).filter((row) => row !== undefined);
}
