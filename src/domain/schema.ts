/** The few shapes fact bodies are made of. A body that does not fit counts nowhere; it is kept and passed on. */
import * as v from 'valibot';
import type {
  BatchId,
  BlobId,
  CategoryId,
  FactId,
  LabelId,
  LogId,
  MemberId,
  PlaceId,
  ToolId,
} from './ids.ts';

/** Trimmed, non-empty text of at most `max` UTF-16 units. */
export const text = (max: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(max));

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
export const placeId = v.pipe(bytes16, v.transform(as<PlaceId>()));
export const categoryId = v.pipe(bytes16, v.transform(as<CategoryId>()));
export const memberId = v.pipe(bytes16, v.transform(as<MemberId>()));
export const batchId = v.pipe(bytes16, v.transform(as<BatchId>()));
export const labelId = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{8}$/), v.transform(as<LabelId>()));
/** An Ed25519 signature in base64url. */
export const signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{85}[AQgw]$/));

export const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const factRef = v.object({ log: logId, seq: position, id: factId });
/** A civil day, `YYYY-MM-DD`, in the workshop's own calendar: "until Sunday" has no time zone. */
export const day = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/** A picture: two sealed blobs with a key each, so that dropping the fact's part drops the means to read them. */
const sealedPicture = v.object({
  blob: blobId,
  key: bytes32,
  size: position,
  width: position,
  height: position,
});
export const photo = v.object({ full: sealedPicture, thumb: sealedPicture });
export type SealedPicture = v.InferOutput<typeof sealedPicture>;
export type Photo = v.InferOutput<typeof photo>;

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
  address: 300,
  importedValue: 1000,
  importedKeys: 80,
  codeText: 300,
} as const;
