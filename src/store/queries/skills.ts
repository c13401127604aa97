import type { MemberId, SkillId } from '#domain/ids.ts';
import { skillStream } from '#domain/ids.ts';
import { fold } from '#domain/fold.ts';
import { readUseKey, usePrefix } from '#domain/lapse.ts';
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
