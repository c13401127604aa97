/** Texts the house writes together. Drafts are on the board; what was kept of them is a fact, and so is their history. */
import * as v from 'valibot';
import { keptText, position } from '../schema.ts';
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

/** Texts there are. */
export type TextName = v.InferOutput<typeof textKept.body>['of'];
export const textNames: readonly TextName[] = textKept.body.entries.of.options;
