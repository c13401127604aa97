/**
 * Whom a duty is asked of. Nobody is scored: of those who were here lately and know how, the one who did least for the time
 * they were here. Pure, so that phones that know the same facts ask the same people; see decision 0009.
 */
import { weekOf } from './days.ts';
import type { MemberId, SkillId } from './ids.ts';

/**
 * How far back "lately" reaches, this week included: half a year, so that a gap that grew while groups were apart is closed
 * before it is out of sight.
 */
export const weeksLately = 26;
/** Somebody who wrote nothing this week nor the one before is away: they are asked nothing. */
const weeksAway = 2;

/** Somebody who may be asked: in how many of the last weeks they were here, and how often they did something. */
export interface Present {
  readonly id: MemberId;
  readonly weeks: number;
  readonly dones: number;
}

/** How often members did something, on one day. */
export interface DonesOfDay {
  readonly day: string;
  readonly by: Readonly<Record<string, number>>;
}

/** Who was here lately, from the weeks each wrote in and the days each did something. */
export function presentLately(
  people: readonly { readonly id: MemberId; readonly weeks: readonly number[] }[],
  days: readonly DonesOfDay[],
  today: string,
): readonly Present[] {
  const now = weekOf(today);
  const isLately = (week: number): boolean => week <= now && week > now - weeksLately;
  const dones = new Map<string, number>();
  const weeks = new Map<string, Set<number>>(people.map(({ id, weeks }) => [id, new Set(weeks.filter(isLately))]));
  for (const { day, by } of days) {
    const week = weekOf(day);
    if (!isLately(week)) continue;
    for (const [member, count] of Object.entries(by)) {
      dones.set(member, (dones.get(member) ?? 0) + count);
      weeks.get(member)?.add(week);
    }
  }
  return people.flatMap(({ id }): readonly Present[] => {
    const here = weeks.get(id) ?? new Set();
    const isHere = Array.from({ length: weeksAway }, (_, back) => now - back).some((week) => here.has(week));
    return isHere ? [{ id, weeks: here.size, dones: dones.get(id) ?? 0 }] : [];
  });
}

/** A duty that is due. `takers`: members who said they would. */
export interface DueDuty {
  readonly key: string;
  readonly due: string;
  readonly takers: readonly MemberId[];
  readonly skill: SkillId | null;
}

export type HoldsSkill = (member: MemberId, skill: SkillId) => boolean;

/**
 * Asks each duty of one person, the longest waiting first; none where nobody is here who knows how. What somebody took on,
 * or is asked already, counts as theirs, so that all is not asked of one. Equals are told apart by a number drawn from the
 * duty, the day and the person: not always the same of them.
 */
export function askFairly(
  duties: readonly DueDuty[],
  present: readonly Present[],
  holdsSkill: HoldsSkill,
): ReadonlyMap<string, MemberId> {
  const load = new Map(present.map(({ id, dones }) => [id, dones]));
  const isFree: DueDuty[] = [];
  for (const duty of duties) {
    if (duty.takers.length === 0) isFree.push(duty);
    for (const id of duty.takers) load.set(id, (load.get(id) ?? 0) + 1);
  }
  const asked = new Map<string, MemberId>();
  for (const duty of isFree.toSorted(byDay)) {
    let least: Present | null = null;
    for (const each of present) {
      if (duty.skill !== null && !holdsSkill(each.id, duty.skill)) continue;
      if (least === null || isBefore(each, least, duty, load)) least = each;
    }
    if (least === null) continue;
    asked.set(duty.key, least.id);
    load.set(least.id, (load.get(least.id) ?? 0) + 1);
  }
  return asked;
}

const byDay = (a: DueDuty, b: DueDuty): number =>
  a.due < b.due ? -1 : a.due > b.due ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

/** Who would have done less for each week they were here, with this one done as well. */
function isBefore(a: Present, b: Present, duty: DueDuty, load: ReadonlyMap<MemberId, number>): boolean {
  const [one, other] = [((load.get(a.id) ?? 0) + 1) * b.weeks, ((load.get(b.id) ?? 0) + 1) * a.weeks];
  if (one !== other) return one < other;
  const [drawn, against] = [draw(duty, a.id), draw(duty, b.id)];
  return drawn < against || (drawn === against && a.id < b.id);
}

/** A number that looks drawn by lot, and is the same on every phone (FNV-1a). */
function draw({ key, due }: DueDuty, member: MemberId): number {
  let drawn = 0x811c9dc5;
  for (const character of `${key} ${due} ${member}`) {
    drawn = Math.imul(drawn ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  // The last letters alone would else decide between ids that begin alike.
  return Math.imul(drawn ^ (drawn >>> 15), 0x2c1b3c6d) >>> 0;
}
