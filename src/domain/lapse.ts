import type { MemberId, SkillId } from './ids.ts';
import type { Skill } from './settle/skill.ts';

export type LapseTerms = Pick<Skill, 'safety' | 'lapsesAfterMonths' | 'lapsesUnusedMonths'>;

/** The twelfth of a year: nobody quarrels about a day. */
const month = (365.25 / 12) * 24 * 3600 * 1000;
/** How long before it lapses one is told. */
const ahead = 31 * 24 * 3600 * 1000;

/** When what was shown then, and used then, lapses, and what for. Null: never. Competence stays. */
export function lapseOf(
  { safety, lapsesAfterMonths, lapsesUnusedMonths }: LapseTerms,
  { at, usedAt }: { readonly at: number; readonly usedAt: number | null },
): { readonly at: number; readonly why: 'date' | 'disuse' } | null {
  if (!safety) return null;
  const ends = [
    ...(lapsesAfterMonths === null ? [] : [{ at: at + Math.round(lapsesAfterMonths * month), why: 'date' as const }]),
    ...(lapsesUnusedMonths === null
      ? []
      : [{ at: Math.max(at, usedAt ?? 0) + Math.round(lapsesUnusedMonths * month), why: 'disuse' as const }]),
  ];
  return ends.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

export type Standing = 'held' | 'soon' | 'lapsed';

/** How it stands with a holder now. */
export function standingNow(lapse: { readonly at: number } | null, now: number): Standing {
  if (lapse === null || lapse.at > now + ahead) return 'held';
  return lapse.at > now ? 'soon' : 'lapsed';
}

/** One entry of the index that tells when a member last used what needs a skill: of a prefix, the latest comes first. */
export const useKey = (skill: SkillId, member: MemberId, at: number): string =>
  `${usePrefix(skill, member)}${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')}`;
export const usePrefix = (skill: SkillId, member?: MemberId): string =>
  member === undefined ? `${skill} ` : `${skill} ${member} `;
export function readUseKey(key: string): { readonly member: MemberId; readonly at: number } {
  const [, member, backwards] = key.split(' ');
  return { member: member as MemberId, at: Number.MAX_SAFE_INTEGER - Number(backwards) };
}
