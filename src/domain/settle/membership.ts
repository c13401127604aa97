import type { Fact, FactRef } from '../fact.ts';
import type { EpochId, LogId, MemberId, WorkshopId } from '../ids.ts';
import * as kinds from '../kinds/workshop.ts';
import { bodyOf } from '../kinds/kind.ts';
import { inCausalOrder } from './heads.ts';

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

/**
 * Folds the workshop's clear facts. `isProven` says whether a `recovered` fact's proof was signed by the given recovery
 * key (checked at the door, where signatures are); a log it does not admit has no right at all.
 */
export function settleMembership(
  workshop: WorkshopId,
  facts: readonly Fact[],
  isProven: (fact: Fact, recovery: string) => boolean,
): Membership {
  const members = new Map<MemberId, Member>();
  const devices = new Map<LogId, Device>();
  const epochs: { epoch: EpochId; ref: FactRef; check: string }[] = [];
  let recovery: string | null = null;

  const mayWrite = (fact: Fact): boolean => {
    const device = devices.get(fact.log);
    return device !== undefined && (device.cut === null || fact.seq <= device.cut.seq);
  };
  const isSteward = (fact: Fact): boolean =>
    mayWrite(fact) && members.get(devices.get(fact.log)?.member as MemberId)?.role === 'steward';
  const close = (log: LogId, seq: number): void => {
    const device = devices.get(log);
    if (device === undefined) return;
    // Cuts made apart both stand: the lower one counts.
    if (device.cut === null || seq < device.cut.seq) devices.set(log, { ...device, cut: { seq } });
  };

  const ordered = inCausalOrder(facts.filter(({ epoch }) => epoch === null));
  for (const fact of ordered) {
    const founding = bodyOf(kinds.founded, fact);
    if (founding !== null && (fact.id as string) === workshop) {
      members.set(founding.member, { id: founding.member, role: 'steward', erased: false });
      devices.set(fact.log, { log: fact.log, member: founding.member, cut: null });
      recovery = founding.recovery;
      continue;
    }
    const begun = bodyOf(kinds.recovered, fact);
    if (begun !== null && fact.seq === 0 && !devices.has(fact.log)) {
      if (recovery === null || !members.has(begun.member) || !isProven(fact, recovery)) continue;
      devices.set(fact.log, { log: fact.log, member: begun.member, cut: null });
      // Only the recovering member's own logs: the key of the house does not shut out others.
      for (const { log, seq } of begun.closes) if (devices.get(log)?.member === begun.member && log !== fact.log) close(log, seq);
      continue;
    }
    if (!mayWrite(fact)) continue;
    const added = bodyOf(kinds.memberAdded, fact);
    if (added !== null && !members.has(added.member) && (added.role === 'member' || isSteward(fact)))
      members.set(added.member, { id: added.member, role: added.role, erased: false });
    const rotated = bodyOf(kinds.keyRotated, fact);
    if (rotated !== null)
      epochs.push({ epoch: epochOf(fact), ref: { log: fact.log, seq: fact.seq, id: fact.id }, check: rotated.check });
    const replaced = bodyOf(kinds.recoverySet, fact);
    if (replaced !== null && isSteward(fact)) recovery = replaced.recovery;
    const cut = bodyOf(kinds.revoked, fact);
    if (cut !== null && (isSteward(fact) || devices.get(cut.log)?.member === devices.get(fact.log)?.member))
      close(cut.log, cut.seq);
    const gone = bodyOf(kinds.erased, fact);
    const member = gone && members.get(gone.member);
    if (gone && member && (isSteward(fact) || devices.get(fact.log)?.member === gone.member))
      members.set(gone.member, { ...member, erased: true });
  }
  return { members, devices, recovery, epochs };
}

export const memberOf = (membership: Membership, log: LogId): MemberId | null =>
  membership.devices.get(log)?.member ?? null;

export function isStewardLog(membership: Membership, log: LogId): boolean {
  const member = memberOf(membership, log);
  return member !== null && membership.members.get(member)?.role === 'steward';
}
