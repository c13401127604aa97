/**
 * What is wrong with a tool or space, and what was done about it. A fault is named by the fact that reported it. What is
 * wrong stays in the thing parts, so that lending is settled from them alone; who said it, and who has it in hand, is in
 * the person parts.
 */
import * as v from 'valibot';
import { bounds, factRef, memberId, oneOf, photo, text } from '../schema.ts';

const care = { concern: 'care', subject: 'tool', clear: false } as const;
/** Kept with the tool for good, so the interface asks for no names here. */
const words = v.optional(text(bounds.note));

/** From what hinders nobody to what may hurt somebody. */
export const howBads = ['usable', 'care', 'unsafe'] as const;
export type HowBad = (typeof howBads)[number];
export const faultWhats = ['broken', 'incomplete'] as const;
export type FaultWhat = (typeof faultWhats)[number];
export const repairStages = ['open', 'parts-wanted', 'in-hand'] as const;
export type RepairStage = (typeof repairStages)[number];
export const closeHows = ['released', 'mistake'] as const;
export type CloseHow = (typeof closeHows)[number];

export const faultReported = {
  ...care,
  name: 'faultReported',
  body: v.object({
    bad: oneOf(howBads),
    what: oneOf(faultWhats),
    /** Names out of what goes with the tool. */
    missing: v.optional(v.pipe(v.array(text(bounds.short)), v.maxLength(bounds.contents))),
    words,
    photo: v.optional(photo),
  }),
  person: v.object({ by: v.optional(memberId) }),
} as const;

/** Where a repair stands; `bad` when it turned out better or worse than was said. */
export const repairNoted = {
  ...care,
  name: 'repairNoted',
  body: v.object({
    fault: factRef,
    stage: oneOf(repairStages),
    bad: oneOf(howBads),
    words,
    /** Wanted, or put in. */
    parts: v.optional(text(bounds.purpose)),
    photo: v.optional(photo),
  }),
  person: v.object({ by: v.optional(memberId), inHandOf: v.optional(memberId) }),
} as const;

export const faultClosed = {
  ...care,
  name: 'faultClosed',
  body: v.object({ fault: factRef, how: oneOf(closeHows), words }),
  person: v.object({ by: v.optional(memberId) }),
} as const;

/** Undo, by the log that wrote what it names: shown struck through, and the fault stands as if it had not been written. */
export const careWithdrawn = {
  ...care,
  name: 'careWithdrawn',
  body: v.object({ fact: factRef }),
  person: v.object({ by: v.optional(memberId) }),
} as const;
