import { addDays } from '#domain/days.ts';
import { type HoldsSkill, type Present, askFairly, presentLately, weeksLately } from '#domain/fairChoice.ts';
import type { DutyId, LogId, MemberId, ToolId } from '#domain/ids.ts';
import { dutyStream } from '#domain/ids.ts';
import { type DutyRow, isMember } from '#domain/rows.ts';
import { type Duty, dueDay, settleDuty } from '#domain/settle/duty.ts';
import { logOf } from '../chains.ts';
import type { RowTables, WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { contextFor } from '../settleRows.ts';
import { currentRows } from './currentRows.ts';
import { toolSheet } from './tools.ts';

/** A duty that is due, and whom it is asked of. */
export interface DueSeen {
  readonly row: DutyRow;
  readonly due: string;
  /** Who took it on, else the one it is asked of; none where nobody is here who knows how. */
  readonly asked: readonly MemberId[];
  readonly isTakenOn: boolean;
}

/**
 * What is due by `today`, the longest waiting first, with whom it is asked of. Reads what is due, half a year of days and
 * who is in: however many duties there are, no more.
 */
export async function dutiesDue(
  db: WorkshopDatabase,
  today: string,
  holdsSkill: HoldsSkill = () => true,
): Promise<readonly DueSeen[]> {
  const rows = await currentRows(db);
  const due = await dueRows(rows, today);
  if (due.length === 0) return [];
  const asked = askFairly(
    due.map(({ row, due }) => ({ key: row.key, due, takers: row.takers.filter(isMember), skill: row.skill })),
    await presentIn(db, rows, today),
    holdsSkill,
  );
  return due.map(({ row, due }) => {
    const takers = row.takers.filter(isMember);
    const one = asked.get(row.key);
    return {
      row,
      due,
      asked: takers.length > 0 ? takers : one === undefined ? [] : [one],
      isTakenOn: takers.length > 0,
    };
  });
}

async function dueRows(rows: RowTables, today: string): Promise<readonly { row: DutyRow; due: string }[]> {
  const tomorrow = addDays(today, 1);
  const [due, ahead] = await Promise.all([
    rows.duties.where('due').belowOrEqual(today).toArray(),
    // Told by a phone that is wrong about the day: its word is passed over, and the duty is due as if it had not spoken.
    rows.duties.where('lastDone').above(tomorrow).toArray(),
  ]);
  const known = new Map([...due, ...ahead].map((row) => [row.key, row]));
  return [...known.values()]
    .flatMap((row) => {
      const day = row.due === undefined ? null : dueDay(row, today);
      return day === null || day > today ? [] : [{ row, due: day }];
    })
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.row.key < b.row.key ? -1 : 1));
}

/** Who was here lately, and how often each did something. */
async function presentIn(db: WorkshopDatabase, rows: RowTables, today: string): Promise<readonly Present[]> {
  const [members, logs, days] = await Promise.all([
    rows.members.toArray(),
    db.logs.toArray(),
    rows.careDays
      .where('day')
      .between(addDays(today, -7 * weeksLately), addDays(today, 1), true, true)
      .toArray(),
  ]);
  const weeksOf = new Map<LogId, readonly number[]>();
  for (const { log, weeks = [] } of logs) weeksOf.set(logOf(log), [...(weeksOf.get(logOf(log)) ?? []), ...weeks]);
  const people = members.flatMap(({ id, standing, devices }) =>
    standing === 'in' ? [{ id, weeks: devices.flatMap(({ log }) => weeksOf.get(log) ?? []) }] : [],
  );
  return presentLately(people, days, today);
}

/** One duty with all its life, settled on the spot. */
export async function dutySheet(
  db: WorkshopDatabase,
  cache: MembershipCache,
  { duty: id, tool }: { readonly duty: DutyId; readonly tool: ToolId | null },
): Promise<Duty | null> {
  const duty =
    tool === null
      ? await ownDuty(db, cache, id)
      : (await toolSheet(db, cache, tool))?.duties.find((each) => each.id === id);
  return duty?.exists === true ? duty : null;
}

async function ownDuty(db: WorkshopDatabase, cache: MembershipCache, id: DutyId): Promise<Duty | null> {
  const [state, record] = await Promise.all([db.state.get('state'), db.streams.get(dutyStream(id))]);
  if (state === undefined || record === undefined) return null;
  return settleDuty(id, record.facts, await contextFor(db, await cache.read(state), [record]));
}
