import type { BatchId, BlobId, FactId, LogId, WorkshopId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import type { Fact, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { admitted } from '#domain/kinds/membership.ts';
import { forgotten } from '#domain/kinds/workshop.ts';
import { isWithinRight } from '#domain/settle/context.ts';
import { type Membership, hasRole, memberOf, nobody, settleMembership } from '#domain/settle/membership.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import type { LogRecord, StateRecord, StreamRecord, WorkshopDatabase } from './database.ts';

/** Person parts that are to be dropped, by whoever may ask for it. */
export interface Forgetting {
  readonly by: FactRef;
  readonly log: LogId;
  readonly seqs: readonly number[];
  readonly blobs: readonly BlobId[];
}

/** The fold every settling needs, and the version of the facts it was made from. */
export interface Right {
  readonly version: number;
  readonly membership: Membership;
  readonly withdrawnBatches: ReadonlySet<BatchId>;
  /** Logs whose admission was verified, whether or not it counts. */
  readonly letIn: ReadonlySet<LogId>;
  /** Logs that carried invitations speak of, where the invitation itself is not here: false, or still to come. */
  readonly awaited: ReadonlySet<LogId>;
  /** By the id of the `forgotten` fact; those that count. */
  readonly forgotten: ReadonlyMap<FactId, Forgetting>;
  readonly forgottenSeqs: ReadonlyMap<LogId, ReadonlySet<number>>;
  /** Pictures and files, by the log whose facts named them. */
  readonly forgottenBlobs: ReadonlyMap<LogId, ReadonlySet<BlobId>>;
}

/** What the fold is made from: the workshop's stream, and how high the logs are that carried invitations speak of. */
export interface RightSource {
  readonly workshop: WorkshopId;
  readonly record: Pick<StreamRecord, 'facts' | 'admissions' | 'branches'>;
  readonly proven: StateRecord['proven'];
  readonly heights: ReadonlyMap<LogId, number>;
}

/** Folds membership, then the withdrawn batches that count under it. */
export function rightFrom({ workshop, record, proven, heights }: RightSource, version: number): Right {
  const { facts, admissions = {}, branches = [] } = record;
  const membership = settleMembership(workshop, facts, {
    isProven: ({ log }, recovery) => proven[log] === recovery,
    invitationOf: ({ id }) => admissions[id] ?? null,
    branches: branches.map((branch) => ({ ...branch, facts: new Set(branch.facts) })),
    heightOf: (log) => heights.get(log) ?? 0,
  });
  // No fact of membership carries a batch, so the empty set is enough to settle them.
  const context = { membership, heightOf: () => Number.MAX_SAFE_INTEGER, withdrawnBatches: new Set<BatchId>() };
  const forgettings = facts.flatMap((fact) => forgettingOf(fact, membership, isWithinRight(context, fact)));
  return {
    version,
    membership,
    withdrawnBatches: new Set(settleWorkshop(facts, context).withdrawnBatches),
    letIn: new Set(facts.flatMap((fact) => (admissions[fact.id] && bodyOf(admitted, fact)?.log) ?? [])),
    awaited: new Set(logsAwaited(record)),
    forgotten: new Map(forgettings.map((forgetting) => [forgetting.by.id, forgetting])),
    forgottenSeqs: gathered(forgettings, ({ seqs }) => seqs),
    forgottenBlobs: gathered(forgettings, ({ blobs }) => blobs),
  };
}

function gathered<Item>(forgettings: readonly Forgetting[], itemsOf: (forgetting: Forgetting) => readonly Item[]) {
  const byLog = new Map<LogId, Set<Item>>();
  for (const forgetting of forgettings) {
    const known = byLog.get(forgetting.log) ?? new Set<Item>();
    for (const item of itemsOf(forgetting)) known.add(item);
    byLog.set(forgetting.log, known);
  }
  return byLog;
}

/** `forgotten` is obeyed when its writer is the log's own member or was a steward. */
function forgettingOf(fact: Fact, membership: Membership, isInRight: boolean): readonly Forgetting[] {
  const body = isInRight ? bodyOf(forgotten, fact) : null;
  if (body === null) return [];
  const isSelf = memberOf(membership, fact.log) === memberOf(membership, body.log);
  if (!isSelf && !hasRole(membership, fact, 'steward')) return [];
  const seqs = body.seqs.filter((seq) => seq <= body.upTo.seq);
  return [{ by: refOf(fact), log: body.log, seqs, blobs: body.blobs }];
}

function logsAwaited({ facts, admissions = {} }: RightSource['record']): readonly LogId[] {
  const here = new Set(facts.map(({ id }) => id));
  return [...new Set(Object.values(admissions).flatMap(({ id, log }) => (here.has(id) ? [] : [log])))];
}

export async function heightsAwaited(
  db: WorkshopDatabase,
  record: RightSource['record'],
  heads: readonly LogRecord[] = [],
): Promise<ReadonlyMap<LogId, number>> {
  const logs = logsAwaited(record);
  const known = new Map<LogId, number>(heads.map(({ log, height }) => [log, height]));
  const found = logs.length > 0 ? await db.logs.bulkGet([...logs]) : [];
  return new Map(logs.map((log, at) => [log, known.get(log) ?? found[at]?.height ?? 0]));
}

/** Keeps the last fold in memory; reads the workshop's stream only when the version in `state` moved. */
export interface MembershipCache {
  /** Call inside a transaction over `streams` and `logs`, or outside of any. */
  read(state: StateRecord): Promise<Right>;
  keep(right: Right): void;
}

export function createMembershipCache(db: WorkshopDatabase): MembershipCache {
  let kept: Right = { ...emptyRight, version: -1 };
  return {
    async read(state) {
      if (kept.version === state.membershipVersion) return kept;
      const { workshop, proven, membershipVersion } = state;
      const record = (await db.streams.get(workshopStream)) ?? { facts: [] };
      const heights = await heightsAwaited(db, record);
      kept = rightFrom({ workshop, record, proven, heights }, membershipVersion);
      return kept;
    },
    keep(right) {
      kept = right;
    },
  };
}

const emptyRight: Right = {
  version: 0,
  membership: nobody,
  withdrawnBatches: new Set(),
  letIn: new Set(),
  awaited: new Set(),
  forgotten: new Map(),
  forgottenSeqs: new Map(),
  forgottenBlobs: new Map(),
};
