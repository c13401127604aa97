/** Stories of membership: who founds, invites, admits, removes; and the evidence a door would have found. */
import type { Body, Fact, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { FactId, LogId, MemberId, WorkshopId } from '#domain/ids.ts';
import { memberStream, workshopStream } from '#domain/ids.ts';
import {
  type Evidence,
  type Invitation,
  type Membership,
  type Role,
  invitedMember,
  settleMembership,
} from '#domain/settle/membership.ts';
import type { Branch } from '#domain/settle/pasts.ts';
import { createAtelier, idOf, type Phone, workshopOf } from './facts.ts';

export const houseKey = idOf.fact('the key of the house') as string;
export const anyProof = 'A'.repeat(86);

/** Facts of membership this phone has seen that nothing was written on. */
export function topsOf(phone: Phone): readonly Fact[] {
  const facts = phone.about(workshopStream);
  const below = new Set(facts.flatMap(({ after }) => after.map(({ id }) => id)));
  return facts.filter(({ id }) => !below.has(id));
}

export const tell = (phone: Phone, kind: string, body: Body, after: readonly FactRef[] = topsOf(phone)): Fact =>
  phone.write({ kind, streams: [workshopStream], after, body });

/** The last fact of a log that another phone knows. */
export const headOf = (log: LogId, knownTo: Phone): Fact =>
  [...knownTo.seen.values()].filter((fact) => fact.log === log).toSorted((a, b) => b.seq - a.seq)[0] as Fact;

export const named = (...facts: readonly FactRef[]): readonly Body[] => facts.map((fact) => ({ ...refOf(fact) }));

export interface People {
  readonly founding: Fact;
  readonly workshop: WorkshopId;
  readonly ana: Phone;
  readonly invitations: ReadonlyMap<FactId, Invitation>;
  readonly branches: Branch[];
  phone(name: string): Phone;
  invite(by: Phone, terms?: { readonly role?: Role; readonly member?: MemberId }, after?: readonly Fact[]): Fact;
  /** Lets the log of `newcomer` in; both know it then. */
  admit(by: Phone, invited: Fact, newcomer: Phone, after?: readonly FactRef[], member?: MemberId): Fact;
  /** Somebody invited by `by` and admitted by the same, who knows all that `by` knows. */
  join(by: Phone, name: string, role?: Role): Phone;
  readonly evidence: Evidence;
  settle(phone: Phone): Membership;
  memberOf(phone: Phone): MemberId;
}

/** Ana founds the workshop and begins its first epoch. */
export function createPeople(): People {
  const atelier = createAtelier();
  const invitations = new Map<FactId, Invitation>();
  const branches: Branch[] = [];
  const evidence: Evidence = {
    isProven: (_fact, recovery) => recovery === houseKey,
    invitationOf: ({ id }) => invitations.get(id) ?? null,
    branches,
  };
  const ana = atelier.phone('Ana');
  const founding = tell(ana, 'founded', { member: ana.member, recovery: houseKey });
  const workshop = workshopOf(founding);
  tell(ana, 'keyRotated', { check: idOf.fact('first key') });
  const termsOf = ({ log, seq, id, body }: Fact): Invitation => ({
    log,
    seq,
    id,
    key: body['key'] as string,
    role: body['role'] as Role,
    until: body['until'] as number,
    member: (body['member'] as MemberId | undefined) ?? null,
  });
  const people: People = {
    founding,
    workshop,
    ana,
    invitations,
    branches,
    evidence,
    phone: (name) => atelier.phone(name),
    invite: (by, { role = 'member', member } = {}, after = topsOf(by)) =>
      tell(
        by,
        'invited',
        { key: idOf.fact(`one-time key of ${by.log} ${by.seen.size}`), role, until: 1, ...(member ? { member } : {}) },
        after,
      ),
    admit(by, invited, newcomer, after = topsOf(by), member) {
      const invitation = termsOf(invited);
      const fact = tell(
        by,
        'admitted',
        {
          invitation: 'AAAA',
          log: newcomer.log,
          member: member ?? invitedMember(invitation),
          agreement: idOf.fact(`agreement of ${newcomer.log}`),
          proof: anyProof,
        },
        after,
      );
      invitations.set(fact.id, invitation);
      return fact;
    },
    join(by, name, role = 'member') {
      const newcomer = atelier.phone(name);
      people.admit(by, people.invite(by, { role }), newcomer);
      newcomer.hears(...by.seen.values());
      newcomer.write({ kind: 'profileWritten', streams: [memberStream(newcomer.member)] });
      newcomer.meets(by);
      return newcomer;
    },
    settle: (phone) => settleMembership(workshop, phone.about(workshopStream), evidence),
    memberOf: (phone) => {
      const admission = [...invitations]
        .map(([id]) => phone.seen.get(id))
        .find((fact) => fact?.body['log'] === phone.log);
      return (admission?.body['member'] as MemberId | undefined) ?? phone.member;
    },
  };
  return people;
}
