import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import { groupBy } from '../groupBy.ts';
import type { EpochId, FactId, LogId, MemberId, WorkshopId } from '../ids.ts';
import {
  type Heir,
  type History,
  type Owned,
  type Round,
  readHistory,
  roleAt,
  settleRounds,
} from './membershipRounds.ts';
import { type Branch, isOnLine } from './pasts.ts';

export type Role = 'member' | 'steward';

/** The terms of an `invited` fact. */
export interface Invitation {
  readonly log: LogId;
  readonly seq: number;
  readonly id: FactId;
  /** Public half of the one-time key. */
  readonly key: string;
  readonly role: Role;
  readonly until: number;
  /** Whose device it lets in; null: a new member's. */
  readonly member: MemberId | null;
}

/** What facts alone do not tell: found out at the door, where bytes and signatures are. */
export interface Evidence {
  /** Was the proof of a `recovered` fact signed by this recovery key? */
  isProven(fact: Fact, recovery: string): boolean;
  /** What an `admitted` fact carries, once its signature, hash and proof were verified. */
  invitationOf(fact: Fact): Invitation | null;
  /** Side lines of doubled logs. */
  readonly branches?: readonly Branch[];
  /** How many facts of the log are here: an invitation below that and not here was never written. */
  heightOf?(log: LogId): number;
}

/** How far a line counts. Null while it is open; -1 when nothing of it does. */
export type Cut = { readonly seq: number } | null;

/** One log: an installation of somebody. */
export interface Device {
  readonly log: LogId;
  readonly member: MemberId;
  /** The last fact that counts. */
  readonly cut: Cut;
  /** X25519 key that epoch keys are sealed to; devices of the first version have none. */
  readonly agreement: string | null;
  readonly admittedBy: FactRef | null;
  /** The `invited` fact it was let in with. */
  readonly invitation: FactId | null;
  /** The member's role in this log, from each place on; ascending, first from 0. */
  readonly roles: readonly { readonly from: number; readonly role: Role }[];
  readonly branches: readonly (Branch & { readonly cut: Cut })[];
}

export interface Member {
  readonly id: MemberId;
  readonly role: Role;
  readonly erased: boolean;
  readonly standing: 'in' | 'removed' | 'left';
}

/** A log let in with an invitation that another log was let in with, apart: none of them counts until a steward keeps one. */
export interface Waiting {
  readonly log: LogId;
  readonly member: MemberId;
  readonly invitation: FactId;
  readonly admission: FactRef;
}

export interface Epoch {
  readonly epoch: EpochId;
  readonly ref: FactRef;
  readonly check: string;
  /** The key, sealed to these devices. */
  readonly sealed: readonly (readonly [LogId, string])[];
  /** No other rotation was written on top of it. */
  readonly isHead: boolean;
}

/** An invitation that was rightly written, and the logs it let in, kept waiting or not. */
export interface KnownInvitation extends Invitation {
  readonly by: MemberId;
  readonly usedBy: readonly LogId[];
}

/** The fold over facts of the clear kinds: who is in, with which devices, and which key is current. */
export interface Membership {
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly devices: ReadonlyMap<LogId, Device>;
  readonly waiting: ReadonlyMap<LogId, Waiting>;
  /** Public half of the recovery key in force. */
  readonly recovery: string | null;
  /** Facts `keyRotated` that count, oldest first. */
  readonly epochs: readonly Epoch[];
  readonly epochHeads: readonly Epoch[];
  /** Somebody's right ended and they may still hold the current key, or there are several. */
  readonly needsRotation: boolean;
  readonly invitations: readonly KnownInvitation[];
}

export const nobody: Membership = {
  members: new Map(),
  devices: new Map(),
  waiting: new Map(),
  recovery: null,
  epochs: [],
  epochHeads: [],
  needsRotation: false,
  invitations: [],
};

/**
 * Folds the workshop's clear facts: pure, the same in any order, never throws. Rights of things that cannot be known from
 * facts (proofs, carried invitations, side lines) are asked of `evidence`.
 */
export function settleMembership(workshop: WorkshopId, facts: readonly Fact[], evidence: Evidence): Membership {
  const history = readHistory(workshop, facts, evidence);
  const heirs: Heir[] = [];
  for (;;) {
    const round = settleRounds(history, heirs);
    const membership = membershipFrom(history, round);
    const heir = heirOf(history, round, membership, heirs);
    if (heir === null) return membership;
    heirs.push(heir);
  }
}

function membershipFrom(history: History, round: Round): Membership {
  const { isBelow } = history;
  const members = new Map<MemberId, Member>();
  for (const [id, { role }] of round.joined) {
    const gone = round.memberCuts.filter(({ member }) => member === id);
    const isRemoved = gone.some(({ how }) => how === 'removed');
    members.set(id, {
      id,
      role: roleIn(history, round, id, role, null),
      erased: round.erased.has(id),
      standing: isRemoved ? 'removed' : gone.length > 0 ? 'left' : 'in',
    });
  }
  const heads = round.rotations.filter((fact) => !round.rotations.some((other) => isBelow(fact, other)));
  const epochs = round.rotations.flatMap((fact): readonly Epoch[] => {
    const said = history.said.get(fact.id);
    if (said?.kind !== 'keyRotated') return [];
    const { check, sealed } = said.body;
    return [{ epoch: epochOf(fact), ref: refOf(fact), check, sealed: sealed ?? [], isHead: heads.includes(fact) }];
  });
  const uses = groupBy(round.uses, ({ invitation }) => invitation.id);
  const waiting = round.uses.filter(
    ({ fact, log }) => !round.owned.has(log) && round.ground.barred.get(fact.id) === 'waits',
  );
  return {
    members,
    devices: new Map([...round.owned.keys()].map((log) => [log, deviceOf(history, round, log)])),
    waiting: new Map(
      waiting.map(({ log, member, invitation, fact }) => [
        log,
        { log, member, invitation: invitation.id, admission: refOf(fact) },
      ]),
    ),
    recovery: round.keys.at(-1)?.key ?? null,
    epochs,
    epochHeads: epochs.filter(({ isHead }) => isHead),
    needsRotation: heads.length > 1 || round.endings.some((fact) => !heads.some((head) => isBelow(fact, head))),
    invitations: round.invited.flatMap(({ fact, by }): readonly KnownInvitation[] => {
      const said = history.said.get(fact.id);
      if (said?.kind !== 'invited') return [];
      const usedBy = (uses.get(fact.id) ?? []).map(({ log }) => log);
      return [{ ...refOf(fact), ...said.body, member: said.body.member ?? null, by, usedBy: [...new Set(usedBy)] }];
    }),
  };
}

function deviceOf(history: History, round: Round, log: LogId): Device {
  const { member, by, agreement, invitation } = round.owned.get(log) as Owned;
  // In whatever order they came, everybody lists them alike.
  const branches = (history.sides.get(log) ?? []).toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  const cuts = round.ground.cuts.get(log) ?? [];
  const cutOf = (line: Branch | null): Cut =>
    cuts.length === 0 ? null : { seq: Math.min(...cuts.map((places) => highest(places, line, branches))) };
  const base = round.joined.get(member)?.role ?? 'member';
  const named = round.statements.flatMap((each) =>
    each.places.flatMap((place) => (place.log === log ? [place.seq + 1] : [])),
  );
  const steps = [...new Set([0, ...named])].toSorted((a, b) => a - b);
  const roles = steps.map((from) => ({
    from,
    role: roleIn(history, round, member, base, { log, seq: from }),
  }));
  return {
    log,
    member,
    cut: cutOf(null),
    agreement,
    admittedBy: by.log === log ? null : refOf(by),
    invitation: invitation?.id ?? null,
    roles: roles.filter(({ role }, at) => role !== roles[at - 1]?.role),
    branches: branches.map((branch) => ({ ...branch, cut: cutOf(branch) })),
  };
}

/** How far up a line the places reach; where they stand on another line, up to where the two part. */
function highest(places: readonly FactRef[], line: Branch | null, branches: readonly Branch[]): number {
  const reach = places.map((place) => {
    if (isOnLine(line, place, branches)) return place.seq;
    const its = branches.find(({ facts }) => facts.has(place.id));
    return Math.min(place.seq, (line?.from ?? Infinity) - 1, (its?.from ?? Infinity) - 1);
  });
  return Math.max(-1, ...reach);
}

/** `null`: the role as it is now, beyond every place that was named. */
function roleIn(
  { isBelow }: History,
  { statements }: Round,
  member: MemberId,
  base: Role,
  place: Pick<FactRef, 'log' | 'seq'> | null,
): Role {
  const own = statements.filter((each) => each.member === member);
  const isBefore = (places: readonly FactRef[]) =>
    place !== null && places.some(({ log, seq }) => log === place.log && place.seq <= seq);
  return roleAt(base, own, isBefore, isBelow);
}

/**
 * No steward is left, as when two removed each other: of the members who can write, the one who was let in before the
 * others becomes steward. Never "the senior wins" otherwise: the founder's stolen phone is the most senior.
 */
function heirOf(
  { ordered, isBelow }: History,
  { joined, owned, statements, memberCuts }: Round,
  { members, devices }: Membership,
  heirs: readonly Heir[],
): Heir | null {
  if ([...members.values()].some(({ role, standing }) => role === 'steward' && standing === 'in')) return null;
  const writers = new Set([...devices.values()].flatMap(({ member, cut }) => (cut === null ? [member] : [])));
  const left = [...members.values()].filter(
    ({ id, standing }) => standing === 'in' && writers.has(id) && !heirs.some(({ member }) => member === id),
  );
  const isBefore = (a: MemberId, b: MemberId): boolean => {
    const [one, other] = [joined.get(a)?.by, joined.get(b)?.by];
    return one !== undefined && other !== undefined && isBelow(one, other);
  };
  const eldest = left.filter(({ id }) => !left.some((other) => isBefore(other.id, id)));
  const chosen = eldest.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]?.id;
  if (chosen === undefined) return null;
  const losses = [...joined].flatMap(([id, { role }]): readonly (readonly Fact[])[] => {
    const was = role === 'steward' || statements.some((each) => each.member === id && each.role === 'steward');
    const ended = [
      ...memberCuts.flatMap(({ member, by }) => (member === id ? [by] : [])),
      ...statements.flatMap(({ member, by, role: given }) =>
        member === id && given === 'member' && 'id' in by ? [by] : [],
      ),
    ];
    return was && ended.length > 0 ? [ended] : [];
  });
  // Up to what those who ended it knew of the heir, the old role holds.
  const all = losses.flat();
  const places = ordered.filter(
    (fact) => owned.get(fact.log)?.member === chosen && all.some((loss) => loss === fact || isBelow(fact, loss)),
  );
  return { member: chosen, losses, places: places.map(refOf) };
}

export const memberOf = (membership: Membership, log: LogId): MemberId | null =>
  membership.devices.get(log)?.member ?? null;

/** Whether the log's member had the role there: a change of role leaves what lies at or below the heads it names. */
export function hasRole(membership: Membership, { log, seq }: Pick<FactRef, 'log' | 'seq'>, role: Role): boolean {
  const found = membership.devices.get(log)?.roles.findLast(({ from }) => from <= seq);
  return found !== undefined && (role === 'member' || found.role === 'steward');
}

/** For what is about to be written: is this open log a steward's? */
export function isStewardNow(membership: Membership, log: LogId): boolean {
  const device = membership.devices.get(log);
  return device !== undefined && device.cut === null && membership.members.get(device.member)?.role === 'steward';
}

/** Is the fact at or below the cut of its line, in a log that was ever let in? */
export function isWithinCut(membership: Membership, fact: FactRef): boolean {
  const device = membership.devices.get(fact.log);
  if (device === undefined) return false;
  const { branches } = device;
  if (branches.length === 0) return device.cut === null || fact.seq <= device.cut.seq;
  return [null, ...branches].some((line) => {
    const cut = line === null ? device.cut : line.cut;
    return (cut === null || fact.seq <= cut.seq) && isOnLine(line, fact, branches);
  });
}

/**
 * The epoch to write in: of the heads whose key is here the one with the smallest id, so that two who rotated at once
 * soon write in the same; without any, the newest whose key is here.
 */
export function writingEpoch({ epochs, epochHeads }: Membership, holds: (epoch: EpochId) => boolean): EpochId | null {
  const held = epochHeads.filter(({ epoch }) => holds(epoch)).toSorted((a, b) => (a.epoch < b.epoch ? -1 : 1));
  return (held[0] ?? epochs.findLast(({ epoch }) => holds(epoch)))?.epoch ?? null;
}

/** The first 16 bytes of a fact's id, in base64url: 21 characters whole and two bits of the next. */
export const epochOf = ({ id }: Pick<FactRef, 'id'>): EpochId => firstHalf(id) as EpochId;

/** Whom an open invitation lets in: a member named after it, so that nobody chooses, and two who admit apart agree. */
export const invitedMember = ({ member, id }: Pick<Invitation, 'member' | 'id'>): MemberId =>
  member ?? (firstHalf(id) as MemberId);

function firstHalf(id: FactId): string {
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(id.charAt(21));
  return id.slice(0, 21) + 'AQgw'.charAt(last >> 4);
}
