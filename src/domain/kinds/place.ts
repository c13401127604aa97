/** Places and categories: two trees of names. A parent that would close a circle is read as none. */
import * as v from 'valibot';
import { batchId, bounds, categoryId, placeId, text } from '../schema.ts';
import { noPerson } from './kind.ts';

const name = text(bounds.name);
const batch = v.optional(batchId);

const place = { concern: 'description', subject: 'place', clear: false, person: noPerson } as const;
export const placeAdded = {
  ...place,
  name: 'placeAdded',
  body: v.object({ name, parent: v.optional(v.nullable(placeId)), batch }),
} as const;
export const placeDescribed = {
  ...place,
  name: 'placeDescribed',
  body: v.object({ name: v.optional(name), parent: v.optional(v.nullable(placeId)) }),
} as const;

const category = { concern: 'description', subject: 'category', clear: false, person: noPerson } as const;
/** `drawing` names a silhouette of the app, the face of tools without a picture. */
const drawing = v.optional(v.nullable(text(40)));
export const categoryAdded = {
  ...category,
  name: 'categoryAdded',
  body: v.object({ name, parent: v.optional(v.nullable(categoryId)), drawing, batch }),
} as const;
export const categoryDescribed = {
  ...category,
  name: 'categoryDescribed',
  body: v.object({ name: v.optional(name), parent: v.optional(v.nullable(categoryId)), drawing }),
} as const;
