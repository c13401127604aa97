import type { MemberId, ToolId } from '#domain/ids.ts';
import { toolStream } from '#domain/ids.ts';
import type { ShelfEntry, ToolRow, WorkshopRow } from '#domain/rows.ts';
import { type Tool, settleTool } from '#domain/settle/tool.ts';
import type { StateRecord, WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { contextFor } from '../settleRows.ts';
import { currentRows } from './currentRows.ts';

/** Rows read before the finder has its answer: more than a screen shows. */
const atFirst = 40;

/** The first rows of the list, place by place: read through one index, however large the workshop. */
export async function firstTools(db: WorkshopDatabase, limit = atFirst): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  return rows.tools.orderBy('order').limit(limit).toArray();
}

/** Rows by id, in the order asked; a missing one is left out. */
export async function toolsById(db: WorkshopDatabase, ids: readonly ToolId[]): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  return (await rows.tools.bulkGet([...ids])).filter((row) => row !== undefined);
}

/** What `member` holds, retired or not, longest first. */
export async function toolsHeldBy(db: WorkshopDatabase, member: MemberId): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  const held = await rows.tools.where('holders').equals(member).toArray();
  return held.toSorted((a, b) => (a.outSince ?? 0) - (b.outSince ?? 0));
}

/** What `member` put back or retired while somebody, apart, took it: it is out, and they may not know. */
export async function toolsDoubtedBy(db: WorkshopDatabase, member: MemberId): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  const doubted = await rows.tools.where('doubters').equals(member).toArray();
  return doubted
    .filter(({ claims }) => claims.length > 0 && !claims.some(({ by }) => by === member))
    .toSorted((a, b) => (a.outSince ?? 0) - (b.outSince ?? 0));
}

/** Everything that is out, longest first. */
export async function toolsOut(db: WorkshopDatabase): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  return rows.tools.orderBy('outSince').toArray();
}

/** What waits to be repaired, the worst first: reads so many and no more, however large the workshop. */
export async function toolsToRepair(db: WorkshopDatabase, limit: number): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  return rows.tools.orderBy('fault.order').limit(limit).toArray();
}

/** What `member` has in hand to repair: reads what waits to be repaired, and nothing else. */
export async function toolsInHandOf(db: WorkshopDatabase, member: MemberId): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  return rows.tools
    .orderBy('fault.order')
    .filter(({ fault }) => fault?.inHandOf.includes(member) === true)
    .toArray();
}

/** How many tools wait to be repaired. Counts through the index. */
export async function toRepairCount(db: WorkshopDatabase): Promise<number> {
  const rows = await currentRows(db);
  return rows.tools.orderBy('fault.order').count();
}

/** Every tool with what search and filters need, in the order of the list; retired ones last. Grows with the workshop. */
export async function shelf(db: WorkshopDatabase): Promise<readonly ShelfEntry[]> {
  const rows = await currentRows(db);
  const pages = await rows.shelf.toArray();
  return pages
    .flatMap(({ entries }) => entries)
    .toSorted(
      (a, b) =>
        (a.order === '' ? 1 : 0) - (b.order === '' ? 1 : 0) || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0),
    );
}

/** A tool with its whole life, settled from its stream: one read and the reads its references need. */
export async function toolSheet(db: WorkshopDatabase, cache: MembershipCache, id: ToolId): Promise<Tool | null> {
  const [state, record] = await Promise.all([db.state.get('state'), db.streams.get(toolStream(id))]);
  if (state === undefined || record === undefined) return null;
  const context = await contextFor(db, await cache.read(state), [record]);
  const tool = settleTool(id, record.facts, context);
  return tool.exists ? tool : null;
}

export async function workshopRow(db: WorkshopDatabase): Promise<WorkshopRow | null> {
  const rows = await currentRows(db);
  return (await rows.workshop.get('workshop')) ?? null;
}

/** How many tools there are in the list, but no more than `most`: however large the workshop, it reads no further. */
export async function toolsUpTo(db: WorkshopDatabase, most: number): Promise<number> {
  const rows = await currentRows(db);
  return (await rows.tools.orderBy('order').limit(most).primaryKeys()).length;
}

/** How many tools there are in the list, and how many are out. Counts through indexes. */
export async function toolCounts(db: WorkshopDatabase): Promise<{ readonly all: number; readonly out: number }> {
  const rows = await currentRows(db);
  const [all, out] = await Promise.all([rows.tools.orderBy('order').count(), rows.tools.orderBy('outSince').count()]);
  return { all, out };
}

export async function stateOf(db: WorkshopDatabase): Promise<StateRecord | null> {
  return (await db.state.get('state')) ?? null;
}
