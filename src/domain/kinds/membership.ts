/**
 * Facts about who is in and with which devices, read by pods too. Where one changes a right it names the heads it was
 * decided at: what lies at or below keeps the old right.
 */
import * as v from 'valibot';
import { factId, factRef, hash, heads, logId, memberId, position, signature } from '../schema.ts';
import { noPerson } from './kind.ts';

const clear = { concern: 'membership', subject: 'workshop', clear: true, person: noPerson } as const;

const role = v.picklist(['member', 'steward']);
/** The sealed entry of an `invited` fact; one written on a hundred heads is below this. */
const entry = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(16 * 1024));

/** Whoever has the secret that belongs to `key` may be let in by anybody, until then. */
export const invited = {
  ...clear,
  name: 'invited',
  body: v.object({ key: hash, role, until: position, member: v.optional(memberId) }),
} as const;

/** Lets a log in. Carries the invitation whole, so that it can be checked where that never arrived. */
export const admitted = {
  ...clear,
  name: 'admitted',
  body: v.object({ invitation: entry, log: logId, member: memberId, agreement: hash, proof: signature }),
} as const;

/** Stewards only. In logs begun later, or unknown to the writer, the new role holds from their beginning. */
export const roleGiven = {
  ...clear,
  name: 'roleGiven',
  body: v.object({ member: memberId, role, logs: heads }),
} as const;

/** Stewards only. Logs that are not named have no right at all. */
export const removed = { ...clear, name: 'removed', body: v.object({ member: memberId, logs: heads }) } as const;

/** Written by that member. */
export const left = { ...clear, name: 'left', body: v.object({ member: memberId, logs: heads }) } as const;

/** Stewards only: what was cut and was honest counts, up to the named fact. Replaces the cuts it was written on. */
export const adopted = {
  ...clear,
  name: 'adopted',
  body: v.object({ log: logId, seq: position, id: factId }),
} as const;

/** One log has two facts at `seq`: a cloned phone, or a liar. Both lines are closed at the heads named. */
export const doubled = {
  ...clear,
  name: 'doubled',
  body: v.object({
    log: logId,
    seq: position,
    ids: v.tuple([factId, factId]),
    heads: v.tuple([factRef, factRef]),
  }),
} as const;
