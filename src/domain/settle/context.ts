import type { Fact } from '../fact.ts';
import type { BatchId, LogId } from '../ids.ts';
import type { Membership } from './membership.ts';
import { isClearKind } from '../fact.ts';
import { kindByName } from '../kinds/allKinds.ts';

/** What a stream's facts alone cannot tell. Reads no clock and no locale. */
export interface SettleContext {
  readonly membership: Membership;
  /** How many facts of the log are stored here; 0 for a log never heard of. */
  heightOf(log: LogId): number;
  readonly withdrawnBatches: ReadonlySet<BatchId>;
}

/** Is the fact at or below its log's cut, in a log that was ever let in? */
export function isWithinRight({ membership }: SettleContext, { log, seq }: Pick<Fact, 'log' | 'seq'>): boolean {
  const device = membership.devices.get(log);
  return device !== undefined && (device.cut === null || seq <= device.cut.seq);
}

/**
 * Does this fact count? It must be of a known kind, shaped right, dressed right (sealed or clear), written within its
 * log's right, and not part of an import that was taken back. It never waits for what it refers to.
 */
export function counts(context: SettleContext, fact: Fact): boolean {
  const kind = kindByName.get(fact.kind);
  if (kind === undefined || kind.clear !== (fact.epoch === null) || kind.clear !== isClearKind(fact.kind)) return false;
  const { batch } = fact.body;
  if (typeof batch === 'string' && context.withdrawnBatches.has(batch as BatchId)) return false;
  return isWithinRight(context, fact);
}
