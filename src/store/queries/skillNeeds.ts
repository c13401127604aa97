/** What taking and the first screen ask of skills: small reads, and no code that settles. */
import type { MemberId, SkillId } from '#domain/ids.ts';
import { lapseOf, readUseKey, usePrefix } from '#domain/lapse.ts';
import type { SkillRow } from '#domain/rows.ts';
import type { WorkshopDatabase } from '../database.ts';
import { currentRows } from './currentRows.ts';

/** When a member last used a tool that needs it: one step in the index, however many tools need it. */
export async function lastUse(db: WorkshopDatabase, skill: SkillId, member: MemberId): Promise<number | null> {
  const rows = await currentRows(db);
  const [key] = await rows.tools.where('skillUses').startsWith(usePrefix(skill, member)).limit(1).keys();
  return key === undefined ? null : readUseKey(key as string).at;
}

/** How somebody stands with a skill. */
export interface MySkill {
  readonly skill: SkillRow;
  /** Null while they do not hold it. */
  readonly holder: SkillRow['holders'][number] | null;
  readonly lapse: ReturnType<typeof lapseOf>;
}

export interface Shower {
  readonly member: MemberId;
  readonly lapse: ReturnType<typeof lapseOf>;
}

/** What one person holds, or is asked about: reads no other skill. */
export async function skillsOf(db: WorkshopDatabase, member: MemberId): Promise<readonly MySkill[]> {
  const rows = await currentRows(db);
  const found = await rows.skills.where('people').equals(member).toArray();
  return Promise.all(found.map((skill) => standingWith(db, skill, member)));
}

/** What these skills ask, and how somebody stands with each. Skills not here, or retired, ask nothing. */
export async function needsFor(
  db: WorkshopDatabase,
  ids: readonly SkillId[],
  member: MemberId,
): Promise<readonly MySkill[]> {
  if (ids.length === 0) return [];
  const rows = await currentRows(db);
  const found = await rows.skills.bulkGet([...ids]);
  const asked = found.flatMap((skill) => (skill === undefined || skill.isRetired ? [] : [skill]));
  return Promise.all(asked.map((skill) => standingWith(db, skill, member)));
}

/** Those who hold it and said that they may be asked. */
export async function showersOf(db: WorkshopDatabase, skill: SkillRow): Promise<readonly Shower[]> {
  const willing = skill.holders.filter(({ member }) => skill.shows.includes(member));
  return Promise.all(
    willing.map(async ({ member }) => ({ member, lapse: (await standingWith(db, skill, member)).lapse })),
  );
}

async function standingWith(db: WorkshopDatabase, skill: SkillRow, member: MemberId): Promise<MySkill> {
  const holder = skill.holders.find((each) => each.member === member) ?? null;
  if (holder === null) return { skill, holder, lapse: null };
  const usedAt = skill.safety && skill.lapsesUnusedMonths !== null ? await lastUse(db, skill.id, member) : null;
  return { skill, holder, lapse: lapseOf(skill, { at: holder.at, usedAt }) };
}
