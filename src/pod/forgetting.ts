import type { Fact } from '#domain/fact.ts';
import type { BlobId, LogId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { forgotten } from '#domain/kinds/workshop.ts';
import { hasRole, isWithinCut, type Membership, memberOf } from '#domain/settle/membership.ts';
import type { WantedParts } from '#session/ledger.ts';

/** A fact in clear, and when it came to this pod. */
export interface ArrivedClear {
  readonly fact: Fact;
  readonly arrived: number;
}

const sevenDays = 7 * 24 * 3600 * 1000;

/**
 * Which person parts the workshop asked to forget, of those whose time has come: at once in one's own log, else after
 * seven days, in which a steward may cut whoever wrote it.
 */
export function forgettingDue(
  clear: readonly ArrivedClear[],
  membership: Membership,
  now: number,
): ReadonlyMap<LogId, ReadonlySet<number>> {
  const seqsByLog = new Map<LogId, Set<number>>();
  for (const body of bodiesDue(clear, membership, now)) {
    const seqs = seqsByLog.get(body.log) ?? new Set();
    for (const seq of body.seqs) if (seq <= body.upTo.seq) seqs.add(seq);
    seqsByLog.set(body.log, seqs);
  }
  return seqsByLog;
}

/** The same of pictures and files. Whose they are no pod can tell: any member may make it forget one, as any may take one away. */
export const blobsDue = (clear: readonly ArrivedClear[], membership: Membership, now: number): ReadonlySet<BlobId> =>
  new Set(bodiesDue(clear, membership, now).flatMap(({ blobs }) => blobs));

function bodiesDue(clear: readonly ArrivedClear[], membership: Membership, now: number) {
  return clear.flatMap(({ fact, arrived }) => {
    const body = bodyOf(forgotten, fact);
    if (body === null || !mayForget(membership, fact, body.log)) return [];
    return fact.log !== body.log && now < arrived + sevenDays ? [] : [body];
  });
}

function mayForget(membership: Membership, fact: Fact, log: LogId): boolean {
  if (!isWithinCut(membership, fact)) return false;
  return memberOf(membership, fact.log) === memberOf(membership, log) || hasRole(membership, fact, 'steward');
}

/** What is due now and was not before. */
export function newlyDue(
  due: ReadonlyMap<LogId, ReadonlySet<number>>,
  done: ReadonlyMap<LogId, ReadonlySet<number>>,
): readonly WantedParts[] {
  return [...due].flatMap(([log, seqs]) => {
    const known = done.get(log);
    const fresh = [...seqs].filter((seq) => known?.has(seq) !== true);
    return fresh.length === 0 ? [] : [{ log, seqs: fresh }];
  });
}
