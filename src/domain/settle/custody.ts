import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { FactId, LogId, MemberId, PlaceId } from '../ids.ts';
import { handedOver, returned, taken, withdrawn } from '../kinds/custody.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import type { Concern } from './heads.ts';

/** Who a fact names. A part that was forgotten reads *someone*, one not arrived *somebody we do not know yet*. */
export type Who = MemberId | 'forgotten' | 'to-come' | null;

/** Somebody says they hold it: by taking it, or from hand to hand. */
export interface Claim {
  readonly ref: FactRef;
  readonly how: 'taken' | 'handed-over';
  readonly by: Who;
  readonly from: Who;
  /** Who wrote it down; differs from `by` at the tablet. */
  readonly log: LogId;
  readonly at: number;
  readonly until: string | null;
  readonly purpose: string | null;
  readonly note: string | null;
}

export interface Custody {
  readonly state: 'here' | 'out' | 'contested';
  /** None when here, one when out, all of them when contested. */
  readonly claims: readonly Claim[];
  /** News this one stands on is still on its way: no contest is shown until it came. */
  readonly arriving: boolean;
  readonly heads: readonly FactRef[];
  /** Where the last return put it, when that was not its own place. */
  readonly putAt: PlaceId | null;
  /** Time of the last fact that counts, for "since" and "asleep". */
  readonly at: number | null;
}

const whoOf = (fact: Fact, member: MemberId | undefined): Who =>
  typeof fact.person === 'string' ? fact.person : (member ?? null);

/** The claim a taking or a hand-over makes; null for other kinds. */
export function claimOf(fact: Fact): Claim | null {
  const take = bodyOf(taken, fact);
  const pass = take === null ? bodyOf(handedOver, fact) : null;
  const said = take ?? pass;
  if (said === null) return null;
  const taker = personOf(taken, fact);
  const passing = personOf(handedOver, fact);
  return {
    ref: refOf(fact),
    how: take === null ? 'handed-over' : 'taken',
    by: whoOf(fact, taker?.by ?? passing?.to),
    from: take === null ? whoOf(fact, passing?.from) : null,
    log: fact.log,
    at: fact.at ?? 0,
    until: said.until ?? null,
    purpose: said.purpose ?? null,
    note: taker?.note ?? passing?.note ?? null,
  };
}

/**
 * Who holds the tool, from the concern's facts. Ana takes the drill; Ben, who could not know, takes it too: two heads
 * that take, so it is contested and both are shown, until anything is written on top of both. A head that returns
 * claims nothing, so a return beside a taking leaves the taking. Withdrawing a fact gives back what stood before it.
 */
export function settleCustody(concern: Concern, isCounted: (fact: Fact) => boolean): Custody {
  const byId = new Map(concern.ordered.map((fact) => [fact.id, fact]));
  const standing = new Map<FactId, readonly Claim[]>();
  const below = (refs: readonly FactRef[]): readonly Claim[] =>
    unique(refs.flatMap(({ id }) => standing.get(id) ?? []));
  for (const fact of concern.ordered) standing.set(fact.id, isCounted(fact) ? claimsAt(fact, byId, below) : below(fact.after));

  const claims = unique(concern.heads.flatMap(({ id }) => standing.get(id) ?? []));
  const returns = concern.heads.flatMap((head) => bodyOf(returned, head) ?? []);
  const last = concern.heads.reduce((latest, { at }) => Math.max(latest, at ?? 0), -1);
  return {
    state: claims.length === 0 ? 'here' : claims.length > 1 && !concern.arriving ? 'contested' : 'out',
    claims,
    arriving: concern.arriving,
    heads: concern.heads.map(refOf),
    putAt: claims.length === 0 ? (returns.find(({ place }) => place !== undefined)?.place ?? null) : null,
    at: last < 0 ? null : last,
  };
}

function claimsAt(
  fact: Fact,
  byId: ReadonlyMap<FactId, Fact>,
  below: (refs: readonly FactRef[]) => readonly Claim[],
): readonly Claim[] {
  const claim = claimOf(fact);
  if (claim !== null) return [claim];
  const undone = bodyOf(withdrawn, fact)?.fact.id;
  if (undone === undefined) return [];
  // A fact withdrawn after others were written on top of it changes nothing of what stands now.
  return unique(fact.after.flatMap((ref) => below(ref.id === undone ? (byId.get(undone)?.after ?? []) : [ref])));
}

const unique = (claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(claims.map((claim) => [claim.ref.id, claim])).values(),
];
