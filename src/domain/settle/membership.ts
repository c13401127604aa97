import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { EpochId, LogId, MemberId, WorkshopId } from '../ids.ts';
import * as kinds from '../kinds/workshop.ts';
import { bodyOf } from '../kinds/kind.ts';
import { below, inCausalOrder } from './heads.ts';

export type Role = 'member' | 'steward';

/** One log: an installation of somebody. `cut` is the last fact that counts; null while the log is open. */
export interface Device {
  readonly log: LogId;
  readonly member: MemberId;
  readonly cut: { readonly seq: number } | null;
}

export interface Member {
  readonly id: MemberId;
  readonly role: Role;
  readonly erased: boolean;
}

/** The fold over facts of the clear kinds: who is in, with which devices, and which key is current. */
export interface Membership {
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly devices: ReadonlyMap<LogId, Device>;
  /** Public half of the recovery key in force. */
  readonly recovery: string | null;
  /** Facts `keyRotated` that count, oldest first, with the check of their key. */
  readonly epochs: readonly { readonly epoch: EpochId; readonly ref: FactRef; readonly check: string }[];
}

export const nobody: Membership = { members: new Map(), devices: new Map(), recovery: null, epochs: [] };

/** The first 16 bytes of a fact's id, in base64url: 21 characters whole and two bits of the next. */
export function epochOf(ref: Pick<FactRef, 'id'>): EpochId {
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(ref.id.charAt(21));
  return (ref.id.slice(0, 21) + 'AQgw'.charAt(last >> 4)) as EpochId;
}

/** Where logs were cut, and by which fact. */
interface Cut {
  readonly log: LogId;
  readonly seq: number;
  readonly by: Fact;
}
type Cuts = readonly Cut[];

/**
 * Folds the workshop's clear facts. `isProven` says whether a `recovered` fact's proof was signed by the given recovery
 * key (checked at the door, where signatures are); a log it does not admit has no right at all.
 *
 * A phone is lost; whoever found it writes on, and pretends not to know that it was revoked. So the cuts are found
 * first, and nothing beyond them counts, wherever it says it belongs.
 */
export function settleMembership(
  workshop: WorkshopId,
  facts: readonly Fact[],
  isProven: (fact: Fact, recovery: string) => boolean,
): Membership {
  const clear = inCausalOrder(facts.filter(({ epoch }) => epoch === null));
  const isFounding = ({ id }: Fact): boolean => (id as string) === workshop;
  const ordered = [...clear.filter(isFounding), ...clear.filter((fact) => !isFounding(fact))];
  let folded = foldMembership(workshop, ordered, isProven, []);
  // A cut may void what another rested on (a recovery key set beyond it); more rounds than this change nothing real.
  for (let round = 0; round < 3; round += 1) folded = foldMembership(workshop, ordered, isProven, folded.cuts);
  return folded.membership;
}

function foldMembership(
  workshop: WorkshopId,
  ordered: readonly Fact[],
  isProven: (fact: Fact, recovery: string) => boolean,
  known: Cuts,
): { readonly membership: Membership; readonly cuts: Cuts } {
  const members = new Map<MemberId, Member>();
  const owners = new Map<LogId, MemberId>();
  const epochs: { epoch: EpochId; ref: FactRef; check: string }[] = [];
  const cuts: Cut[] = [];
  const keys: { readonly key: string; readonly by: Fact }[] = [];

  const byId = new Map(ordered.map((fact) => [fact.id, fact]));
  const isStewards = ({ log }: Fact): boolean => members.get(owners.get(log) as MemberId)?.role === 'steward';
  const isBeyond = (fact: Fact, among: Cuts): boolean =>
    among.some(({ log, seq }) => log === fact.log && fact.seq > seq);
  /** Two who revoke each other while apart both stand; one who knew of the cut has no say. */
  const pastOf = (fact: Fact): ReadonlySet<Fact> => new Set(below([fact], (id) => byId.get(id)));
  /**
   * The recovery keys in force where this was written. Not those set beside it: whoever found the phone could set one,
   * and lock out the owner who recovers at home.
   */
  const keysAt = (fact: Fact): readonly string[] => {
    const past = pastOf(fact);
    const known = keys.filter(({ by }, at) => at === 0 || past.has(by));
    const replaced = new Set(known.flatMap(({ by }) => [...pastOf(by)].filter((each) => each !== by)));
    return known.filter(({ by }) => !replaced.has(by)).map(({ key }) => key);
  };
  const mayRevoke = (fact: Fact): boolean => {
    const against = cuts.filter(({ log, seq }) => log === fact.log && fact.seq > seq);
    if (against.length === 0) return true;
    const past = pastOf(fact);
    return !against.some(({ by }) => past.has(by));
  };

  for (const fact of ordered) {
    const founding = bodyOf(kinds.founded, fact);
    if (founding !== null && (fact.id as string) === workshop) {
      members.set(founding.member, { id: founding.member, role: 'steward', erased: false });
      owners.set(fact.log, founding.member);
      keys.push({ key: founding.recovery, by: fact });
      continue;
    }
    const begun = bodyOf(kinds.recovered, fact);
    if (begun !== null && fact.seq === 0 && !owners.has(fact.log)) {
      if (!members.has(begun.member) || !keysAt(fact).some((key) => isProven(fact, key))) continue;
      owners.set(fact.log, begun.member);
      // Only the recovering member's own logs: the key of the house does not shut out others.
      for (const { log, seq } of begun.closes)
        if (owners.get(log) === begun.member && log !== fact.log) cuts.push({ log, seq, by: fact });
      continue;
    }
    const owner = owners.get(fact.log);
    if (owner === undefined) continue;
    const cut = bodyOf(kinds.revoked, fact);
    if (cut !== null && owners.has(cut.log) && (isStewards(fact) || owners.get(cut.log) === owner) && mayRevoke(fact))
      cuts.push({ log: cut.log, seq: cut.seq, by: fact });
    if (isBeyond(fact, known)) continue;
    const added = bodyOf(kinds.memberAdded, fact);
    if (added !== null && !members.has(added.member) && (added.role === 'member' || isStewards(fact)))
      members.set(added.member, { id: added.member, role: added.role, erased: false });
    const rotated = bodyOf(kinds.keyRotated, fact);
    if (rotated !== null) epochs.push({ epoch: epochOf(fact), ref: refOf(fact), check: rotated.check });
    const replaced = bodyOf(kinds.recoverySet, fact);
    if (replaced !== null && isStewards(fact)) keys.push({ key: replaced.recovery, by: fact });
    const gone = bodyOf(kinds.erased, fact);
    const member = gone && members.get(gone.member);
    if (gone && member && (isStewards(fact) || owner === gone.member))
      members.set(gone.member, { ...member, erased: true });
  }
  // Cuts made apart both stand: the lower one counts.
  const cutOf = (log: LogId): Device['cut'] => {
    const seqs = cuts.flatMap((cut) => (cut.log === log ? [cut.seq] : []));
    return seqs.length === 0 ? null : { seq: Math.min(...seqs) };
  };
  const devices = new Map([...owners].map(([log, member]) => [log, { log, member, cut: cutOf(log) }] as const));
  return { membership: { members, devices, recovery: keys.at(-1)?.key ?? null, epochs }, cuts };
}

export const memberOf = (membership: Membership, log: LogId): MemberId | null =>
  membership.devices.get(log)?.member ?? null;

export function isStewardLog(membership: Membership, log: LogId): boolean {
  const member = memberOf(membership, log);
  return member !== null && membership.members.get(member)?.role === 'steward';
}
