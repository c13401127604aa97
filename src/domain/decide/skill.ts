/** Skills, and who may show them. Pure: each takes the skill as settled and gives a draft or a refusal. */
import * as v from 'valibot';
import type { Body, Draft, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { LogId, MemberId, SkillId } from '../ids.ts';
import { memberStream, skillStream } from '../ids.ts';
import * as kinds from '../kinds/skill.ts';
import type { SkillWords } from '../kinds/skill.ts';
import { lapseOf, standingNow } from '../lapse.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { bounds, maxHeads } from '../schema.ts';
import type { Skill } from '../settle/skill.ts';
import { said } from './custody.ts';

type Decided = Result<Draft, Refusal>;

/** Whoever writes, and when. */
export interface Writing {
  readonly now: number;
  readonly me: MemberId;
  readonly isSteward: boolean;
}

const draft = (skill: SkillId, kind: string, after: readonly FactRef[], at: number, body: Body): Draft => ({
  thing: { kind, streams: [skillStream(skill)], after: after.slice(0, bounds.after), at, body },
  person: null,
});

/** What it stands on first: the rest may be left to the next. */
const onTopOf = (first: readonly (FactRef | null)[], heads: readonly FactRef[]): readonly FactRef[] => {
  const grounds = first.flatMap((ref) => (ref === null ? [] : [refOf(ref)]));
  return [...grounds, ...heads.filter(({ id }) => !grounds.some((ground) => ground.id === id))];
};

function bodyOfWords({ name, about, ...terms }: SkillWords): Body {
  const words = {
    name: name === undefined ? undefined : plainText(name),
    about: about === undefined ? undefined : plainText(about ?? '') || null,
  };
  return said({ ...words, ...terms });
}

function misfit(words: SkillWords, body: Body): Refusal | null {
  if (words.name !== undefined && plainText(words.name) === '') return { kind: 'name-missing' };
  for (const field of ['name', 'about'] as const)
    if (plainText(words[field] ?? '').length > bounds[field])
      return { kind: 'text-too-long', field, max: bounds[field] };
  return v.is(kinds.skillDescribed.body, body) ? null : { kind: 'text-wrong', field: 'months' };
}

export function decideAddSkill(
  id: SkillId,
  words: SkillWords & { readonly name: string },
  { now, isSteward }: Omit<Writing, 'me'>,
): Decided {
  if (!isSteward) return refused({ kind: 'stewards-only' });
  const body = bodyOfWords(words);
  const wrong = misfit(words, body);
  return wrong === null ? ok(draft(id, kinds.skillAdded.name, [], now, body)) : refused(wrong);
}

export function decideDescribeSkill(skill: Skill, words: SkillWords, { now, isSteward }: Omit<Writing, 'me'>): Decided {
  if (!skill.exists) return refused({ kind: 'skill-unknown' });
  if (!isSteward) return refused({ kind: 'stewards-only' });
  const body = bodyOfWords(words);
  const wrong = misfit(words, body);
  if (wrong !== null) return refused(wrong);
  return ok(draft(skill.id, kinds.skillDescribed.name, skill.heads.description, now, body));
}

/** Asked of nobody any more, or again. What was shown stays known. */
export function decideRetireSkill(skill: Skill, isRetired: boolean, { now, isSteward }: Omit<Writing, 'me'>): Decided {
  if (!skill.exists) return refused({ kind: 'skill-unknown' });
  if (!isSteward) return refused({ kind: 'stewards-only' });
  const kind = isRetired ? kinds.skillRetired : kinds.skillRestored;
  return ok(draft(skill.id, kind.name, skill.heads.standing, now, {}));
}

/**
 * By what right `me` may show it: the half that says so, or null for a steward's word. Whose own has lapsed is asked to be
 * shown again first; that is for the phone that writes, since no reader's clock decides a right.
 */
export function groundOf(
  skill: Skill,
  { now, me, isSteward }: Writing,
  usedAt: number | null,
): Result<FactRef | null, Refusal> {
  if (!skill.exists || skill.isRetired) return refused({ kind: 'skill-unknown' });
  const holder = skill.holders.find(({ member }) => member === me);
  if (isSteward) return ok(holder?.ground ?? null);
  if (holder === undefined || holder.ground === null) return refused({ kind: 'skill-not-shown' });
  const lapse = lapseOf(skill, { at: holder.at, usedAt });
  return standingNow(lapse, now) === 'lapsed' ? refused({ kind: 'skill-lapsed' }) : ok(holder.ground);
}

export interface Showing {
  readonly learner: MemberId;
  /** They knew it already: a beginning. */
  readonly knew?: boolean | undefined;
}

/** The teacher's half. `to`: one of the learner's open logs. */
export function decideTeach(
  skill: Skill,
  ground: FactRef | null,
  { learner, knew, to }: Showing & { readonly to: LogId },
  { now, me }: Pick<Writing, 'now' | 'me'>,
): Decided {
  if (learner === me) return refused({ kind: 'same-person' });
  const body = { to, ...groundSaid(ground), ...said({ knew: knew === true ? true : undefined }) };
  return ok(draft(skill.id, kinds.taught.name, onTopOf([ground], skill.heads.induction), now, body));
}

/** Both halves by one hand, for somebody without a phone, or for a steward with whom it begins. */
export function decideNote(
  skill: Skill,
  ground: FactRef | null,
  { learner, teacher, knew }: Showing & { readonly teacher?: MemberId | undefined },
  { now, me, isSteward }: Writing,
): Decided {
  if (learner === me && !isSteward) return refused({ kind: 'same-person' });
  const body = { ...groundSaid(ground), ...said({ knew: knew === true ? true : undefined }) };
  const { thing } = draft(skill.id, kinds.inductionNoted.name, onTopOf([ground], skill.heads.induction), now, body);
  const named = [...new Set([learner, teacher ?? learner])];
  return ok({ thing, person: { streams: named.map(memberStream), body: said({ learner, teacher }) } });
}

/** The learner's half. `of` may not be here yet: it then counts when it comes. */
export function decideLearn(
  skill: Pick<Skill, 'id' | 'inductions' | 'open' | 'heads'>,
  of: FactRef,
  { now, me }: Pick<Writing, 'now' | 'me'>,
): Decided {
  if (skill.inductions.some(({ ref, learner }) => ref.id === of.id && learner === me))
    return refused({ kind: 'skill-known' });
  const half = skill.open.find(({ ref }) => ref.id === of.id);
  if (half !== undefined && half.learner !== me) return refused({ kind: 'skill-code-of-another' });
  if (half?.waitsFor === 'teacher') return refused({ kind: 'skill-known' });
  return ok(draft(skill.id, kinds.learned.name, onTopOf([of], skill.heads.induction), now, { of: { ...refOf(of) } }));
}

/** `logs`: where the learner's logs stand here. */
export function decideWithdrawInduction(
  skill: Skill,
  of: FactRef,
  logs: readonly FactRef[],
  { now, me, isSteward }: Writing,
): Decided {
  const said = [...skill.inductions, ...skill.open].find(({ ref }) => ref.id === of.id);
  if (said === undefined || ('isEnded' in said && said.isEnded)) return refused({ kind: 'nothing-to-undo' });
  const by = 'by' in said ? said.by : null;
  if (!isSteward && ![said.teacher, said.learner, by].includes(me)) return refused({ kind: 'stewards-only' });
  const body = { of: { ...refOf(of) }, logs: logs.slice(0, maxHeads).map((log) => ({ ...refOf(log) })) };
  return ok(draft(skill.id, kinds.inductionWithdrawn.name, onTopOf([of], skill.heads.induction), now, body));
}

export interface Offer {
  readonly will: boolean;
  /** Somebody without a phone. */
  readonly by?: MemberId | undefined;
}

/** "You may ask me", or no longer. For somebody without a phone a steward says it, or whoever noted what they hold. */
export function decideWillShow(skill: Skill, { will, by }: Offer, { now, me, isSteward }: Writing): Decided {
  if (!skill.exists) return refused({ kind: 'skill-unknown' });
  const { thing } = draft(skill.id, kinds.willShow.name, skill.heads.shows, now, { will });
  if (by === undefined) return ok({ thing, person: null });
  const isNoter = skill.inductions.some((each) => each.learner === by && each.by === me && !each.isEnded);
  if (!isSteward && !isNoter) return refused({ kind: 'stewards-only' });
  return ok({ thing, person: { streams: [memberStream(by)], body: { by } } });
}

const groundSaid = (ground: FactRef | null): Body => (ground === null ? {} : { on: { ...refOf(ground) } });
