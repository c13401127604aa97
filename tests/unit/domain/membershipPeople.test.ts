import { expect, test } from 'vitest';
import type { Fact } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import { type MemberId, workshopStream } from '#domain/ids.ts';
import {
  epochOf,
  hasRole,
  isStewardNow,
  isWithinCut,
  memberOf,
  settleMembership,
  writingEpoch,
} from '#domain/settle/membership.ts';
import { idOf, type Phone } from '#tests/support/facts.ts';
import { anyProof, createPeople, headOf, houseKey, named, tell, topsOf } from '#tests/support/people.ts';

/** Ana founds; Zoé is another steward, Ben and Cleo are members. All know all. */
function fourPeople() {
  const people = createPeople();
  const { ana } = people;
  const zoe = people.join(ana, 'Zoé', 'steward');
  const ben = people.join(ana, 'Ben');
  const cleo = people.join(ana, 'Cleo');
  ana.meets(zoe, ben, cleo);
  const is = (phone: Phone) => people.memberOf(phone);
  return { ...people, zoe, ben, cleo, is, all: [ana, zoe, ben, cleo] as const };
}
const meet = (...[first, ...others]: readonly Phone[]): void => first?.meets(...others);
const isIn = (people: ReturnType<typeof fourPeople>, at: Phone, phone: Phone): boolean =>
  people.settle(at).devices.has(phone.log);

test('an invitation that a member admits who never saw it counts, also for those who never will', () => {
  const people = fourPeople();
  const { zoe, ben } = people;
  const invited = people.invite(zoe);
  const dan = people.phone('Dan');
  const admission = people.admit(ben, invited, dan);
  expect(ben.seen.has(invited.id)).toBe(false);
  const membership = people.settle(ben);
  const member = memberOf(membership, dan.log);
  expect(member).not.toBeNull();
  expect(membership.members.get(member as never)).toMatchObject({ role: 'member', standing: 'in', erased: false });
  expect(membership.devices.get(dan.log)).toMatchObject({
    cut: null,
    admittedBy: refOf(admission),
    invitation: invited.id,
    agreement: idOf.fact(`agreement of ${dan.log}`),
  });
});

test('a steward’s new device that the one who admits never heard of may have invited', () => {
  const people = fourPeople();
  const { ana, ben } = people;
  const tablet = people.phone('Ana’s tablet');
  people.admit(ana, people.invite(ana, { member: ana.member }), tablet);
  tablet.meets(ana);
  const invited = people.invite(tablet);
  const dan = people.phone('Dan');
  people.admit(ben, invited, dan);
  expect(isIn(people, ben, dan)).toBe(false);
  ben.meets(ana);
  expect(isIn(people, ben, dan)).toBe(true);
  ben.meets(tablet);
  expect(isIn(people, ben, dan)).toBe(true);
});

test('members invite themselves only, with no more right than their own', () => {
  const people = fourPeople();
  const { ben, cleo, is } = people;
  const [own, foreign, open, higher] = ['own', 'foreign', 'open', 'higher'].map((name) => people.phone(name)) as [
    Phone,
    Phone,
    Phone,
    Phone,
  ];
  people.admit(cleo, people.invite(ben, { member: is(ben) }), own);
  people.admit(cleo, people.invite(ben, { member: is(cleo) }), foreign);
  people.admit(cleo, people.invite(ben), open);
  people.admit(cleo, people.invite(ben, { member: is(ben), role: 'steward' }), higher);
  meet(ben, cleo);
  const membership = people.settle(cleo);
  expect(memberOf(membership, own.log)).toBe(is(ben));
  for (const phone of [foreign, open, higher]) expect(membership.devices.has(phone.log)).toBe(false);
  expect(membership.members.size).toBe(4);
});

test('an invitation below the inviter’s cut admits, one beyond it admits nobody', () => {
  const people = fourPeople();
  const { ana, zoe, ben } = people;
  const early = people.invite(zoe);
  ana.meets(zoe);
  tell(ana, 'revoked', { ...refOf(early) });
  const late = people.invite(zoe);
  const [dan, eve] = [people.phone('Dan'), people.phone('Eve')];
  people.admit(ben, early, dan);
  people.admit(ben, late, eve);
  meet(...people.all);
  expect(isIn(people, ben, dan)).toBe(true);
  expect(isIn(people, ben, eve)).toBe(false);
});

test('an invitation written beside a log, where it never was, admits nobody', () => {
  const people = fourPeople();
  const { zoe, ben } = people;
  const forged: Fact = { ...people.invite(zoe), id: idOf.fact('forged') };
  const dan = people.phone('Dan');
  meet(...people.all);
  people.admit(ben, forged, dan);
  expect(isIn(people, ben, dan)).toBe(false);
});

test('an open invitation makes a member, and gets hold of none there is', () => {
  const people = fourPeople();
  const { ana, ben } = people;
  const mallory = people.phone('Mallory');
  people.admit(ben, people.invite(ana), mallory, topsOf(ben), ana.member);
  meet(...people.all);
  expect(isIn(people, ana, mallory)).toBe(false);
});

test('one invitation, one log: a second use by somebody who knew of the first is void', () => {
  const people = fourPeople();
  const { ana, ben, cleo } = people;
  const [dan, eve] = [people.phone('Dan'), people.phone('Eve')];
  const invited = people.invite(ana);
  people.admit(ben, invited, dan);
  meet(...people.all);
  people.admit(cleo, invited, eve);
  meet(...people.all);
  expect([isIn(people, ana, dan), isIn(people, ana, eve)]).toEqual([true, false]);
  expect(people.settle(ana).waiting.size).toBe(0);
});

test('an invitation used twice apart: both wait and none counts, until a steward keeps one', () => {
  const people = fourPeople();
  const { ana, ben, cleo, zoe } = people;
  const [dan, eve] = [people.phone('Dan'), people.phone('Eve')];
  const invited = people.invite(ana);
  people.admit(ben, invited, dan);
  people.admit(cleo, invited, eve);
  expect(isIn(people, ben, dan)).toBe(true);
  meet(...people.all);
  const waiting = people.settle(ana);
  expect([...waiting.waiting.keys()].toSorted()).toEqual([dan.log, eve.log].toSorted());
  expect([isIn(people, ana, dan), isIn(people, ana, eve)]).toEqual([false, false]);
  expect(waiting.invitations.find(({ id }) => id === invited.id)?.usedBy).toHaveLength(2);

  // A member cannot choose, a steward can.
  people.admit(ben, invited, dan);
  meet(...people.all);
  expect(isIn(people, ana, dan)).toBe(false);
  people.admit(zoe, invited, eve);
  expect([isIn(people, zoe, dan), isIn(people, zoe, eve)]).toEqual([false, true]);
  // Another steward kept the other one meanwhile: again both wait, until one is kept on top of both.
  people.admit(ana, invited, dan);
  meet(...people.all);
  expect(people.settle(ana).waiting.size).toBe(2);
  people.admit(ana, invited, dan);
  expect([isIn(people, ana, dan), isIn(people, ana, eve)]).toEqual([true, false]);
});

test('two who admit the same newcomer apart let in one device of one member', () => {
  const people = fourPeople();
  const { ana, ben, cleo } = people;
  const dan = people.phone('Dan');
  const invited = people.invite(ana);
  people.admit(ben, invited, dan);
  people.admit(cleo, invited, dan);
  meet(...people.all);
  const { members, waiting } = people.settle(ana);
  expect([isIn(people, ana, dan), members.size, waiting.size]).toEqual([true, 5, 0]);
});

test('a right is asked of a place: at or below the heads a demotion names, the old one holds', () => {
  const people = fourPeople();
  const { ana, zoe, is } = people;
  tell(zoe, 'memberAdded', { member: idOf.member('Early'), role: 'steward' });
  ana.meets(zoe);
  const last = headOf(zoe.log, ana);
  tell(ana, 'roleGiven', { member: is(zoe), role: 'member', logs: named(last) });
  zoe.meets(ana);
  tell(zoe, 'memberAdded', { member: idOf.member('Late'), role: 'steward' });
  ana.meets(zoe);
  const membership = people.settle(ana);
  expect(membership.members.get(idOf.member('Early'))?.role).toBe('steward');
  expect(membership.members.has(idOf.member('Late'))).toBe(false);
  expect(membership.members.get(is(zoe))?.role).toBe('member');
  expect(hasRole(membership, last, 'steward')).toBe(true);
  expect(hasRole(membership, { log: zoe.log, seq: last.seq + 1 }, 'steward')).toBe(false);
  expect(isStewardNow(membership, zoe.log)).toBe(false);
  expect(isWithinCut(membership, { ...last, seq: last.seq + 9 })).toBe(true);
});

test('a demoted steward who feigns not to know has no right beyond the heads', () => {
  const people = fourPeople();
  const { ana, zoe, is } = people;
  const old = topsOf(zoe);
  tell(ana, 'roleGiven', { member: is(zoe), role: 'member', logs: named(headOf(zoe.log, ana)) });
  tell(zoe, 'memberAdded', { member: idOf.member('Mallory'), role: 'steward' }, old);
  tell(zoe, 'recoverySet', { recovery: idOf.fact('another key') }, old);
  tell(zoe, 'roleGiven', { member: is(zoe), role: 'steward', logs: [] }, old);
  const mallory = people.phone('Mallory’s phone');
  people.admit(zoe, people.invite(zoe, {}, old), mallory, old);
  ana.meets(zoe);
  const membership = people.settle(ana);
  expect(membership.members.size).toBe(4);
  expect(membership.recovery).toBe(houseKey);
  expect(membership.members.get(is(zoe))?.role).toBe('member');
  expect(membership.devices.has(mallory.log)).toBe(false);
});

test('a role given counts beyond the heads it names, and only when a steward gave it', () => {
  const people = fourPeople();
  const { ana, zoe, ben, cleo, is } = people;
  tell(cleo, 'roleGiven', { member: is(cleo), role: 'steward', logs: [] });
  tell(ben, 'erased', { member: is(zoe) });
  ana.meets(ben, cleo);
  const last = headOf(ben.log, ana);
  tell(ana, 'roleGiven', { member: is(ben), role: 'steward', logs: named(last) });
  ben.meets(ana);
  tell(ben, 'memberAdded', { member: idOf.member('Dan'), role: 'steward' });
  const { members, devices } = people.settle(ben);
  expect(members.get(is(ben))?.role).toBe('steward');
  expect(members.get(is(cleo))?.role).toBe('member');
  expect(members.get(is(zoe))?.erased).toBe(false);
  expect(members.get(idOf.member('Dan'))?.role).toBe('steward');
  expect(devices.get(ben.log)?.roles).toEqual([
    { from: 0, role: 'member' },
    { from: last.seq + 1, role: 'steward' },
  ]);
});

test('two roles given apart: the lower counts until somebody writes on top of both', () => {
  const people = fourPeople();
  const { ana, zoe, ben, is } = people;
  tell(ana, 'roleGiven', { member: is(ben), role: 'steward', logs: named(headOf(ben.log, ana)) });
  tell(zoe, 'roleGiven', { member: is(ben), role: 'member', logs: named(headOf(ben.log, zoe)) });
  ana.meets(zoe);
  const role = () => people.settle(ana).members.get(is(ben))?.role;
  expect(role()).toBe('member');
  tell(ana, 'roleGiven', { member: is(ben), role: 'steward', logs: named(headOf(ben.log, ana)) });
  expect(role()).toBe('steward');
});

test('removed: what lies at or below the named heads counts, logs not named count nowhere', () => {
  const people = fourPeople();
  const { ana, ben, cleo, is } = people;
  const last = headOf(ben.log, ana);
  tell(ana, 'removed', { member: is(ben), logs: named(last) });
  // Ben links a tablet meanwhile, and feigns not to know.
  const tablet = people.phone('Ben’s tablet');
  people.admit(cleo, people.invite(ben, { member: is(ben) }), tablet);
  tell(ben, 'memberAdded', { member: idOf.member('Late'), role: 'member' });
  meet(...people.all);
  const { members, devices } = people.settle(ana);
  expect(members.get(is(ben))?.standing).toBe('removed');
  expect(devices.get(ben.log)?.cut).toEqual({ seq: last.seq });
  expect(devices.has(tablet.log)).toBe(false);
  expect(members.has(idOf.member('Late'))).toBe(false);
});

test('a log of somebody removed that the writer did not know counts nowhere, though rightly admitted before', () => {
  const people = fourPeople();
  const { ana, ben, cleo, is } = people;
  const tablet = people.phone('Ben’s tablet');
  people.admit(cleo, people.invite(ben, { member: is(ben) }), tablet);
  tell(ana, 'removed', { member: is(ben), logs: named(headOf(ben.log, cleo)) });
  tablet.meets(cleo);
  tell(tablet, 'memberAdded', { member: idOf.member('Late'), role: 'member' });
  meet(...people.all, tablet);
  const membership = people.settle(ana);
  expect(membership.members.has(idOf.member('Late'))).toBe(false);
  expect(membership.devices.get(tablet.log)?.cut === null).toBe(false);
});

test('invited again after a removal, a member is back with the new device only', () => {
  const people = fourPeople();
  const { ana, ben, cleo, is } = people;
  const stale = people.invite(ben, { member: is(ben) });
  meet(...people.all);
  tell(ana, 'removed', { member: is(ben), logs: named(headOf(ben.log, ana)) });
  meet(...people.all);
  // What Ben wrote before he was removed brings nobody back.
  const old = people.phone('Ben’s drawer');
  people.admit(cleo, stale, old);
  expect(people.settle(cleo).devices.get(old.log)?.cut).toEqual({ seq: -1 });
  expect(people.settle(cleo).members.get(is(ben))?.standing).toBe('removed');
  const anew = people.phone('Ben anew');
  people.admit(ana, people.invite(ana, { member: is(ben) }), anew);
  meet(...people.all);
  const { members, devices } = people.settle(ana);
  expect(members.get(is(ben))?.standing).toBe('in');
  expect(devices.get(anew.log)).toMatchObject({ member: is(ben), cut: null });
  expect(devices.get(ben.log)?.cut).not.toBeNull();
});

test('left: by that member alone, and counted like a removal', () => {
  const people = fourPeople();
  const { ben, cleo, is } = people;
  tell(cleo, 'left', { member: is(ben), logs: [] });
  const leaving = tell(ben, 'left', { member: is(ben), logs: named(headOf(ben.log, ben)) });
  meet(...people.all);
  const { members, devices } = people.settle(ben);
  expect(members.get(is(ben))?.standing).toBe('left');
  expect(members.get(is(cleo))?.standing).toBe('in');
  expect(devices.get(ben.log)?.cut).toEqual({ seq: leaving.seq });
});

test('two stewards who remove each other apart both go, and the longest admitted member becomes steward', () => {
  const people = fourPeople();
  const { ana, zoe, ben, cleo, is } = people;
  // Ben once tried what was not his to do.
  tell(ben, 'revoked', { ...refOf(headOf(cleo.log, ben)) });
  meet(...people.all);
  tell(ana, 'removed', { member: is(zoe), logs: named(headOf(zoe.log, ana)) });
  tell(zoe, 'removed', { member: ana.member, logs: named(headOf(ana.log, zoe)) });
  meet(...people.all);
  const alone = people.settle(ben);
  expect([...alone.members.values()].map(({ standing, role }) => [standing, role])).toEqual([
    ['removed', 'steward'],
    ['removed', 'steward'],
    ['in', 'steward'],
    ['in', 'member'],
  ]);
  expect(isStewardNow(alone, ben.log)).toBe(true);
  expect(alone.devices.get(cleo.log)?.cut).toBeNull();
  // Now Ben makes Cleo a steward: nobody wrote his right, and it stays.
  tell(ben, 'roleGiven', { member: is(cleo), role: 'steward', logs: named(headOf(cleo.log, ben)) });
  cleo.meets(ben);
  tell(cleo, 'memberAdded', { member: idOf.member('Dan'), role: 'steward' });
  ben.meets(cleo);
  const { members } = people.settle(ben);
  expect(members.get(is(ben))?.role).toBe('steward');
  expect(members.get(idOf.member('Dan'))?.role).toBe('steward');
  // Both have lost their say, also when they go on.
  tell(zoe, 'removed', { member: is(ben), logs: [] });
  ben.meets(zoe);
  expect(people.settle(ben).members.get(is(ben))?.standing).toBe('in');
});

test('whoever knew of the own removal has no say, whatever the fact claims to stand on', () => {
  const people = fourPeople();
  const { ana, zoe, ben, is } = people;
  const old = topsOf(zoe);
  tell(ana, 'removed', { member: is(zoe), logs: named(headOf(zoe.log, ana)) });
  zoe.meets(ana);
  tell(zoe, 'left', { member: is(zoe), logs: [] });
  // Her log shows that she knew: one of her facts stands on the removal.
  tell(zoe, 'removed', { member: is(ben), logs: [] }, old);
  tell(zoe, 'revoked', { ...refOf(headOf(ana.log, zoe)) }, old);
  ana.meets(zoe);
  const { members, devices } = people.settle(ana);
  expect(members.get(is(ben))?.standing).toBe('in');
  expect(members.get(is(zoe))?.standing).toBe('removed');
  expect(devices.get(ana.log)?.cut).toBeNull();
});

test('adopted: what an honest phone wrote beyond its cut counts up to there, and cuts it did not know stand', () => {
  const people = fourPeople();
  const { ana, zoe, ben } = people;
  const cutAt = headOf(ben.log, ana);
  tell(ana, 'revoked', { ...refOf(cutAt) });
  const honest = tell(ben, 'memberAdded', { member: idOf.member('Dan'), role: 'member' });
  const later = tell(ben, 'memberAdded', { member: idOf.member('Eve'), role: 'member' });
  meet(ana, ben);
  expect(people.settle(ana).members.has(idOf.member('Dan'))).toBe(false);
  tell(ana, 'adopted', { ...refOf(honest) });
  const after = people.settle(ana);
  expect(after.members.has(idOf.member('Dan'))).toBe(true);
  expect(after.members.has(idOf.member('Eve'))).toBe(false);
  expect(after.devices.get(ben.log)?.cut).toEqual({ seq: honest.seq });
  expect(later.seq).toBeGreaterThan(honest.seq);
  // Zoé, apart, had cut it too: hers stands.
  tell(zoe, 'revoked', { ...refOf(cutAt) });
  ana.meets(zoe);
  expect(people.settle(ana).devices.get(ben.log)?.cut).toEqual({ seq: cutAt.seq });
  tell(zoe, 'adopted', { ...refOf(honest) });
  expect(people.settle(zoe).devices.get(ben.log)?.cut).toEqual({ seq: honest.seq });
});

test('adopted by a member, or where nothing was cut, changes nothing', () => {
  const people = fourPeople();
  const { ana, ben, cleo } = people;
  tell(ana, 'adopted', { ...refOf(headOf(cleo.log, ana)) });
  expect(people.settle(ana).devices.get(cleo.log)?.cut).toBeNull();
  const cutAt = headOf(ben.log, ana);
  tell(ana, 'revoked', { ...refOf(cutAt) });
  const honest = tell(ben, 'memberAdded', { member: idOf.member('Dan'), role: 'member' });
  meet(...people.all);
  tell(cleo, 'adopted', { ...refOf(honest) });
  expect(people.settle(cleo).devices.get(ben.log)?.cut).toEqual({ seq: cutAt.seq });
});

/** Ben's phone was cloned: two phones go on from the same place of one log. */
function doubledLog() {
  const people = fourPeople();
  const { ana, ben } = people;
  const fork = tell(ben, 'memberAdded', { member: idOf.member('Before'), role: 'member' });
  ana.meets(ben);
  const one = tell(ben, 'memberAdded', { member: idOf.member('One'), role: 'member' });
  const other = {
    ...tell(people.phone('Clone'), 'memberAdded', { member: idOf.member('Other'), role: 'member' }, one.after),
    log: ben.log,
    seq: one.seq,
  };
  const beyond = { ...other, id: idOf.fact('beyond'), seq: one.seq + 1, after: [refOf(other)] };
  const late = { ...beyond, body: { member: idOf.member('Beyond'), role: 'member' } };
  people.branches.push({ log: ben.log, id: other.id, from: one.seq, facts: new Set([other.id, late.id]) });
  for (const phone of people.all) phone.hears(one, other, late);
  return { ...people, fork, one, other, late };
}
const has = (people: ReturnType<typeof doubledLog>, name: string): boolean =>
  people.settle(people.ana).members.has(idOf.member(name));

test('a doubled log: both lines count, until each is closed at the head named', () => {
  const people = doubledLog();
  const { ana, ben, cleo, one, other, late } = people;
  expect(['Before', 'One', 'Other', 'Beyond'].map((name) => has(people, name))).toEqual([true, true, true, true]);
  const body = { log: ben.log, seq: one.seq, ids: [one.id, other.id], heads: named(one, other) };
  tell(cleo, 'doubled', body);
  ana.meets(cleo);
  expect(['Before', 'One', 'Other', 'Beyond'].map((name) => has(people, name))).toEqual([true, true, true, false]);
  const membership = people.settle(ana);
  expect(isWithinCut(membership, late)).toBe(false);
  expect(isWithinCut(membership, other)).toBe(true);
  expect(membership.devices.get(ben.log)).toMatchObject({ cut: { seq: one.seq } });
});

test('nobody closes a log by saying it is doubled: both facts must be here, and no head below them', () => {
  const people = doubledLog();
  const { ana, ben, cleo, zoe, fork, one, other } = people;
  tell(cleo, 'doubled', { log: zoe.log, seq: 0, ids: [one.id, other.id], heads: named(headOf(zoe.log, ana), one) });
  tell(cleo, 'doubled', { log: ben.log, seq: one.seq, ids: [one.id, other.id], heads: named(fork, fork) });
  ana.meets(cleo);
  expect(people.settle(ana).devices.get(zoe.log)?.cut).toBeNull();
  expect(people.settle(ana).devices.get(ben.log)?.cut).toBeNull();
});

test('a revocation that names a fact of one line leaves nothing of the other: nobody writes beside a cut', () => {
  const people = doubledLog();
  const { ana, one, other } = people;
  tell(ana, 'revoked', { ...refOf(one) });
  expect(['Before', 'One', 'Other', 'Beyond'].map((name) => has(people, name))).toEqual([true, true, false, false]);
  // It was honest after all: a steward takes that line in as well.
  tell(ana, 'adopted', { ...refOf(other) });
  expect(['Before', 'One', 'Other', 'Beyond'].map((name) => has(people, name))).toEqual([true, true, true, false]);
});

test('a key is to be replaced after every end of a right, and where two replaced it apart', () => {
  const people = fourPeople();
  const { ana, zoe, ben, is } = people;
  const rotate = (phone: Phone, name: string) => tell(phone, 'keyRotated', { check: idOf.fact(name) });
  const settled = () => people.settle(ana);
  expect(settled().needsRotation).toBe(false);
  tell(ana, 'revoked', { ...refOf(headOf(ben.log, ana)) });
  expect(settled().needsRotation).toBe(true);
  zoe.meets(ana);
  const [anas, zoes] = [rotate(ana, 'a'), rotate(zoe, 'b')];
  expect(settled().needsRotation).toBe(false);
  ana.meets(zoe);
  expect(
    settled()
      .epochHeads.map(({ ref }) => ref.id)
      .toSorted(),
  ).toEqual([anas.id, zoes.id].toSorted());
  expect(settled().needsRotation).toBe(true);
  const smaller = [epochOf(anas), epochOf(zoes)].toSorted()[0];
  expect(writingEpoch(settled(), () => true)).toBe(smaller);
  expect(writingEpoch(settled(), (epoch) => epoch === epochOf(zoes))).toBe(epochOf(zoes));
  const both = rotate(zoe, 'c');
  ana.meets(zoe);
  expect(settled().needsRotation).toBe(false);
  expect(settled().epochHeads).toMatchObject([{ ref: refOf(both), sealed: [], isHead: true }]);
  // The newest of those that are here, while the head's key is not.
  expect(writingEpoch(settled(), (epoch) => epoch !== epochOf(both))).toBe(settled().epochs.at(-2)?.epoch);
  expect(writingEpoch(settled(), () => false)).toBeNull();
  // What the lost phone rotates counts nowhere.
  rotate(ben, 'd');
  ana.meets(ben);
  expect(settled().epochHeads).toHaveLength(1);
  tell(ana, 'removed', { member: is(ben), logs: [] });
  expect(settled().needsRotation).toBe(true);
});

test('a key that a member rotated to counts nowhere; a steward’s does, and the one a recovered log begins with', () => {
  const people = fourPeople();
  const { ana, zoe, ben, cleo, is } = people;
  const rotate = (phone: Phone, name: string) => tell(phone, 'keyRotated', { check: idOf.fact(name) });
  const epochsOf = () => people.settle(ana).epochHeads.map(({ ref }) => ref.id);
  const before = epochsOf();
  rotate(ben, 'a key that nobody has');
  ana.meets(ben);
  expect(epochsOf()).toEqual(before);
  const zoes = rotate(zoe, 'a steward’s');
  ana.meets(zoe);
  expect(epochsOf()).toEqual([zoes.id]);
  cleo.meets(ana);
  const again = people.phone('Cleo again');
  again.hears(...cleo.seen.values());
  tell(again, 'recovered', { member: is(cleo), proof: anyProof, closes: named(headOf(cleo.log, ana)) });
  const recovered = rotate(again, 'by the key of the house');
  rotate(again, 'later, as the member she is');
  ana.meets(again);
  expect(epochsOf()).toEqual([recovered.id]);
});

test('the key sealed to devices is read, and an older rotation without it as well', () => {
  const people = fourPeople();
  const { ana, ben } = people;
  const sealed = [[ben.log, 'A'.repeat(107)]];
  tell(ana, 'keyRotated', { check: idOf.fact('next'), sealed });
  expect(people.settle(ana).epochs.map((epoch) => epoch.sealed)).toEqual([[], sealed]);
});

test('open invitations are known, with whom they let in', () => {
  const people = fourPeople();
  const { ana, ben } = people;
  const [open, void_] = [people.invite(ana), people.invite(ben)];
  ana.meets(ben);
  const { invitations } = people.settle(ana);
  expect(invitations.find(({ id }) => id === open.id)).toMatchObject({ by: ana.member, usedBy: [], member: null });
  expect(invitations.some(({ id }) => id === void_.id)).toBe(false);
  expect(invitations.filter(({ usedBy }) => usedBy.length === 1)).toHaveLength(3);
});

test('what a stolen steward’s phone promotes, invites and erases beyond the cut counts nowhere, nor what those do', () => {
  const people = fourPeople();
  const { ana, zoe, ben, cleo, is } = people;
  const old = topsOf(zoe);
  tell(ana, 'revoked', { ...refOf(headOf(zoe.log, ana)) });
  tell(zoe, 'roleGiven', { member: is(cleo), role: 'steward', logs: [] }, old);
  const mallory = people.phone('Mallory');
  people.admit(zoe, people.invite(zoe, { role: 'steward' }, old), mallory, topsOf(zoe));
  mallory.meets(zoe);
  tell(mallory, 'removed', { member: is(ben), logs: [] });
  tell(mallory, 'revoked', { ...refOf(headOf(ana.log, mallory)) });
  meet(...people.all, mallory);
  const { members, devices } = people.settle(ana);
  expect(devices.has(mallory.log)).toBe(false);
  expect(members.get(is(ben))?.standing).toBe('in');
  expect(members.get(is(cleo))?.role).toBe('member');
  expect(devices.get(ana.log)?.cut).toBeNull();
});

test('a thief’s new phone does not adopt the stolen one that let it in', () => {
  const people = fourPeople();
  const { ana, zoe } = people;
  tell(ana, 'revoked', { ...refOf(headOf(zoe.log, ana)) });
  const thiefs = people.phone('The thief’s own');
  const admission = people.admit(zoe, people.invite(zoe, { role: 'steward' }), thiefs);
  thiefs.meets(zoe, ana);
  tell(thiefs, 'adopted', { ...refOf(admission) });
  ana.meets(thiefs);
  const { devices } = people.settle(ana);
  expect(devices.has(thiefs.log)).toBe(false);
  expect(devices.get(zoe.log)?.cut?.seq).toBeLessThan(admission.seq);
});

test('who waits because of an invitation used twice does not keep themselves, nor through a device of theirs', () => {
  const people = fourPeople();
  const { ana, ben, cleo } = people;
  const [dan, eve, eves] = [people.phone('Dan'), people.phone('Eve'), people.phone('Eve’s other')];
  const invited = people.invite(ana, { role: 'steward' });
  people.admit(ben, invited, dan);
  const admission = people.admit(cleo, invited, eve);
  eve.meets(cleo);
  people.admit(eve, people.invite(eve, { member: admission.body['member'] as MemberId, role: 'steward' }), eves);
  meet(...people.all, eve, eves);
  people.admit(eve, invited, eve);
  people.admit(eves, invited, eve);
  meet(...people.all, eve, eves);
  const { waiting } = people.settle(ana);
  expect([...waiting.keys()].toSorted()).toEqual([dan.log, eve.log].toSorted());
  expect([isIn(people, ana, dan), isIn(people, ana, eve), isIn(people, ana, eves)]).toEqual([false, false, false]);
});

test('a used invitation lets in nobody else, not by a steward either', () => {
  const people = fourPeople();
  const { ana, zoe, ben } = people;
  const [dan, eve] = [people.phone('Dan'), people.phone('Eve')];
  const invited = people.invite(ana);
  people.admit(ben, invited, dan);
  meet(...people.all);
  people.admit(zoe, invited, eve);
  meet(...people.all);
  expect([isIn(people, ana, dan), isIn(people, ana, eve)]).toEqual([true, false]);
});

test('a log begun from a backup says its agreement key, and a removed member is not recovered by it', () => {
  const people = fourPeople();
  const { ana, zoe, is } = people;
  const [anew, zoes] = [people.phone('Ana anew'), people.phone('Zoé anew')];
  const agreement = idOf.fact('agreement');
  for (const phone of [anew, zoes]) phone.meets(ana);
  tell(anew, 'recovered', { member: ana.member, proof: anyProof, closes: [], agreement });
  tell(ana, 'removed', { member: is(zoe), logs: named(headOf(zoe.log, ana)) });
  tell(zoes, 'recovered', { member: is(zoe), proof: anyProof, closes: [] });
  meet(ana, anew, zoes);
  const { devices } = people.settle(ana);
  expect(devices.get(anew.log)).toMatchObject({ agreement, cut: null, admittedBy: null });
  expect(devices.get(zoes.log)?.cut).toEqual({ seq: -1 });
});

test('a history of three hundred logs and two thousand facts is folded', () => {
  const people = createPeople();
  const { ana } = people;
  const phones = Array.from({ length: 299 }, (_, n) =>
    people.join(ana, `Phone ${n}`, n % 10 === 0 ? 'steward' : 'member'),
  );
  for (const [n, phone] of phones.entries()) {
    phone.hears(...ana.seen.values());
    for (let k = 0; k < 4; k += 1) tell(phone, 'memberAdded', { member: idOf.member(`${n} ${k}`), role: 'member' });
    if (n % 10 === 0) tell(phone, 'revoked', { ...refOf(headOf((phones[n + 1] as Phone).log, phone)) });
    if (n % 10 === 5) tell(phone, 'keyRotated', { check: idOf.fact(`key ${n}`) });
  }
  for (const phone of phones) ana.hears(...[...phone.seen.values()].filter(({ log }) => log === phone.log));
  const facts = ana.about(workshopStream);
  const times = Array.from({ length: 5 }, () => {
    const began = process.cpuUsage();
    settleMembership(people.workshop, facts, people.evidence);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  console.log(
    `membership of ${phones.length + 1} logs, ${facts.length} facts: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms of processor`,
  );
  expect(people.settle(ana).devices.size).toBe(300);
});
