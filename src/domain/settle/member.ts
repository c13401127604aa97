import type { Fact, FactRef } from '../fact.ts';
import type { BatchId, MemberId } from '../ids.ts';
import { memberStream } from '../ids.ts';
import { personOf } from '../kinds/kind.ts';
import { profileWritten } from '../kinds/member.ts';
import { type SettleContext, countedIn, isOfLaterVersion, asRead } from './context.ts';
import { awaitedByAll, settleConcern } from './heads.ts';

/** `named`: the name is here. The others read *someone*, or *somebody we do not know yet*. */
export interface Profile {
  readonly id: MemberId;
  /** `withdrawn`: known only from an import that was taken back. */
  readonly state: 'named' | 'forgotten' | 'to-come' | 'withdrawn';
  readonly name: string | null;
  readonly contact: string | null;
  readonly heads: readonly FactRef[];
  readonly awaits: readonly FactRef[];
}

/** The last profile written that is still here. Erased members read *someone* whatever was written. */
export function settleProfile(id: MemberId, stored: readonly Fact[], context: SettleContext): Profile {
  const facts = asRead(stored, context);
  const written = facts.filter((fact) => fact.kind === profileWritten.name || isOfLaterVersion(context, fact));
  const isCounted = countedIn(
    context,
    ({ kind, streams }) => kind === profileWritten.name && streams[0] === memberStream(id),
  );
  const { ordered, tops } = settleConcern(written, isCounted, context, facts);
  const isErased = context.membership.members.get(id)?.erased === true;
  const isHere = (fact: Fact) => fact.person === 'forgotten' || personOf(profileWritten, fact) !== null;
  const last = ordered.findLast((fact) => isCounted(fact) && isHere(fact));
  const words = isErased || last === undefined ? null : personOf(profileWritten, last);
  const gone = isErased || last?.person === 'forgotten';
  const { withdrawnBatches } = context;
  const isWithdrawn = last === undefined && written.some(({ body }) => withdrawnBatches.has(body['batch'] as BatchId));
  return {
    id,
    state: words !== null ? 'named' : gone ? 'forgotten' : isWithdrawn ? 'withdrawn' : 'to-come',
    name: words?.name ?? null,
    contact: words?.contact ?? null,
    heads: tops,
    awaits: awaitedByAll(written, facts, context),
  };
}
