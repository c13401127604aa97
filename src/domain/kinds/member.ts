import * as v from 'valibot';
import { batchId, bounds, text } from '../schema.ts';

/** The only fact that may hold a name, an address, a phone number: in its person part, where it can be forgotten. */
export const profileWritten = {
  name: 'profileWritten',
  concern: 'profile',
  subject: 'member',
  clear: false,
  body: v.object({ batch: v.optional(batchId) }),
  person: v.object({ name: text(bounds.name), contact: v.optional(text(bounds.contact)) }),
} as const;
