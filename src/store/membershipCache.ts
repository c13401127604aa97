import type { BatchId, WorkshopId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import type { Fact } from '#domain/fact.ts';
import { type Membership, nobody, settleMembership } from '#domain/settle/membership.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import type { StateRecord, WorkshopDatabase } from './database.ts';

/** The fold every settling needs, and the version of the facts it was made from. */
export interface Right {
  readonly version: number;
  readonly membership: Membership;
  readonly withdrawnBatches: ReadonlySet<BatchId>;
}

/** Folds membership, then the withdrawn batches that count under it. */
export function rightFrom(
  workshop: WorkshopId,
  facts: readonly Fact[],
  proven: StateRecord['proven'],
  version: number,
): Right {
  const membership = settleMembership(workshop, facts, ({ log }, recovery) => proven[log] === recovery);
  // No fact of membership carries a batch, so the empty set is enough to settle them.
  const context = { membership, heightOf: () => Number.MAX_SAFE_INTEGER, withdrawnBatches: new Set<BatchId>() };
  return { version, membership, withdrawnBatches: new Set(settleWorkshop(facts, context).withdrawnBatches) };
}

/** Keeps the last fold in memory; reads the workshop's stream only when the version in `state` moved. */
export interface MembershipCache {
  /** Call inside a transaction over `streams`, or outside of any. */
  read(state: StateRecord): Promise<Right>;
  keep(right: Right): void;
}

export function createMembershipCache(db: WorkshopDatabase): MembershipCache {
  let kept: Right = { version: -1, membership: nobody, withdrawnBatches: new Set() };
  return {
    async read(state) {
      if (kept.version === state.membershipVersion) return kept;
      const record = await db.streams.get(workshopStream);
      kept = rightFrom(state.workshop, record?.facts ?? [], state.proven, state.membershipVersion);
      return kept;
    },
    keep(right) {
      kept = right;
    },
  };
}
