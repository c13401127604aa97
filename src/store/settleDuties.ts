import type { DutyId } from '#domain/ids.ts';
import { streamKey } from '#domain/ids.ts';
import { type DutyRow, dutyKey, dutyRow, isMember } from '#domain/rows.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import { settleDuty } from '#domain/settle/duty.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { RowTables, StreamRecord } from './database.ts';
import { putAll } from './putAll.ts';
import type { Keep } from './settleRows.ts';

/** A duty as it stands now; without a row where nobody planned it here. */
export interface DutyNow {
  readonly key: string;
  readonly row: DutyRow | null;
}

/** Those on a tool that is lent no more are kept, and due never. */
export const dutiesOn = (tool: Tool): readonly DutyNow[] =>
  tool.duties.map((duty) => ({
    key: dutyKey(duty.id, tool.id),
    row: tool.exists ? dutyRow(duty, { place: tool.words.place ?? null, isAway: tool.retired !== null }) : null,
  }));

/** Those on places and on the workshop; the others have their row from the tool's stream. */
export function settleDuties(records: readonly StreamRecord[], context: SettleContext, keep: Keep): readonly DutyNow[] {
  return records.map((record) => {
    const duty = settleDuty(streamKey(record.id) as DutyId, record.facts, context);
    keep(record, duty.awaits);
    return { key: dutyKey(duty.id, null), row: dutyRow(duty, { place: duty.place, isAway: false }) };
  });
}

/** Puts the rows, and what they change in the days of care. Call inside a transaction over both tables. */
export async function putDuties(rows: RowTables, duties: readonly DutyNow[]): Promise<void> {
  if (duties.length === 0) return;
  const before = await rows.duties.bulkGet(duties.map(({ key }) => key));
  const changes = new Map<string, Map<string, number>>();
  duties.forEach(({ row }, at) => {
    count(before[at], -1, changes);
    count(row ?? undefined, 1, changes);
  });
  const gone = duties.flatMap(({ key, row }, at) => (row === null && before[at] !== undefined ? [key] : []));
  await Promise.all([
    putAll(
      rows.duties,
      duties.flatMap(({ row }) => row ?? []),
    ),
    gone.length > 0 && rows.duties.bulkDelete(gone),
    changeDays(rows, changes),
  ]);
}

function count(row: DutyRow | undefined, by: 1 | -1, changes: Map<string, Map<string, number>>): void {
  row?.days.forEach((day, at) => {
    const who = row.doers[at] ?? null;
    if (!isMember(who)) return;
    const change = changes.get(day) ?? new Map<string, number>();
    changes.set(day, change.set(who, (change.get(who) ?? 0) + by));
  });
}

async function changeDays(rows: RowTables, changes: ReadonlyMap<string, ReadonlyMap<string, number>>): Promise<void> {
  const days = [...changes].flatMap(([day, change]) => ([...change.values()].some((by) => by !== 0) ? [day] : []));
  if (days.length === 0) return;
  const before = await rows.careDays.bulkGet(days);
  const after = days.map((day, at) => {
    const by = new Map<string, number>(Object.entries(before[at]?.by ?? {}));
    for (const [who, change] of changes.get(day) ?? []) by.set(who, (by.get(who) ?? 0) + change);
    return { day, by: Object.fromEntries([...by].filter(([, n]) => n !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  });
  const isEmpty = ({ by }: (typeof after)[number]): boolean => Object.keys(by).length === 0;
  const emptied = after.filter(isEmpty);
  await Promise.all([
    putAll(
      rows.careDays,
      after.filter((each) => !isEmpty(each)),
    ),
    emptied.length > 0 && rows.careDays.bulkDelete(emptied.map(({ day }) => day)),
  ]);
}
