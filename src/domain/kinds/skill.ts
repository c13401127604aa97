/**
 * What one must have been shown before using a tool, and who showed whom. An induction is two facts, the teacher's and
 * the learner's, each in a log of their own: membership says whose, so no right rests on a person part.
 */
import * as v from 'valibot';
import { batchId, bounds, factRef, heads, logId, memberId, months, oneOf, text } from '../schema.ts';
import { noPerson } from './kind.ts';

export const skillRules = ['warn', 'ask-first'] as const;
export type SkillRule = (typeof skillRules)[number];

const skill = { subject: 'skill', clear: false } as const;
const words = {
  about: v.nullable(text(bounds.about)),
  /** Safety lapses; competence stays. */
  safety: v.boolean(),
  lapsesAfterMonths: v.nullable(months),
  lapsesUnusedMonths: v.nullable(months),
  rule: oneOf(skillRules),
};
const name = text(bounds.name);

/** Stewards only, as all that follows of what a skill is: it says what others are asked for. */
export const skillAdded = {
  ...skill,
  name: 'skillAdded',
  concern: 'description',
  body: v.object({ name, ...v.partial(v.object(words)).entries, batch: v.optional(batchId) }),
  person: noPerson,
} as const;
export const skillDescribed = {
  ...skill,
  name: 'skillDescribed',
  concern: 'description',
  body: v.partial(v.object({ name, ...words })),
  person: noPerson,
} as const;
export type SkillWords = v.InferOutput<typeof skillDescribed.body>;

export const skillRetired = {
  ...skill,
  name: 'skillRetired',
  concern: 'standing',
  body: v.object({}),
  person: noPerson,
} as const;
export const skillRestored = { ...skillRetired, name: 'skillRestored' } as const;

/** By what right: the half that says that the writer was shown. Absent, only a steward's word counts. */
const on = v.optional(factRef);
/** They knew it already: so it begins. */
const knew = v.optional(v.boolean());

/** The teacher's half. `to` = a log of the learner; any of their devices may answer. */
export const taught = {
  ...skill,
  name: 'taught',
  concern: 'induction',
  body: v.object({ to: logId, on, knew, batch: v.optional(batchId) }),
  person: noPerson,
} as const;
/** The learner's half. */
export const learned = {
  ...skill,
  name: 'learned',
  concern: 'induction',
  body: v.object({ of: factRef, batch: v.optional(batchId) }),
  person: noPerson,
} as const;
/** For those without a phone: one writes for both. Nobody shows others on the strength of it. */
export const inductionNoted = {
  ...skill,
  name: 'inductionNoted',
  concern: 'induction',
  body: v.object({ on, knew, batch: v.optional(batchId) }),
  person: v.object({ learner: memberId, teacher: v.optional(memberId) }),
} as const;
/** By a steward, the teacher or the learner. `logs`: how far the learner's logs were known, which binds a steward's word. */
export const inductionWithdrawn = {
  ...skill,
  name: 'inductionWithdrawn',
  concern: 'induction',
  body: v.object({ of: factRef, logs: heads }),
  person: noPerson,
} as const;

/** "You may ask me", or no longer. `by`: of somebody without a phone. */
export const willShow = {
  ...skill,
  name: 'willShow',
  concern: 'shows',
  body: v.object({ will: v.boolean(), batch: v.optional(batchId) }),
  person: v.object({ by: v.optional(memberId) }),
} as const;
