import { expect, test } from 'vitest';
import {
  type Asking,
  type Deciding,
  decideAdmit,
  decideAdopt,
  decideDoubled,
  decideGiveRole,
  decideInvite,
  decideLeave,
  decideRemove,
  decideRevoke,
  decideRotate,
  openDevices,
} from '#domain/decide/membership.ts';
import type { Draft, Fact } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { MemberId } from '#domain/ids.ts';
import { kindByName } from '#domain/kinds/allKinds.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import type { Invitation } from '#domain/settle/membership.ts';
import { idOf, type Phone } from '#tests/support/facts.ts';
import { anyProof, createPeople, headOf, named, tell, topsOf } from '#tests/support/people.ts';

const now = 1000;
const key = idOf.fact('one-time key');
const entry = 'AAAA';

function threePeople() {
  const people = createPeople();
  const { ana } = people;
  const zoe = people.join(ana, 'Zoé', 'steward');
  const ben = people.join(ana, 'Ben');
  ana.meets(zoe, ben);
  const at = (phone: Phone): Deciding => ({ membership: people.settle(phone), log: phone.log, after: topsOf(phone) });
  const heads = (of: Phone, knownTo: Phone) => [refOf(headOf(of.log, knownTo))];
  const invitation = (fact: Fact): Invitation => ({
    ...refOf(fact),
    key,
    role: 'member',
    until: now + 1,
    member: (fact.body['member'] as MemberId | undefined) ?? null,
  });
  return { ...people, zoe, ben, at, heads, invitation, zoes: people.memberOf(zoe), bens: people.memberOf(ben) };
}
const why = (decided: Result<Draft, Refusal>): string => (decided.ok ? 'decided' : decided.refusal.kind);
const asking = (invitation: Invitation, phone: Phone): Asking => ({
  invitation,
  entry,
  log: phone.log,
  agreement: key,
  proof: anyProof,
});

/** Writes what was decided, and looks whether it fits its kind. */
function write(phone: Phone, decided: Result<Draft, Refusal>): Fact {
  const fact = phone.act(decided);
  const kind = kindByName.get(fact.kind);
  expect(kind === undefined ? null : bodyOf(kind, fact)).toEqual(fact.body);
  expect([fact.at, fact.epoch, fact.person, fact.streams[0]]).toEqual([null, null, null, 'workshop/self']);
  return fact;
}

test('stewards invite anybody, members themselves, nobody into the past', () => {
  const { ana, ben, at, bens, zoes } = threePeople();
  const terms = { key, role: 'member', until: now + 1, member: null } as const;
  write(ana, decideInvite(at(ana), { ...terms, role: 'steward' }, now));
  expect(write(ana, decideInvite(at(ana), { ...terms, member: bens }, now)).streams).toHaveLength(2);
  write(ben, decideInvite(at(ben), { ...terms, member: bens }, now));
  expect(why(decideInvite(at(ben), terms, now))).toBe('stewards-only');
  expect(why(decideInvite(at(ben), { ...terms, member: zoes }, now))).toBe('stewards-only');
  expect(why(decideInvite(at(ben), { ...terms, member: bens, role: 'steward' }, now))).toBe('stewards-only');
  expect(why(decideInvite(at(ana), { ...terms, until: now }, now))).toBe('until-past');
  expect(why(decideInvite(at(ana), { ...terms, member: idOf.member('nobody') }, now))).toBe('member-unknown');
});

test('anybody admits who was rightly invited, once and in time', () => {
  const people = threePeople();
  const { ana, ben, zoe, at, invitation } = people;
  const [dan, eve] = [people.phone('Dan'), people.phone('Eve')];
  const open = invitation(people.invite(ana));
  const admission = write(ben, decideAdmit(at(ben), asking(open, dan), now));
  (people.invitations as Map<Fact['id'], Invitation>).set(admission.id, open);
  expect(people.settle(ben).devices.has(dan.log)).toBe(true);
  expect(why(decideAdmit(at(ben), asking(open, dan), now))).toBe('device-here-already');
  expect(why(decideAdmit(at(ben), asking(open, eve), now))).toBe('invitation-used');
  const second = invitation(people.invite(ana));
  expect(why(decideAdmit(at(ben), asking(second, eve), now + 1))).toBe('invitation-expired');
  expect(why(decideAdmit(at(ben), asking(invitation(people.invite(ben)), eve), now))).toBe('invitation-void');
  const strangers = { ...second, log: idOf.log('a stranger') };
  expect(why(decideAdmit(at(ben), asking(strangers, eve), now))).toBe('invitation-void');
  // Zoé let Eve in with the first one, apart: both wait, and a steward keeps one, late or not.
  const apart = write(zoe, decideAdmit(at(zoe), asking(open, eve), now));
  (people.invitations as Map<Fact['id'], Invitation>).set(apart.id, open);
  ana.meets(ben, zoe);
  expect(why(decideAdmit(at(ben), asking(open, eve), now))).toBe('invitation-used');
  const kept = write(ana, decideAdmit(at(ana), asking(open, eve), now + 9));
  (people.invitations as Map<Fact['id'], Invitation>).set(kept.id, open);
  const { devices, waiting } = people.settle(ana);
  expect([devices.has(eve.log), devices.has(dan.log), waiting.size]).toEqual([true, false, 0]);
});

test('what somebody made while they might opens no door once they may not', () => {
  const invitedBy = (end: (people: ReturnType<typeof threePeople>) => void): string => {
    const people = threePeople();
    const { ana, ben, zoe, at, invitation } = people;
    const [open, dan] = [invitation(people.invite(zoe)), people.phone('Dan')];
    ana.meets(zoe);
    end(people);
    ben.meets(ana);
    return why(decideAdmit(at(ben), asking(open, dan), now));
  };
  expect(invitedBy(() => undefined)).toBe('decided');
  expect(invitedBy(({ ana, at, zoes, heads, zoe }) => write(ana, decideRemove(at(ana), zoes, heads(zoe, ana))))).toBe(
    'invitation-void',
  );
  expect(
    invitedBy(({ ana, at, heads, zoe }) => write(ana, decideRevoke(at(ana), heads(zoe, ana).at(-1) as Fact))),
  ).toBe('invitation-void');
  expect(
    invitedBy(({ ana, at, zoes, heads, zoe }) => write(ana, decideGiveRole(at(ana), zoes, 'member', heads(zoe, ana)))),
  ).toBe('invitation-void');
});

test('roles: by a steward, and never away from the last one', () => {
  const people = threePeople();
  const { ana, zoe, ben, at, heads, bens, zoes } = people;
  expect(why(decideGiveRole(at(ben), bens, 'steward', []))).toBe('stewards-only');
  expect(why(decideGiveRole(at(ana), bens, 'member', []))).toBe('role-same');
  expect(why(decideGiveRole(at(ana), idOf.member('nobody'), 'steward', []))).toBe('member-unknown');
  write(ana, decideGiveRole(at(ana), zoes, 'member', heads(zoe, ana)));
  expect(why(decideGiveRole(at(ana), ana.member, 'member', heads(ana, ana)))).toBe('last-steward');
  expect(why(decideRemove(at(ana), ana.member, heads(ana, ana)))).toBe('last-steward');
  expect(why(decideLeave(at(ana), heads(ana, ana)))).toBe('last-steward');
  write(ana, decideGiveRole(at(ana), bens, 'steward', heads(ben, ana)));
  write(ana, decideLeave(at(ana), heads(ana, ana)));
  expect(people.settle(ana).members.get(bens)?.role).toBe('steward');
  expect(why(decideLeave(at(ana), []))).toBe('decided');
});

test('whoever is alone may leave, steward or not', () => {
  const people = createPeople();
  const { ana } = people;
  expect(why(decideLeave({ membership: people.settle(ana), log: ana.log, after: topsOf(ana) }, []))).toBe('decided');
});

test('removed by stewards, devices closed by stewards and their owners, once', () => {
  const { ana, zoe, ben, at, heads, bens, zoes } = threePeople();
  const [bensHead] = heads(ben, ana) as [Fact];
  const [zoesHead] = heads(zoe, ana) as [Fact];
  expect(why(decideRemove(at(ben), zoes, heads(zoe, ben)))).toBe('stewards-only');
  expect(why(decideRevoke(at(ben), zoesHead))).toBe('stewards-only');
  expect(why(decideRevoke(at(ben), bensHead))).toBe('decided');
  expect(why(decideRevoke(at(ana), { ...bensHead, log: idOf.log('nobody') }))).toBe('device-unknown');
  write(ana, decideRevoke(at(ana), bensHead));
  expect(why(decideRevoke(at(ana), bensHead))).toBe('device-closed');
  write(ana, decideRemove(at(ana), bens, heads(ben, ana)));
  expect(why(decideRemove(at(ana), bens, heads(ben, ana)))).toBe('member-unknown');
  expect(openDevices(at(ana).membership).map(({ log }) => log)).toEqual([ana.log, zoe.log]);
});

test('adopted: beyond a cut only', () => {
  const { ana, ben, at, heads } = threePeople();
  const [cut] = heads(ben, ana) as [Fact];
  expect(why(decideAdopt(at(ana), { ...cut, seq: cut.seq + 1 }))).toBe('nothing-to-adopt');
  write(ana, decideRevoke(at(ana), cut));
  const honest = tell(ben, 'memberAdded', { member: idOf.member('Dan'), role: 'member' });
  ana.meets(ben);
  expect(why(decideAdopt(at(ben), honest))).toBe('stewards-only');
  expect(why(decideAdopt(at(ana), cut))).toBe('nothing-to-adopt');
  write(ana, decideAdopt(at(ana), honest));
  expect(at(ana).membership.devices.get(ben.log)?.cut).toEqual({ seq: honest.seq });
});

test('a doubled log is closed at both heads', () => {
  const people = threePeople();
  const { ana, ben, at } = people;
  const one = tell(ben, 'memberAdded', { member: idOf.member('One'), role: 'member' });
  const other: Fact = { ...one, id: idOf.fact('the other'), body: { member: idOf.member('Other'), role: 'member' } };
  ana.hears(one, other);
  people.branches.push({ log: ben.log, id: other.id, from: one.seq, facts: new Set([other.id]) });
  const found = { log: ben.log, seq: one.seq, ids: [one.id, other.id], heads: [one, other] } as const;
  expect(why(decideDoubled(at(ana), { ...found, log: idOf.log('nobody') }))).toBe('device-unknown');
  const fact = write(ana, decideDoubled(at(ana), found));
  expect(fact.body['heads']).toEqual(named(one, other));
  expect(why(decideDoubled(at(ana), found))).toBe('device-closed');
});

test('a rotation names the devices the key is sealed to, as many as fit', () => {
  const { ana, ben, at } = threePeople();
  const one = [ben.log, 'A'.repeat(107)] as const;
  const few = write(ana, { ok: true, value: decideRotate(at(ana), key, [one]) });
  expect(few.body['sealed']).toEqual([one]);
  const many = decideRotate(
    at(ana),
    key,
    Array.from({ length: 300 }, () => one),
  );
  expect(many.thing.body['sealed']).toHaveLength(180);
  expect(decideRotate(at(ana), key, []).thing.body).toEqual({ check: key });
});
