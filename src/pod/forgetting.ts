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

/** What the workshop asked to forget and whose time has come. */
export interface ForgettingDue {
  /** Person parts, by log. */
  readonly seqs: ReadonlyMap<LogId, ReadonlySet<number>>;
  /** Pictures and files. Whose one is no pod can tell: any member may have it forgotten, as any may take it away. */
  readonly blobs: ReadonlySet<BlobId>;
}

/** At once in one's own log, else after seven days, in which a steward may cut whoever wrote it. */
export function forgettingDue(clear: readonly ArrivedClear[], membership: Membership, now: number): ForgettingDue {
  const seqsByLog = new Map<LogId, Set<number>>();
  const blobs = new Set<BlobId>();
  for (const { fact, arrived } of clear) {
    const body = bodyOf(forgotten, fact);
    if (body === null || !mayForget(membership, fact, body.log)) continue;
    if (fact.log !== body.log && now < arrived + sevenDays) continue;
    const seqs = seqsByLog.get(body.log) ?? new Set();
    for (const seq of body.seqs) if (seq <= body.upTo.seq) seqs.add(seq);
    seqsByLog.set(body.log, seqs);
    for (const blob of body.blobs) blobs.add(blob);
  }
  return { seqs: seqsByLog, blobs };
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
