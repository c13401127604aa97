/**
 * Care that comes round: a plan on a tool, a place or the whole workshop, and who did it. Streams: the duty, then the tool
 * it is on, if any: what is due by use is settled with the uses, and a fact that leaves the tool out counts nowhere.
 * Who did it is the writer, unless `forAnother` says that the person part names somebody else.
 */
import * as v from 'valibot';
import {
  batchId,
  bounds,
  day,
  factRef,
  heads,
  memberId,
  oneOf,
  placeId,
  position,
  skillId,
  text,
  toolId,
} from '../schema.ts';
import { noPerson } from './kind.ts';

export const rhythms = ['days', 'weeks', 'months', 'uses', 'hours', 'each-use'] as const;
export type Rhythm = (typeof rhythms)[number];

const duty = { subject: 'duty', clear: false } as const;
const plan = { ...duty, concern: 'plan', person: noPerson } as const;

const name = text(bounds.name);
/** `n` says nothing after each use. */
const every = v.object({ unit: oneOf(rhythms), n: v.pipe(position, v.minValue(1), v.maxValue(1000)) });
const steps = v.pipe(v.array(text(bounds.short)), v.maxLength(bounds.steps));
const stopsLending = v.boolean();
/** The heads of the tool's custody as they were: uses that are not below them came after. */
const seen = v.optional(heads);

/** On a tool, else on a place, else on the workshop as a whole. */
export const dutyPlanned = {
  ...plan,
  name: 'dutyPlanned',
  body: v.object({
    name,
    tool: v.optional(toolId),
    place: v.optional(placeId),
    every,
    steps: v.optional(steps),
    /** When it is due for the first time. */
    starts: day,
    /** Overdue, the tool is not lent. */
    stopsLending: v.optional(stopsLending),
    /** Whoever is asked holds it. */
    skill: v.optional(skillId),
    seen,
    batch: v.optional(batchId),
  }),
} as const;
/** Says anew what it names; what it is on stays. */
export const dutyDescribed = {
  ...plan,
  name: 'dutyDescribed',
  body: v.partial(v.object({ name, every, steps, starts: day, stopsLending, skill: v.nullable(skillId) })),
} as const;
export const dutyEnded = { ...plan, name: 'dutyEnded', body: v.object({}) } as const;
export const dutyResumed = { ...plan, name: 'dutyResumed', body: v.object({}) } as const;

const turn = { ...duty, concern: 'turn' } as const;
const forAnother = v.optional(v.literal(true));
const by = v.optional(memberId);

/** "I will do it", or from hand to hand to somebody who agrees. It stands until this round is done, or given back. */
export const dutyTakenOn = {
  ...turn,
  name: 'dutyTakenOn',
  body: v.object({ forAnother }),
  person: v.object({ by }),
} as const;
/** Back to the pool. */
export const dutyGivenBack = { ...turn, name: 'dutyGivenBack', body: v.object({}), person: noPerson } as const;

/** `day` = the writer's civil day; `skipped` = steps that were not ticked. */
export const dutyDone = {
  ...turn,
  name: 'dutyDone',
  body: v.object({
    day,
    skipped: v.optional(steps),
    seen,
    forAnother,
  }),
  person: v.object({ by, note: v.optional(text(bounds.note)) }),
} as const;
/** Undo, and "it was not so": that time does not count. */
export const dutyUndone = {
  ...turn,
  name: 'dutyUndone',
  body: v.object({ fact: factRef }),
  person: noPerson,
} as const;
