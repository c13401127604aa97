import { addDays, dayNumber } from '#domain/days.ts';
import { type HoldsSkill, type Present, askFairly, presentLately, weeksLately } from '#domain/fairChoice.ts';
import type { DutyId, LogId, MemberId, SkillId, ToolId } from '#domain/ids.ts';
import { dutyStream } from '#domain/ids.ts';
import { lapseOf, standingNow } from '#domain/lapse.ts';
import { type DutyRow, type ToolRow, isMember } from '#domain/rows.ts';
import { type Duty, dueDay, settleDuty } from '#domain/settle/duty.ts';
import { logOf } from '../chains.ts';
import type { RowTables, WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { contextFor } from '../settleRows.ts';
import { currentRows } from './currentRows.ts';
import { lastUses } from './skills.ts';
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
export async function dutiesDue(db: WorkshopDatabase, today: string): Promise<readonly DueSeen[]> {
  const rows = await currentRows(db);
  const due = await dueRows(rows, today);
  if (due.length === 0) return [];
  const [present, holdsSkill] = await Promise.all([
    presentIn(db, rows, today),
    holdersOf(
      db,
      due.flatMap(({ row }) => row.skill ?? []),
      today,
    ),
  ]);
  const asked = askFairly(
    due.map(({ row, due }) => ({ key: row.key, due, takers: row.takers.filter(isMember), skill: row.skill })),
    present,
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

/** Waiting for so many days, it is on everybody's list: nothing is left to one who may be away. */
export const isEverybodys = ({ due }: Pick<DueSeen, 'due'>, today: string): boolean => addDays(due, 7) <= today;

/** What waits for one person: asked of them or taken on by them, then what waits for anybody by now. With the tools' names. */
export async function careFor(
  db: WorkshopDatabase,
  member: MemberId,
  today: string,
): Promise<readonly (DueSeen & { readonly on: ToolRow | null })[]> {
  const due = await dutiesDue(db, today);
  const mine = due.filter(({ asked }) => asked.includes(member));
  const others = due.filter((seen) => !seen.asked.includes(member) && !seen.isTakenOn && isEverybodys(seen, today));
  return withTools(db, [...mine, ...others]);
}

/** The tools they are on; null for what is on a place or the workshop. */
export async function withTools<Seen extends { readonly row: DutyRow }>(
  db: WorkshopDatabase,
  seen: readonly Seen[],
): Promise<readonly (Seen & { readonly on: ToolRow | null })[]> {
  const ids = [...new Set(seen.flatMap(({ row }) => row.tool ?? []))];
  const tools = ids.length === 0 ? [] : await (await currentRows(db)).tools.bulkGet(ids);
  const byId = new Map(tools.flatMap((tool) => (tool === undefined ? [] : [[tool.id, tool]])));
  return seen.map((each) => ({ ...each, on: each.row.tool === null ? null : (byId.get(each.row.tool) ?? null) }));
}

/** What is due after `today` and until `last`, the nearest first. */
export async function dutiesSoon(db: WorkshopDatabase, today: string, last: string): Promise<readonly DutyRow[]> {
  const rows = await currentRows(db);
  return rows.duties.where('due').between(today, last, false, true).toArray();
}

/** Who holds these skills that day; one that is retired, or not here, asks nothing of anybody. */
async function holdersOf(db: WorkshopDatabase, skills: readonly SkillId[], today: string): Promise<HoldsSkill> {
  const now = dayNumber(today) * 24 * 3600 * 1000;
  const holders = new Map<SkillId, ReadonlySet<MemberId> | null>();
  for (const id of new Set(skills)) {
    const skill = await (await currentRows(db)).skills.get(id);
    const used = skill?.lapsesUnusedMonths == null ? new Map<MemberId, number>() : await lastUses(db, id);
    const held = skill?.holders.flatMap(({ member, at }) => {
      const lapse = lapseOf(skill, { at, usedAt: used.get(member) ?? null });
      return standingNow(lapse, now) === 'lapsed' ? [] : [member];
    });
    holders.set(id, skill === undefined || skill.isRetired ? null : new Set(held));
  }
  return (member, skill) => holders.get(skill)?.has(member) ?? true;
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

/** Every plan there is: those that come round by their day, then those that wait for uses, then those that were ended. */
export async function allDuties(db: WorkshopDatabase): Promise<readonly DutyRow[]> {
  const rows = await currentRows(db);
  const rank = ({ isEnded, due }: DutyRow): string => (isEnded ? '\uffff' : (due ?? '\ufffe'));
  return (await rows.duties.toArray()).toSorted((a, b) =>
    rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
}

/** Is there any plan at all? Reads one key. */
export async function isAnyDuty(db: WorkshopDatabase): Promise<boolean> {
  const rows = await currentRows(db);
  return (await rows.duties.limit(1).primaryKeys()).length > 0;
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
