/** Texts the house writes together. Drafts are on the board; what was kept of them is a fact, and so is their history. */
import * as v from 'valibot';
import type { NoticeStream } from '../ids.ts';
import { keptText, noticeName, position } from '../schema.ts';
import { noPerson } from './kind.ts';

const texts = { concern: 'texts', subject: 'workshop', clear: false, person: noPerson } as const;

/** A version somebody wants to stand. The last one kept is what the house reads; anybody may keep one. */
export const textKept = {
  ...texts,
  name: 'textKept',
  body: v.object({ of: v.picklist(['rules']), text: keptText }),
} as const;

/** Stewards: the board is begun anew from the versions kept below this fact; whatever was drafted on it is put away. */
export const boardBegun = {
  ...texts,
  name: 'boardBegun',
  body: v.object({ generation: v.pipe(position, v.minValue(1)) }),
} as const;

/** A version of the notice whose stream this is; `textKept` says of its own which text it is. */
export const noticeKept = {
  name: 'noticeKept',
  concern: 'notice',
  subject: 'notice',
  clear: false,
  body: v.object({ text: keptText }),
  person: noPerson,
} as const;

/** Texts of the house itself: few, and on the workshop's own stream. */
export type HouseText = v.InferOutput<typeof textKept.body>['of'];
export const houseTexts: readonly HouseText[] = textKept.body.entries.of.options;

/** Any text being written together, by its name on the board; a notice goes by its stream. */
export type TextName = HouseText | NoticeStream;

export const isTextName = (name: string): name is TextName =>
  (houseTexts as readonly string[]).includes(name) || v.is(noticeName, name);
