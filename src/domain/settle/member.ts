import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { MemberId } from '../ids.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import { profileWritten } from '../kinds/member.ts';
import { type SettleContext, counts } from './context.ts';
import { awaitedBy, inCausalOrder, settleConcern } from './heads.ts';

/** `named`: the name is here. The others read *someone*, or *somebody we do not know yet*. */
export interface Profile {
  readonly id: MemberId;
  readonly state: 'named' | 'forgotten' | 'to-come';
  readonly name: string | null;
  readonly contact: string | null;
  readonly heads: readonly FactRef[];
  readonly awaits: readonly FactRef[];
}

/** The last profile written that is still here. Erased members read *someone* whatever was written. */
export function settleProfile(id: MemberId, facts: readonly Fact[], context: SettleContext): Profile {
  const written = facts.filter(({ kind }) => kind === profileWritten.name);
  const isCounted = (fact: Fact) => counts(context, fact) && bodyOf(profileWritten, fact) !== null;
  const { heads } = settleConcern(written, isCounted, context);
  const here = new Map(written.map((fact) => [fact.id, fact]));
  const isErased = context.membership.members.get(id)?.erased === true;
  const counted = inCausalOrder(written.filter(isCounted));
  const last = counted.toReversed().find(({ person }) => person !== 'to-come');
  const words = isErased || last === undefined ? null : personOf(profileWritten, last);
  const gone = isErased || last?.person === 'forgotten';
  return {
    id,
    state: words !== null ? 'named' : gone ? 'forgotten' : 'to-come',
    name: words?.name ?? null,
    contact: words?.contact ?? null,
    heads: heads.map(refOf),
    awaits: written.flatMap((fact) => awaitedBy(fact, here, context)),
  };
}
