/**
 * Who holds it. Rights and contests are settled from the thing parts alone; the person parts say the names.
 * The log is who wrote it down and `by` is who holds it: they differ at the tablet by the door.
 */
import * as v from 'valibot';
import { batchId, bounds, day, factRef, memberId, oneOf, photo, placeId, position, text } from '../schema.ts';

const custody = { concern: 'custody', subject: 'tool', clear: false } as const;
const note = v.optional(text(bounds.note));
const use = {
  until: v.optional(day),
  /** What for: kept with the tool for good, so the interface asks for no names here. */
  purpose: v.optional(text(bounds.purpose)),
};

export const taken = {
  ...custody,
  name: 'taken',
  body: v.object({ ...use, batch: v.optional(batchId) }),
  person: v.object({ by: memberId, note }),
} as const;

/** What one use may have run: a year. More, or no number, is read as not said, and the return stands. */
const mostMinutes = 366 * 24 * 60;
const minutes = v.fallback(v.optional(v.pipe(position, v.maxValue(mostMinutes))), undefined);

/** Never refused. `place` = where it was put, when not its own place; `minutes` = how long it ran, where that is counted. */
export const returned = {
  ...custody,
  name: 'returned',
  body: v.object({ place: v.optional(placeId), photo: v.optional(photo), minutes }),
  person: v.object({ by: v.optional(memberId), note }),
} as const;

export const handedOver = {
  ...custody,
  name: 'handedOver',
  body: v.object(use),
  person: v.object({ from: v.optional(memberId), to: memberId, note }),
} as const;

/** Undo, and "it was not me": what it names is shown struck through, and custody is as if it had not been written. */
export const withdrawn = {
  ...custody,
  name: 'withdrawn',
  body: v.object({ fact: factRef, why: oneOf(['undo', 'not-me']) }),
  person: v.object({ by: v.optional(memberId), note }),
} as const;
