/** Facts about the workshop itself. The clear ones are what a pod may read: keys, roles, references. */
import * as v from 'valibot';
import {
  batchId,
  blobId,
  bounds,
  factId,
  factRef,
  hash,
  logId,
  memberId,
  oneOf,
  position,
  sealedKey,
  signature,
  text,
} from '../schema.ts';
import { noPerson } from './kind.ts';

/** Devices one rotation brings the key to; more do not fit a part. */
export const maxSealed = 200;

const clear = { concern: 'membership', subject: 'workshop', clear: true, person: noPerson } as const;

/** X25519 key that epoch keys are sealed to. Devices that began before it have none, and get keys in sessions only. */
const agreement = v.optional(hash);

/** First fact of the first log; its id is the workshop's. The writer becomes the first steward. */
export const founded = {
  ...clear,
  name: 'founded',
  body: v.object({ member: memberId, recovery: hash, agreement }),
} as const;

/** Somebody of the workshop, with or without a phone: a pseudonym. Anyone may add a member, a steward adds stewards. */
export const memberAdded = {
  ...clear,
  name: 'memberAdded',
  body: v.object({ member: memberId, role: v.picklist(['member', 'steward']) }),
} as const;

/**
 * A new epoch. `check` = SHA-256("circule/epoch/1" || key): keys that do not match are refused. `sealed` brings the key,
 * sealed to each of those devices, to phones that sleep.
 */
export const keyRotated = {
  ...clear,
  name: 'keyRotated',
  body: v.object({
    check: hash,
    sealed: v.optional(v.pipe(v.array(v.tuple([logId, sealedKey])), v.maxLength(maxSealed))),
  }),
} as const;

/**
 * First fact of a log begun from a backup. `proof` is the recovery key's signature over the new log, so an unknown log
 * may begin with it; `closes` are the member's old logs, ended where the backup knew them.
 */
export const recovered = {
  ...clear,
  name: 'recovered',
  body: v.object({ member: memberId, proof: signature, closes: v.array(factRef), agreement }),
} as const;

/** Replaces the recovery key (the printed key of the house was lost or seen). */
export const recoverySet = { ...clear, name: 'recoverySet', body: v.object({ recovery: hash }) } as const;

/** Ends a log: what lies at or below the named fact keeps its right, what lies beyond never counts. */
export const revoked = {
  ...clear,
  name: 'revoked',
  body: v.object({ log: logId, seq: position, id: factId }),
} as const;

/** Drops person parts of one log, up to a position known to the writer, and the pictures they name. */
export const forgotten = {
  ...clear,
  name: 'forgotten',
  body: v.object({
    log: logId,
    upTo: v.object({ seq: position, id: factId }),
    seqs: v.array(position),
    blobs: v.array(blobId),
  }),
} as const;

/** From here on this member reads *someone*. */
export const erased = { ...clear, name: 'erased', body: v.object({ member: memberId }) } as const;

/** Stewards only: what it says is printed on every label. */
export const workshopDescribed = {
  name: 'workshopDescribed',
  concern: 'description',
  subject: 'workshop',
  clear: false,
  body: v.object({
    name: v.optional(text(bounds.name)),
    language: oneOf(['fr', 'en']),
    /** The web address printed on labels, `null` to use the one the app was opened at. */
    labelAddress: v.optional(v.nullable(text(bounds.address))),
  }),
  /** A line printed on labels, where a found tool may be brought back: an address, so it can be forgotten. */
  person: v.object({ labelLine: v.optional(v.nullable(text(bounds.address))) }),
} as const;

/** Takes back a whole import: facts that carry the batch count nowhere from here on. Stewards only. */
export const batchWithdrawn = {
  name: 'batchWithdrawn',
  concern: 'batches',
  subject: 'workshop',
  clear: false,
  body: v.object({ of: batchId }),
  person: noPerson,
} as const;
