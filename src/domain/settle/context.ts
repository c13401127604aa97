import type { Fact, FactRef } from '../fact.ts';
import type { BatchId, BlobId, FactId, LogId } from '../ids.ts';
import { type Membership, isWithinCut } from './membership.ts';
import { isClearKind } from '../fact.ts';
import { kindByName } from '../kinds/allKinds.ts';
import { bodyOf } from '../kinds/kind.ts';

/** What a stream's facts alone cannot tell. Reads no clock and no locale. */
export interface SettleContext {
  readonly membership: Membership;
  /** How many facts of the log are stored here; 0 for a log never heard of. */
  heightOf(log: LogId): number;
  readonly withdrawnBatches: ReadonlySet<BatchId>;
  /** Person parts that somebody with the right asked to forget; none when left out. */
  readonly forgottenSeqs?: ReadonlyMap<LogId, ReadonlySet<number>>;
  /** The same of pictures and files, by the log whose facts named them. */
  readonly forgottenBlobs?: ReadonlyMap<LogId, ReadonlySet<BlobId>>;
}

/**
 * Facts as they may be read: a part that is to be forgotten reads so at once, though its bytes may stay for some days in
 * case whoever asked for it had no right.
 */
export function asRead(facts: readonly Fact[], { forgottenSeqs }: SettleContext): readonly Fact[] {
  if (forgottenSeqs === undefined || forgottenSeqs.size === 0) return facts;
  return facts.map((fact) =>
    fact.person !== null && forgottenSeqs.get(fact.log)?.has(fact.seq) === true
      ? { ...fact, person: 'forgotten' }
      : fact,
  );
}

/** Is the fact at or below its log's cut, in a log that was ever let in? */
export const isWithinRight = ({ membership }: SettleContext, fact: FactRef): boolean => isWithinCut(membership, fact);

/**
 * Does this fact count? It must be of a known kind, about a thing of that kind's sort, shaped right, dressed right
 * (sealed or clear), written within its log's right, and not part of an import that was taken back. It never waits for
 * what it refers to.
 */
export function counts(context: SettleContext, fact: Fact): boolean {
  const kind = kindByName.get(fact.kind);
  if (kind === undefined || kind.clear !== (fact.epoch === null) || kind.clear !== isClearKind(fact.kind)) return false;
  if (fact.streams[0]?.startsWith(`${kind.subject}/`) !== true || isTakenBack(context, fact)) return false;
  return isWithinRight(context, fact) && bodyOf(kind, fact) !== null;
}

/** `counts`, and what else is asked, looked up once for each fact: settling asks several times. */
export function countedIn(
  context: SettleContext,
  isAsked: (fact: Fact) => boolean = () => true,
): (fact: Fact) => boolean {
  const verdicts = new Map<FactId, boolean>();
  return (fact) => {
    const known = verdicts.get(fact.id);
    if (known !== undefined) return known;
    const verdict = counts(context, fact) && isAsked(fact);
    verdicts.set(fact.id, verdict);
    return verdict;
  };
}

/**
 * A fact whose kind only a later version knows. It says nothing here, but what it was written on is covered through it,
 * and what is written here next is written on top of it: else a phone that was not updated would tear the story apart.
 */
export const isOfLaterVersion = (context: SettleContext, fact: Fact): boolean =>
  !kindByName.has(fact.kind) &&
  !(isClearKind(fact.kind) && fact.epoch !== null) &&
  !isTakenBack(context, fact) &&
  isWithinRight(context, fact);

function isTakenBack({ withdrawnBatches }: SettleContext, { body }: Fact): boolean {
  const batch = body['batch'];
  return typeof batch === 'string' && withdrawnBatches.has(batch as BatchId);
}
