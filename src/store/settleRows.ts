import type { Fact } from '#domain/fact.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { CategoryId, LogId, MemberId, PlaceId, SkillId, StreamId, ToolId } from '#domain/ids.ts';
import { streamKey, streamType, workshopStream } from '#domain/ids.ts';
import type { ShelfEntry, ToolRow } from '#domain/rows.ts';
import { categoryRow, memberRow, placeRow, shelfEntry, skillRow, toolRow, workshopRowOf } from '#domain/rows.ts';
import { settleCode, settleLabel } from '#domain/settle/code.ts';
import { settleBlobs } from '#domain/settle/blobs.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import { settleProfile } from '#domain/settle/member.ts';
import { settleSkill } from '#domain/settle/skill.ts';
import { type Tool, settleTool } from '#domain/settle/tool.ts';
import { pathOf, settleCategory, settlePlace } from '#domain/settle/tree.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import type { FactRef } from '#domain/fact.ts';
import type { RowTables, ShelfRecord, StreamRecord, WorkshopDatabase } from './database.ts';
import { toolsPerPage } from './database.ts';
import { heightRead } from './chains.ts';
import { putAll } from './putAll.ts';
import { type DutyNow, dutiesOn, putDuties, settleDuties } from './settleDuties.ts';
import { type Reads, createReads } from './reads.ts';
import type { Right } from './membershipCache.ts';

/** What settling some streams found out beside the rows it wrote. */
export interface Settled {
  /** The records with `awaits` and `page` brought up to date; the caller puts them. */
  readonly records: readonly StreamRecord[];
  readonly shelved: number;
  /** Places that changed name or parent: the tools below sort elsewhere now. */
  readonly movedPlaces: readonly PlaceId[];
  /** Puts the rows of tools, which nothing settled here reads: they may go out together with the caller's own. */
  readonly putTools: () => Promise<unknown>;
}

/** Heights of the logs that some fact refers to without the referred fact being in the same stream. */
export async function contextFor(
  db: WorkshopDatabase,
  right: Right,
  records: readonly StreamRecord[],
  knownHeights: ReadonlyMap<LogId, number> = new Map(),
): Promise<SettleContext> {
  const heights = new Map(knownHeights);
  const missing = new Set<LogId>();
  for (const { facts } of records) {
    const here = new Set(facts.map(({ id }) => id));
    for (const { after } of facts)
      for (const ref of after) if (!here.has(ref.id) && !heights.has(ref.log)) missing.add(ref.log);
  }
  if (missing.size > 0) {
    const logs = [...missing];
    const found = await db.logs.bulkGet(logs);
    logs.forEach((log, at) => heights.set(log, heightRead(found[at] ?? { height: 0 })));
  }
  return { ...right, heightOf: (log) => heights.get(log) ?? 0 };
}

export interface SettleWay {
  /** Tools placed on pages so far. */
  readonly shelved: number;
  /** What was read before and still stands. */
  readonly reads?: Reads;
  /** A tool that kept its name and place sorts where it did: the way down to its place need not be read. */
  readonly keepsOrder?: boolean;
}

/**
 * Settles whole streams and writes their rows to one side, all but what `putTools` is for. Call inside a transaction over
 * the ledger's tables. Rows are a function of the facts alone, so settling twice, or on both sides, gives the same.
 */
export async function settleRows(
  rows: RowTables,
  records: readonly StreamRecord[],
  context: SettleContext,
  { shelved, reads = createReads(), keepsOrder = false }: SettleWay,
): Promise<Settled> {
  const byType = groupBy(records, ({ id }) => streamType(id));
  const of = (type: string): readonly StreamRecord[] => byType.get(type) ?? [];
  const done: StreamRecord[] = [];
  const keep = (record: StreamRecord, awaits: readonly FactRef[], page?: number): void => {
    done.push(withAwaits(record, awaits, page));
  };

  const workshop = of('workshop').find(({ id }) => id === workshopStream);
  if (workshop !== undefined) {
    await rows.workshop.put({ key: 'workshop', ...workshopRowOf(settleWorkshop(workshop.facts, context)) });
    keep(workshop, []);
  }
  const movedPlaces = await settlePlaces(rows, of('place'), context, keep);
  for (const record of of('category')) {
    const category = settleCategory(streamKey(record.id) as CategoryId, record.facts, context);
    await (category.exists ? rows.categories.put(categoryRow(category)) : rows.categories.delete(category.id));
    keep(record, category.awaits);
  }
  await settleMembers(rows, of('member'), context, keep);
  await settleSkills(rows, of('skill'), context, keep);
  await settleCodes(rows, [...of('label'), ...of('code')], context, keep);
  await settlePictures(rows, records, context);
  const { duties, ...tools } = await settleTools(rows, of('tool'), context, { shelved, reads, keepsOrder }, keep);
  await putDuties(rows, [...duties, ...settleDuties(of('duty'), context, keep)]);
  // Notices, read whole when somebody opens one, and streams of later versions: kept as they are, no rows.
  for (const [type, others] of byType) if (!knownTypes.has(type)) for (const record of others) keep(record, []);
  return { records: done, movedPlaces, ...tools };
}

const knownTypes: ReadonlySet<string> = new Set([
  'workshop',
  'tool',
  'place',
  'category',
  'member',
  'skill',
  'label',
  'code',
  'duty',
]);

export type Keep = (record: StreamRecord, awaits: readonly FactRef[], page?: number) => void;

/** `log:seq` with the seq padded, so that one range finds all that wait for a stretch of a log. */
export const awaitKey = (log: LogId, seq: number): string => `${log}:${String(seq).padStart(16, '0')}`;

function withAwaits(record: StreamRecord, awaits: readonly FactRef[], page?: number): StreamRecord {
  const { awaits: _before, ...rest } = record;
  const keys = [...new Set(awaits.map(({ log, seq }) => awaitKey(log, seq)))];
  return { ...rest, ...(keys.length > 0 ? { awaits: keys } : {}), ...(page === undefined ? {} : { page }) };
}

async function settlePlaces(rows: RowTables, records: readonly StreamRecord[], context: SettleContext, keep: Keep) {
  const before = await rows.places.bulkGet(records.map(({ id }) => streamKey(id)));
  const moved: PlaceId[] = [];
  for (const [at, record] of records.entries()) {
    const place = settlePlace(streamKey(record.id) as PlaceId, record.facts, context);
    await (place.exists ? rows.places.put(placeRow(place)) : rows.places.delete(place.id));
    const old = before[at];
    if (
      old?.name !== (place.exists ? place.name : undefined) ||
      old?.parent !== (place.exists ? place.parent : undefined)
    )
      moved.push(place.id);
    keep(record, place.awaits);
  }
  return moved;
}

async function settleMembers(rows: RowTables, records: readonly StreamRecord[], context: SettleContext, keep: Keep) {
  const settled = records.map((record) => {
    const profile = settleProfile(streamKey(record.id) as MemberId, record.facts, context);
    keep(record, profile.awaits);
    return { id: profile.id, row: memberRow(profile, context.membership) };
  });
  await putAll(
    rows.members,
    settled.flatMap(({ row }) => row ?? []),
  );
  const gone = settled.flatMap(({ id, row }) => (row === null ? [id] : []));
  if (gone.length > 0) await rows.members.bulkDelete(gone);
}

async function settleSkills(rows: RowTables, records: readonly StreamRecord[], context: SettleContext, keep: Keep) {
  for (const record of records) {
    const skill = settleSkill(streamKey(record.id) as SkillId, record.facts, context);
    const row = skillRow(skill);
    await (row === null ? rows.skills.delete(skill.id) : rows.skills.put(row));
    keep(record, skill.awaits);
  }
}

/** Whatever sort of stream it is. Most often they are as they were: screens that show them need not read again. */
async function settlePictures(rows: RowTables, records: readonly StreamRecord[], context: SettleContext) {
  const named = records.flatMap(({ id, facts }) => {
    const blobs = settleBlobs(id, facts, context);
    return blobs === null ? [] : [{ id, ...blobs }];
  });
  if (named.length === 0) return;
  const before = await rows.pictures.bulkGet(named.map(({ id }) => id));
  await putAll(
    rows.pictures,
    named.filter((row, at) => JSON.stringify(row) !== JSON.stringify(before[at])),
  );
}

async function settleCodes(rows: RowTables, records: readonly StreamRecord[], context: SettleContext, keep: Keep) {
  const targets = records.map((record) => ({
    record,
    target: streamType(record.id) === 'label' ? settleLabel(record.facts, context) : settleCode(record.facts, context),
  }));
  await putAll(
    rows.codes,
    targets.flatMap(({ record, target }) => (target.tools.length > 0 ? [{ id: record.id, tools: target.tools }] : [])),
  );
  const freed = targets.flatMap(({ record, target }) => (target.tools.length === 0 ? [record.id as string] : []));
  if (freed.length > 0) await rows.codes.bulkDelete(freed);
  for (const { record, target } of targets) keep(record, target.awaits);
}

async function settleTools(
  rows: RowTables,
  records: readonly StreamRecord[],
  context: SettleContext,
  { shelved, reads, keepsOrder }: Required<SettleWay>,
  keep: Keep,
): Promise<Pick<Settled, 'shelved' | 'putTools'> & { readonly duties: readonly DutyNow[] }> {
  if (records.length === 0) return { shelved, duties: [], putTools: () => Promise.resolve() };
  let count = shelved;
  const settled = records.map((record) => {
    const tool = settleTool(streamKey(record.id) as ToolId, record.facts, context);
    const page = record.page ?? (tool.exists ? Math.floor(count++ / toolsPerPage) : undefined);
    keep(record, tool.awaits, page);
    return { tool, page };
  });
  const pages = [...new Set(settled.flatMap(({ page }) => page ?? []))];
  const shelf = await reads.many(rows.shelf, pages);
  const stood = new Map(
    keepsOrder ? shelf.flatMap((page) => page?.entries ?? []).map((entry) => [entry.id, entry]) : [],
  );
  const orderBefore = (tool: Tool): string | null => {
    const before = stood.get(tool.id);
    return before?.place === (tool.words.place ?? null) && before.name === tool.name ? before.order || null : null;
  };
  const pathTo = await placePaths(
    rows,
    settled.flatMap(({ tool }) => (orderBefore(tool) === null ? [tool] : [])),
  );
  const changes = new Map<number, Map<string, ShelfEntry | null>>();
  const puts: ToolRow[] = [];
  const gone: string[] = [];
  for (const { tool, page } of settled) {
    const row = toolRow(tool, orderBefore(tool) ?? pathTo(tool.words.place ?? null));
    if (row === null) gone.push(tool.id);
    else puts.push(row);
    if (page !== undefined) {
      const onPage = changes.get(page) ?? new Map<string, ShelfEntry | null>();
      changes.set(page, onPage.set(tool.id, row === null ? null : shelfEntry(tool, row)));
    }
  }
  const changed = pages.map((n, at) => changedPage(n, shelf[at], changes.get(n) ?? new Map()));
  return {
    shelved: count,
    duties: settled.flatMap(({ tool }) => dutiesOn(tool)),
    putTools: () =>
      Promise.all([
        putAll(rows.tools, puts),
        gone.length > 0 && rows.tools.bulkDelete(gone),
        rows.shelf.bulkPut(changed),
      ]),
  };
}

/** Paths of the places these tools stand in, read up the tree once. */
async function placePaths(rows: RowTables, tools: readonly Tool[]): Promise<(id: PlaceId | null) => readonly string[]> {
  const known = new Map<PlaceId, { name: string; parent: PlaceId | null } | undefined>();
  let wanted = [...new Set(tools.flatMap(({ words }) => words.place ?? []))];
  while (wanted.length > 0) {
    const found = await rows.places.bulkGet(wanted);
    wanted.forEach((id, at) => known.set(id, found[at]));
    wanted = [...new Set(found.flatMap((place) => place?.parent ?? []))].filter((id) => !known.has(id));
  }
  return (id) => pathOf(id, (each) => known.get(each));
}

function changedPage(
  n: number,
  page: ShelfRecord | undefined,
  changed: ReadonlyMap<string, ShelfEntry | null>,
): ShelfRecord {
  const kept = (page?.entries ?? []).filter(({ id }) => !changed.has(id));
  const written = [...changed.values()].filter((entry) => entry !== null);
  return { n, entries: [...kept, ...written] };
}

/** A stream's record with more facts: known ones are not doubled, and the order of arrival is kept. */
export function withFacts(record: StreamRecord, added: readonly Fact[]): StreamRecord {
  const known = new Set(record.facts.map(({ id }) => id));
  const fresh = added.filter(({ id }) => !known.has(id));
  return fresh.length === 0 ? record : { ...record, facts: [...record.facts, ...fresh] };
}

export const emptyStream = (id: StreamId): StreamRecord => ({ id, facts: [] });
