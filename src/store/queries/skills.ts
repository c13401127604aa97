import type { MemberId, SkillId } from '#domain/ids.ts';
import { skillStream } from '#domain/ids.ts';
import { fold } from '#domain/fold.ts';
import { lapseOf, readUseKey, usePrefix } from '#domain/lapse.ts';
import type { SkillRow, ToolRow } from '#domain/rows.ts';
import { type Skill, settleSkill } from '#domain/settle/skill.ts';
import type { WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { contextFor } from '../settleRows.ts';
import { currentRows } from './currentRows.ts';

/** All skills by name, those asked of nobody any more last. */
export async function skills(db: WorkshopDatabase): Promise<readonly SkillRow[]> {
  const rows = await currentRows(db);
  const key = ({ isRetired, name, id }: SkillRow): string => `${isRetired ? 1 : 0} ${fold(name)} ${id}`;
  return (await rows.skills.toArray()).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A skill with all its inductions, settled from its stream. */
export async function skillSheet(db: WorkshopDatabase, cache: MembershipCache, id: SkillId): Promise<Skill | null> {
  const [state, record] = await Promise.all([db.state.get('state'), db.streams.get(skillStream(id))]);
  if (state === undefined || record === undefined) return null;
  const context = await contextFor(db, await cache.read(state), [record]);
  const skill = settleSkill(id, record.facts, context);
  return skill.exists ? skill : null;
}

/** Tools in the list that need it, by name. */
export async function toolsNeeding(db: WorkshopDatabase, skill: SkillId): Promise<readonly ToolRow[]> {
  const rows = await currentRows(db);
  const found = await rows.tools.where('skills').equals(skill).toArray();
  return found
    .filter(({ state }) => state !== 'retired')
    .toSorted((a, b) => (`${fold(a.name)} ${a.id}` < `${fold(b.name)} ${b.id}` ? -1 : 1));
}

/** When anybody last used a tool that needs it, by member. Reads the index alone. */
export async function lastUses(db: WorkshopDatabase, skill: SkillId): Promise<ReadonlyMap<MemberId, number>> {
  const rows = await currentRows(db);
  const keys = await rows.tools.where('skillUses').startsWith(usePrefix(skill)).keys();
  const last = new Map<MemberId, number>();
  for (const key of keys as string[]) {
    const { member, at } = readUseKey(key);
    last.set(member, Math.max(last.get(member) ?? 0, at));
  }
  return last;
}

/** The same for one member: one step in the index, however many tools need it. */
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

async function standingWith(db: WorkshopDatabase, skill: SkillRow, member: MemberId): Promise<MySkill> {
  const holder = skill.holders.find((each) => each.member === member) ?? null;
  if (holder === null) return { skill, holder, lapse: null };
  const usedAt = skill.safety && skill.lapsesUnusedMonths !== null ? await lastUse(db, skill.id, member) : null;
  return { skill, holder, lapse: lapseOf(skill, { at: holder.at, usedAt }) };
}
