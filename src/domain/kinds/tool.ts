/** What a tool or space is, where it belongs and how one knows it. Spaces are kept like tools. */
import * as v from 'valibot';
import {
  batchId,
  blobId,
  bounds,
  categoryId,
  codeFormat,
  codeText,
  day,
  labelId,
  oneOf,
  photo,
  placeId,
  position,
  sealedFile,
  skillId,
  text,
} from '../schema.ts';
import { noPerson } from './kind.ts';

export const whats = ['tool', 'space', 'supply', 'kit'] as const;
export type What = (typeof whats)[number];
export const cameHows = ['given', 'entrusted', 'made', 'bought'] as const;

const fields = {
  what: oneOf(whats),
  otherNames: v.pipe(v.array(text(bounds.otherName)), v.maxLength(bounds.otherNames)),
  about: v.nullable(text(bounds.about)),
  category: v.nullable(categoryId),
  place: v.nullable(placeId),
  /** Where in the place: "hook 7". */
  spot: v.nullable(text(bounds.spot)),
  brand: v.nullable(text(bounds.short)),
  model: v.nullable(text(bounds.short)),
  serial: v.nullable(text(bounds.short)),
  /** What must be with it: ticked out and in. */
  contents: v.pipe(
    v.array(v.object({ name: text(bounds.short), count: v.optional(position) })),
    v.maxLength(bounds.contents),
  ),
  /** How it came into the commons, and on what terms it may leave again. Never who: see `product.md`. */
  came: v.nullable(
    v.object({
      how: oneOf(cameHows),
      when: v.optional(day),
      /** What it came from, never whom: "a house clearance", "the Saturday till". */
      origin: v.optional(text(bounds.short)),
      terms: v.optional(text(bounds.purpose)),
    }),
  ),
  drawing: v.nullable(text(40)),
  /** What one must have been shown first. Counts from stewards only; what does not fit is read as not said. */
  skills: v.fallback(v.optional(v.pipe(v.array(skillId), v.maxLength(bounds.skills))), undefined),
  /** Columns of an import that Circule does not model, kept and shown as "from the import". */
  imported: v.pipe(
    v.record(v.string(), v.pipe(v.string(), v.maxLength(bounds.importedValue))),
    v.check((kept) => Object.keys(kept).length <= bounds.importedKeys),
  ),
};
const name = text(bounds.name);
const tool = { subject: 'tool', clear: false, person: noPerson } as const;

export const toolAdded = {
  ...tool,
  name: 'toolAdded',
  concern: 'description',
  body: v.object({ name, ...v.partial(v.object(fields)).entries, batch: v.optional(batchId) }),
} as const;
/** Says anew what it names, and nothing of the rest: two people may describe different things while apart. */
export const toolDescribed = {
  ...tool,
  name: 'toolDescribed',
  concern: 'description',
  body: v.partial(v.object({ name, ...fields })),
} as const;
export type ToolWords = v.InferOutput<typeof toolDescribed.body>;

export const photoAdded = { ...tool, name: 'photoAdded', concern: 'photos', body: v.object({ photo }) } as const;
export const photoRemoved = {
  ...tool,
  name: 'photoRemoved',
  concern: 'photos',
  body: v.object({ blob: blobId }),
} as const;

/** A manual. `title` is typed by the person: what the file was called on their disk may hold a name. */
export const fileAdded = {
  ...tool,
  name: 'fileAdded',
  concern: 'files',
  body: v.object({ file: sealedFile, title: text(bounds.short) }),
} as const;
export const fileRemoved = {
  ...tool,
  name: 'fileRemoved',
  concern: 'files',
  body: v.object({ blob: blobId }),
} as const;

const batch = v.optional(batchId);
/** Streams: the tool, the label, and the tool the label was on before, if any. */
export const labelBound = {
  ...tool,
  name: 'labelBound',
  concern: 'label',
  body: v.object({ label: labelId, batch }),
} as const;
export const labelUnbound = {
  ...tool,
  name: 'labelUnbound',
  concern: 'label',
  body: v.object({ label: labelId }),
} as const;

const code = { format: codeFormat, text: codeText };
/** Streams: the tool, the code. One code may be claimed for several tools: an EAN names a model, not a piece. */
export const codeClaimed = {
  ...tool,
  name: 'codeClaimed',
  concern: 'code',
  body: v.object({ ...code, batch }),
} as const;
export const codeReleased = { ...tool, name: 'codeReleased', concern: 'code', body: v.object(code) } as const;

export const retireReasons = ['broken', 'lost', 'given', 'worn', 'used-up', 'mistake', 'other'] as const;
export type RetireReason = (typeof retireReasons)[number];
/** Stewards only: written by anyone else it counts nowhere. Never deleted. */
export const retired = {
  ...tool,
  name: 'retired',
  concern: 'standing',
  body: v.object({ reason: oneOf(retireReasons), words: v.optional(text(bounds.purpose)), batch }),
} as const;
export const restored = { ...tool, name: 'restored', concern: 'standing', body: v.object({}) } as const;
