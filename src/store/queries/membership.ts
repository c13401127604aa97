import type { FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { FactId, LogId, MemberId } from '#domain/ids.ts';
import { memberOf } from '#domain/settle/membership.ts';
import type { Role } from '#domain/settle/membership.ts';
import type { WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { membershipNow } from '../readState.ts';
import { formerLog, ownLog, toldOut } from '../secrets.ts';

/** An invitation somebody rightly wrote. `usedBy`: whoever came in with it. */
export interface InvitationSeen {
  readonly ref: FactRef;
  readonly by: MemberId;
  readonly role: Role;
  readonly until: number;
  readonly member: MemberId | null;
  readonly usedBy: MemberId | null;
}

/** Newest last. Whether one has expired is for whoever knows the time. */
export async function openInvitations(
  db: WorkshopDatabase,
  cache: MembershipCache,
): Promise<readonly InvitationSeen[]> {
  const membership = await membershipNow(db, cache);
  return membership.invitations.map(({ log, seq, id, by, role, until, member, usedBy }) => ({
    ref: { log, seq, id },
    by,
    role,
    until,
    member,
    usedBy: usedBy.flatMap((used) => memberOf(membership, used) ?? [])[0] ?? null,
  }));
}

/** One invitation, and the devices that came with it, let in by people who did not know of each other. */
export interface WaitingSeen {
  readonly invitation: { readonly id: FactId };
  readonly logs: readonly { readonly log: LogId; readonly admittedBy: MemberId | null }[];
}

export async function waitingAdmissions(db: WorkshopDatabase, cache: MembershipCache): Promise<readonly WaitingSeen[]> {
  const membership = await membershipNow(db, cache);
  const byInvitation = new Map<FactId, { readonly log: LogId; readonly admittedBy: MemberId | null }[]>();
  for (const { log, invitation, admission } of membership.waiting.values()) {
    const logs = byInvitation.get(invitation) ?? [];
    logs.push({ log, admittedBy: memberOf(membership, admission.log) });
    byInvitation.set(invitation, logs);
  }
  return [...byInvitation].map(([id, logs]) => ({ invitation: { id }, logs }));
}

/** What came in of a log beyond where it was cut. */
export interface LateLog {
  readonly log: LogId;
  readonly count: number;
  /** Times as that device told them; null where none of it could be read. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  readonly last: FactRef;
}

export async function lateFacts(db: WorkshopDatabase, cache: MembershipCache): Promise<readonly LateLog[]> {
  const { devices } = await membershipNow(db, cache);
  const cut = [...devices.values()].flatMap(({ log, cut }) => (cut === null ? [] : [{ log, seq: cut.seq }]));
  const heads = await db.logs.bulkGet(cut.map(({ log }) => log));
  const late = cut.flatMap(({ log, seq }, at) => {
    const head = heads[at];
    return head !== undefined && head.height - 1 > seq ? [{ log, seq, head }] : [];
  });
  if (late.length === 0) return [];
  const times = new Map<LogId, number[]>();
  const beyond = new Map(late.map(({ log, seq }) => [log, seq]));
  await db.streams.each(({ facts }) => {
    for (const { log, seq, at } of facts) {
      const cutAt = beyond.get(log);
      if (cutAt === undefined || seq <= cutAt || at === null) continue;
      times.set(log, [...(times.get(log) ?? []), at]);
    }
  });
  return late.map(({ log, seq, head }) => {
    const told = times.get(log) ?? [];
    return {
      log,
      count: head.height - 1 - seq,
      firstAt: told.length === 0 ? null : Math.min(...told),
      lastAt: told.length === 0 ? null : Math.max(...told),
      last: refOf({ log, seq: head.height - 1, id: head.head }),
    };
  });
}

/** A log that somebody wrote in twice at one place: a cloned phone, a restored image of it, or a stolen key. */
export interface DoubledLog {
  readonly log: LogId;
  readonly member: MemberId;
  /** Where its lines part. */
  readonly seq: number;
  /** The line beside the log that parts first. */
  readonly branch: FactId;
}

/** Those that nobody closed yet. */
export async function doubledLogs(db: WorkshopDatabase, cache: MembershipCache): Promise<readonly DoubledLog[]> {
  const { devices } = await membershipNow(db, cache);
  return [...devices.values()].flatMap(({ log, member, cut, branches }) => {
    const [first] = branches.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
    const isOpen = cut === null || branches.some((branch) => branch.cut === null);
    return first !== undefined && isOpen ? [{ log, member, seq: first.from, branch: first.id }] : [];
  });
}

/**
 * Why this very device writes no more. `told-out`: others say so, and it has not read it (the removed are told nothing more);
 * `arriving`: it was let in again, and has not read that yet.
 */
export type Closure = 'doubled' | 'device-removed' | 'removed' | 'left' | 'told-out' | 'arriving';
export interface OwnClosure {
  readonly why: Closure;
  /** Whose device it is, as far as it knows. */
  readonly member: MemberId | null;
}

/** Null while it may write. */
export async function ownClosure(db: WorkshopDatabase, cache: MembershipCache): Promise<OwnClosure | null> {
  const log = await ownLog(db);
  const [former, membership] = await Promise.all([formerLog(db), membershipNow(db, cache)]);
  const device = log === null ? undefined : membership.devices.get(log);
  if (log === null || device === undefined)
    return { why: 'arriving', member: former === null ? null : memberOf(membership, former) };
  const { member } = device;
  const standing = membership.members.get(member)?.standing;
  const isDoubled = (await db.logs.get(log))?.isDoubled === true;
  if (device.cut === null && !isDoubled) return (await toldOut(db)) === log ? { why: 'told-out', member } : null;
  if (standing === 'removed' || standing === 'left') return { why: standing, member };
  return { why: isDoubled ? 'doubled' : 'device-removed', member };
}
