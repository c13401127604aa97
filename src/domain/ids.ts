/**
 * The names things go by. All of them are text in code and in fact bodies; only headers and references carry bytes.
 *
 * Three families: 32-byte values as unpadded base64url (43 characters), random 16-byte ids likewise (22 characters),
 * and label ids, which people read and type (see `label.ts`).
 */
declare const brand: unique symbol;
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ed25519 public key of the installation that writes the log (43 characters). */
export type LogId = Branded<'LogId'>;
/** SHA-256 of a fact's header and signature (43 characters). */
export type FactId = Branded<'FactId'>;
/** The id of the founding fact (43 characters). */
export type WorkshopId = Branded<'WorkshopId'>;
/** First 16 bytes of the id of the `keyRotated` fact that began the epoch (22 characters). */
export type EpochId = Branded<'EpochId'>;
/** SHA-256 of the cipher text of a picture or file (43 characters). */
export type BlobId = Branded<'BlobId'>;

export type ToolId = Branded<'ToolId'>;
export type PlaceId = Branded<'PlaceId'>;
export type CategoryId = Branded<'CategoryId'>;
export type SkillId = Branded<'SkillId'>;
/** A pseudonym: the name is in the member's profile and nowhere else. */
export type MemberId = Branded<'MemberId'>;
/** A plan of care: what comes round, and on what. */
export type DutyId = Branded<'DutyId'>;
/** One import: what `withdrawn { batch }` takes back as a whole. */
export type BatchId = Branded<'BatchId'>;
/** 8 Crockford base-32 characters, the last a check; no hyphen. */
export type LabelId = Branded<'LabelId'>;

/** What facts are about. The first stream a fact names is its subject. */
export type StreamId = `${string}/${string}` & { readonly [brand]: 'StreamId' };

const stream = (type: string, id: string): StreamId => `${type}/${id}` as StreamId;

export const workshopStream = stream('workshop', 'self');
export const toolStream = (id: ToolId): StreamId => stream('tool', id);
export const placeStream = (id: PlaceId): StreamId => stream('place', id);
export const categoryStream = (id: CategoryId): StreamId => stream('category', id);
export const memberStream = (id: MemberId): StreamId => stream('member', id);
export const skillStream = (id: SkillId): StreamId => stream('skill', id);
export const dutyStream = (id: DutyId): StreamId => stream('duty', id);
export const labelStream = (id: LabelId): StreamId => stream('label', id);
/** A code of foreign origin. `format` is the reader's name for it (`EAN13`, `Code128`…); the text is as read. */
export const codeStream = (format: string, text: string): StreamId => stream('code', `${format}:${text}`);

/** Kept versions of the notice of a tool, a space or a skill: a stream of their own, so that taking one reads no prose. */
export type NoticeStream = StreamId & `notice/${string}`;
export const noticeStream = (id: ToolId | SkillId): NoticeStream => stream('notice', id) as NoticeStream;

export type StreamType =
  'workshop' | 'tool' | 'place' | 'category' | 'member' | 'label' | 'code' | 'notice' | 'skill' | 'duty';

/** The part before the first slash. Types of later versions are returned as they are. */
export const streamType = (id: StreamId): string => id.slice(0, id.indexOf('/'));
/** The part after the first slash. */
export const streamKey = (id: StreamId): string => id.slice(id.indexOf('/') + 1);
