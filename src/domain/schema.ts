/** The few shapes fact bodies are made of. A body that does not fit counts nowhere; it is kept and passed on. */
import * as v from 'valibot';
import type { FactRef } from './fact.ts';
import type { BatchId, BlobId, CategoryId, FactId, LabelId, LogId, MemberId, PlaceId, SkillId, ToolId } from './ids.ts';

/** Text with something to see in it, of at most `max` UTF-16 units. */
export const text = (max: number) => v.pipe(v.string(), v.regex(/\S/u), v.maxLength(max));

/** One of the words this version knows; one of a later version is read as not said, and voids nothing else. */
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  v.fallback(v.optional(v.picklist(words)), undefined);

// The last character of unpadded base64url carries unused bits: they must be zero, or one value had several names.
const bytes32 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/));
const bytes16 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{21}[AQgw]$/));
const as =
  <Id>() =>
  (value: string) =>
    value as Id;

export const hash = bytes32;
export const logId = v.pipe(bytes32, v.transform(as<LogId>()));
export const factId = v.pipe(bytes32, v.transform(as<FactId>()));
export const blobId = v.pipe(bytes32, v.transform(as<BlobId>()));
export const toolId = v.pipe(bytes16, v.transform(as<ToolId>()));
export const isBlobId = (text: string): text is BlobId => v.is(blobId, text);
export const placeId = v.pipe(bytes16, v.transform(as<PlaceId>()));
export const categoryId = v.pipe(bytes16, v.transform(as<CategoryId>()));
export const memberId = v.pipe(bytes16, v.transform(as<MemberId>()));
export const skillId = v.pipe(bytes16, v.transform(as<SkillId>()));
export const batchId = v.pipe(bytes16, v.transform(as<BatchId>()));
export const noticeName = v.pipe(v.string(), v.regex(/^notice\/[A-Za-z0-9_-]{21}[AQgw]$/));
export const labelId = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{8}$/), v.transform(as<LabelId>()));
/** An Ed25519 signature in base64url. */
export const signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{85}[AQgw]$/));
/** An epoch key sealed to one device: 80 bytes in base64url. */
export const sealedKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{106}[AEIMQUYcgkosw048]$/));

export const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A span that something lasts, of a hundred years at most. */
export const months = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1200));
export const factRef = v.object({ log: logId, seq: position, id: factId });
/** Heads of one member's logs: more of them do not fit a part. */
export const maxHeads = 200;
export const heads: v.GenericSchema<unknown, readonly FactRef[]> = v.pipe(v.array(factRef), v.maxLength(maxHeads));
/** The reader's name of a code's format. No colon: stream names put one between format and text. */
export const codeFormat = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,40}$/));
/** A civil day, `YYYY-MM-DD`, in the workshop's own calendar: "until Sunday" has no time zone. */
export const day = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/), v.check(isInMonth));

function isInMonth(text: string): boolean {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return date <= (month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

/** A picture: two sealed blobs with a key each, so that dropping the fact's part drops the means to read them. */
const sealedPicture = v.object({
  blob: blobId,
  key: bytes32,
  size: position,
  width: position,
  height: position,
});
export const photo = v.object({ full: sealedPicture, thumb: sealedPicture });
export type Photo = v.InferOutput<typeof photo>;

/** A file: one sealed blob. What it is called is said beside it, by whoever adds it. */
export const sealedFile = v.object({
  blob: blobId,
  key: bytes32,
  size: position,
  type: v.pipe(v.string(), v.regex(/^[a-z]{1,20}\/[a-z0-9.+-]{1,60}$/)),
});
export type SealedFile = v.InferOutput<typeof sealedFile>;

/** Bounds of what people write, in UTF-16 units; far below a part's 40 KiB together. */
export const bounds = {
  name: 200,
  otherName: 100,
  otherNames: 20,
  about: 4000,
  spot: 100,
  short: 120,
  purpose: 200,
  note: 1000,
  contact: 200,
  contents: 100,
  /** Skills one tool needs. */
  skills: 20,
  steps: 40,
  address: 300,
  importedValue: 1000,
  importedKeys: 80,
  codeText: 300,
  /** In bytes, of a file before it is sealed. */
  fileBytes: 10 * 1024 * 1024,
  /** In bytes, of a text that was kept. */
  keptBytes: 32 * 1024,
  /** Heads one fact is written on: more would not fit its part, and a return must never be refused. The next covers more. */
  after: 100,
} as const;

/** A whole text, kept: it must fit a part, so its bytes are counted, as UTF-8. */
export const keptText = v.pipe(
  v.string(),
  v.regex(/\S/u),
  v.check((said) => utf8Length(said) <= bounds.keptBytes),
);

/** Bytes a text takes as UTF-8. */
export function utf8Length(said: string): number {
  let length = 0;
  for (const character of said) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

/** As read, blanks and all. */
export const codeText = v.pipe(v.string(), v.nonEmpty(), v.maxLength(bounds.codeText));
