/** Rights: taken, feigned, forged beside a log, or used against those who gave them. */
import { beforeEach, expect, test } from 'vitest';
import { toBase64url, type Bytes } from '#crypto/bytes.ts';
import { createInvitationSecret, openInvitationKey, readInvited } from '#crypto/invitation.ts';
import { readInvitation } from '#crypto/invitationLink.ts';
import type { FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { LogId, MemberId } from '#domain/ids.ts';
import { memberStream, toolStream, workshopStream } from '#domain/ids.ts';
import { invitedMember } from '#domain/settle/membership.ts';
import type { CarriedFact } from '#session/ledger.ts';
import { createCarrier } from '#session/carrier.ts';
import { valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';
import { inviteText, joinFleet, partyOf, sessionCryptoOf } from '#tests/fleet/support/beginning.ts';
import { act, type Slot } from '#tests/fleet/support/fleet.ts';
import { meet } from '#tests/fleet/support/meet.ts';
import {
  clearDraft,
  createSetting,
  expectUnharmed,
  factAt,
  factsOn,
  foldOf,
  forge,
  headOn,
  idsOn,
  meeting,
  memberOfSlot,
  membershipHeads,
  newSigner,
  type Setting,
  toPod,
  write,
} from './support/setting.ts';

let setting: Setting;
beforeEach(async () => (setting = await createSetting()));

const aKeyNobodyHas = 'A'.repeat(43);

/** Somebody's device that no phone knows yet. */
async function mallory(seed = 'mallory') {
  const signer = await newSigner(seed);
  return { signer, agreement: toBase64url((await sessionCryptoOf(`${seed} agreement`)).randomBytes(32)) };
}

/** An invitation signed by this phone at that place of its log, and its secret; not stored anywhere. */
async function forgedInvitation(
  slot: Slot,
  head: FactRef | null,
  after: readonly FactRef[],
  terms: { readonly key?: string; readonly member?: MemberId; readonly role?: 'member' | 'steward' } = {},
) {
  const { crypto, workshop } = slot.phone.installation;
  const secret = createInvitationSecret(crypto);
  const key = await openInvitationKey(secret, workshop, crypto);
  const { member, role = 'steward' } = terms;
  const body = { key: terms.key ?? key.key, role, until: 4e12, ...(member === undefined ? {} : { member }) };
  const entry = await forge(slot, clearDraft('invited', body, after), head);
  const invitation = await readInvited(entry.bytes, workshop, crypto.verify, crypto);
  if (invitation === null) throw new Error('an invitation, whatever it is worth');
  return { entry, invitation, key };
}

/** What an accomplice writes to let Mallory's device in. */
async function admission(
  { entry, invitation, key }: Awaited<ReturnType<typeof forgedInvitation>>,
  { signer, agreement }: Awaited<ReturnType<typeof mallory>>,
  after: readonly FactRef[],
  member: MemberId = invitedMember(invitation),
) {
  const proof = key.prove({ invitation: invitation.id, log: signer.log, agreement });
  const body = { invitation: toBase64url(entry.bytes), log: signer.log, member, agreement, proof };
  return clearDraft('admitted', body, after, [workshopStream, memberStream(member)]);
}

const isIn = async (slot: Slot, log: LogId): Promise<boolean> => (await foldOf(slot)).devices.has(log);

test('a second fact at the founder’s place 1, by whoever copied the founder’s phone', async () => {
  const { ana, ben, carl } = setting;
  const founding = await factAt(ana, ana.phone.log, 0);
  const other = await forge(ana, clearDraft('keyRotated', { check: aKeyNobodyHas }, [founding]), founding);
  setting.lies.add(other.fact.id);
  const recovery = await forge(ana, clearDraft('recoverySet', { recovery: aKeyNobodyHas }, [other.fact]), other.fact);
  expect((await carl.phone.ledger.accept([other, recovery])).stored).toBe(2);
  const before = (await foldOf(ben)).recovery;
  await meeting(carl, ben);
  // Both lines are kept. Ana's phone, which is hers, writes in it no more; somebody closes both where they stand.
  await act(setting, { do: 'doubled', who: setting.slots.indexOf(ben) });
  setting.lies.delete(other.fact.id);
  expect(before).not.toBeNull();
  expect((await idsOn(ben)).has(other.fact.id)).toBe(true);
  await expectUnharmed(setting);
});

test('ground client ids: two logs whose facts have one number travel apart, and void nobody', async () => {
  const { ana, ben, eve } = setting;
  const forgedNumber = async (slot: Slot) => {
    const { crypto, workshop } = slot.phone.installation;
    const bytesOfLog = (log: LogId) => Buffer.concat([workshop, log].map((id) => Buffer.from(id, 'base64url')));
    const [hers, its] = [bytesOfLog(eve.phone.log), bytesOfLog(ana.phone.log)];
    const digest: SubtleCrypto['digest'] = (name, bytes) =>
      crypto.subtle.digest(name, Buffer.compare(Buffer.from(bytes as Uint8Array), hers) === 0 ? its : bytes);
    const subtle = new Proxy(crypto.subtle, {
      get: (target, name: keyof SubtleCrypto) => {
        const value: unknown = name === 'digest' ? digest : target[name];
        return typeof value === 'function' && name !== 'digest' ? value.bind(target) : value;
      },
    });
    return { ...partyOf(slot.phone), crypto: { ...crypto, subtle } };
  };
  valueOf(await ana.phone.commands.addTool({ name: 'By Ana' }));
  valueOf(await eve.phone.commands.addTool({ name: 'By Eve' }));
  const [one, other, third] = [await forgedNumber(ana), await forgedNumber(ben), await forgedNumber(eve)];
  const carrier = createCarrier(setting.workshop, one.crypto);
  expect(await carrier.clientIdOf(eve.phone.log)).toBe(await carrier.clientIdOf(ana.phone.log));
  await meet([third, one]);
  await meet([one, other]);
  expect((await rowsOf(ben.phone.db)).tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['By Ana', 'By Eve']),
  );
  expect(await isIn(ben, eve.phone.log)).toBe(true);
  await expectUnharmed(setting);
});

test('an invitation written beside the log of a stolen steward’s phone, below its cut, and shown by an accomplice', async () => {
  const { ana, ben, carl, eve } = setting;
  const stolen = await headOn(ben, ben.phone.log);
  const heads = await membershipHeads(ben);
  const head = await factAt(ben, ben.phone.log, Math.max(0, stolen.seq - 1)).catch(() => null);
  valueOf(await ana.phone.commands.removeDevice(ben.phone.log));
  setting.honest.cut.add(ben.phone.log);
  const forged = await forgedInvitation(ben, stolen.seq === 0 ? null : head, heads);
  expect(forged.invitation.seq).toBeLessThanOrEqual(stolen.seq);
  const newcomer = await mallory();
  await write(eve, await admission(forged, newcomer, await membershipHeads(eve)));
  await meeting(ana, carl);
  await meeting(eve, carl);
  expect(await isIn(carl, newcomer.signer.log)).toBe(false);
  await expectUnharmed(setting);
});

test('an invitation written beyond the cut, in a log that is lower on the phone it is shown to', async () => {
  const { ana, ben, carl, eve } = setting;
  const heads = await membershipHeads(ben);
  const forged = await forgedInvitation(ben, await headOn(ben, ben.phone.log), heads);
  valueOf(await ana.phone.commands.removeDevice(ben.phone.log));
  setting.honest.cut.add(ben.phone.log);
  const newcomer = await mallory();
  await write(eve, await admission(forged, newcomer, await membershipHeads(eve)));
  // Carl hears of the admission first: while nobody has cut it, it counts, as any steward's would.
  await meeting(eve, carl);
  await meeting(ana, carl);
  expect(await isIn(carl, newcomer.signer.log)).toBe(false);
  await expectUnharmed(setting);
});

test('a stolen phone forks its log below the cut, and writes on there', async () => {
  const { ana, ben, carl } = setting;
  valueOf(await ben.phone.commands.addTool({ name: 'Ben’s first' }));
  valueOf(await ben.phone.commands.addTool({ name: 'Ben’s second' }));
  await meeting(ana, ben);
  await meeting(ben, carl);
  const { seq } = await headOn(ben, ben.phone.log);
  valueOf(await ana.phone.commands.removeDevice(ben.phone.log));
  setting.honest.cut.add(ben.phone.log);
  const below = await factAt(ben, ben.phone.log, seq - 1);
  const members = await memberOfSlot(carl);
  const heads = await membershipHeads(ben);
  const branch: CarriedFact[] = [];
  let head = below;
  for (const draft of [
    clearDraft('roleGiven', { member: await memberOfSlot(setting.eve), role: 'steward', logs: [] }, heads),
    clearDraft('keyRotated', { check: aKeyNobodyHas }, heads),
    clearDraft('erased', { member: members }, heads),
  ]) {
    const forged = await forge(ben, draft, head);
    setting.lies.add(forged.fact.id);
    branch.push(forged);
    head = refOf(forged.fact);
  }
  expect((await carl.phone.ledger.accept(branch)).stored).toBe(branch.length);
  await meeting(ana, carl);
  expect((await foldOf(carl)).members.get(members)?.erased).toBe(false);
  await expectUnharmed(setting);
});

test('the public key of somebody’s invitation, copied into one for a device of one’s own', async () => {
  const { ana, ben, eve } = setting;
  const text = await inviteText(ana.phone);
  if (text === null) throw new Error('Ana invites');
  const crypto = await sessionCryptoOf('a newcomer');
  const link = valueOf(await readInvitation(text, crypto.verify, crypto));
  // Eve has seen Ana's invitation, as everybody has. The newcomer proves to whoever is in its room: to Eve.
  const me = await memberOfSlot(eve);
  const copied = await forgedInvitation(eve, await headOn(eve, eve.phone.log), await membershipHeads(eve), {
    key: link.invitation.key,
    member: me,
    role: 'member',
  });
  const newcomer = await mallory('an honest newcomer');
  const key = await openInvitationKey(link.secret, setting.workshop, crypto);
  const proof = key.prove({ invitation: link.invitation.id, log: newcomer.signer.log, agreement: newcomer.agreement });
  const body = {
    invitation: toBase64url(copied.entry.bytes),
    log: newcomer.signer.log,
    member: me,
    agreement: newcomer.agreement,
    proof,
  };
  await write(eve, clearDraft('admitted', body, await membershipHeads(eve)));
  await meeting(eve, ben);
  expect(await isIn(ben, newcomer.signer.log)).toBe(false);
  await expectUnharmed(setting);
});

test('whoever admits says whose device it is: a steward’s', async () => {
  const { ana, ben, eve } = setting;
  const text = await inviteText(ana.phone);
  if (text === null) throw new Error('Ana invites');
  await meeting(ana, eve);
  const crypto = await sessionCryptoOf('a newcomer');
  const link = valueOf(await readInvitation(text, crypto.verify, crypto));
  const newcomer = await mallory('a newcomer’s device');
  const key = await openInvitationKey(link.secret, setting.workshop, crypto);
  const proof = key.prove({ invitation: link.invitation.id, log: newcomer.signer.log, agreement: newcomer.agreement });
  const chosen = await memberOfSlot(ana);
  const body = {
    invitation: toBase64url(link.entry),
    log: newcomer.signer.log,
    member: chosen,
    agreement: newcomer.agreement,
    proof,
  };
  await write(eve, clearDraft('admitted', body, await membershipHeads(eve)));
  await meeting(eve, ben);
  expect(await isIn(ben, newcomer.signer.log)).toBe(false);
  await expectUnharmed(setting);
});

test('an invitation that was changed on its way, or whose secret is not its own, lets nobody in', async () => {
  const { ana, ben } = setting;
  const text = await inviteText(ana.phone);
  if (text === null) throw new Error('Ana invites');
  const crypto = await sessionCryptoOf('a newcomer');
  const bytes: Bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  const answers = new Set<string>();
  // From the secret's end on come names and addresses, which nobody signs.
  const signed = bytes.length - 80;
  for (let at = 0; at < signed; at += 5) {
    const turned = bytes.slice();
    turned[at] = (turned[at] ?? 0) ^ 1;
    const read = await readInvitation(toBase64url(turned), crypto.verify, crypto);
    answers.add(read.ok ? 'read' : read.refusal.kind);
  }
  expect(answers.has('read')).toBe(false);
  await expectUnharmed(setting);
  expect(ben.phone.log).not.toBe(ana.phone.log);
});

test('a used invitation lets in nobody else', async () => {
  const { ana, ben } = setting;
  const text = await inviteText(ana.phone);
  if (text === null) throw new Error('Ana invites');
  await meeting(ana, ben);
  const join = async (by: Slot, name: string) =>
    joinFleet(by.phone, { invitation: text, name, crypto: await sessionCryptoOf(name) }, setting.world);
  expect((await join(ana, 'first')).ok).toBe(true);
  expect(await join(ana, 'second')).toEqual({ ok: false, refusal: 'used' });
  // Ben has not heard of the first: he lets a third in. Nobody of the two counts until a steward keeps one.
  const third = await join(ben, 'third');
  expect(third.ok).toBe(true);
  await meeting(ana, ben);
  const { waiting } = await foldOf(ana);
  expect(waiting.size).toBe(2);
  expect(await isIn(ana, third.ok ? third.value.log : ('' as LogId))).toBe(false);
  await expectUnharmed(setting);
});

test('a member rotates on top of all to a key that nobody has: everybody writes on in the old one', async () => {
  const { ana, ben, eve } = setting;
  const rotated = await write(eve, clearDraft('keyRotated', { check: aKeyNobodyHas }, await membershipHeads(eve)));
  setting.lies.add(rotated.id);
  await meeting(eve, ben);
  await meeting(eve, ana);
  const added = valueOf(await ben.phone.commands.addTool({ name: 'Still readable' }));
  await meeting(ben, ana);
  expect((await rowsOf(ana.phone.db)).tools.find(({ id }) => id === added)?.name).toBe('Still readable');
  await expectUnharmed(setting);
});

test('a member makes itself steward, removes and revokes others, and replaces the key of the house', async () => {
  const { ana, ben, carl, eve } = setting;
  const [me, them] = [await memberOfSlot(eve), await memberOfSlot(ana)];
  const before = (await foldOf(ben)).recovery;
  const after = await membershipHeads(eve);
  const anas = await headOn(eve, ana.phone.log);
  for (const draft of [
    clearDraft('roleGiven', { member: me, role: 'steward', logs: [] }, after),
    clearDraft('roleGiven', { member: them, role: 'member', logs: [] }, after),
    clearDraft('removed', { member: them, logs: [] }, after),
    clearDraft('revoked', { ...anas }, after),
    clearDraft('recoverySet', { recovery: aKeyNobodyHas }, after),
    clearDraft('adopted', { ...anas }, after),
    clearDraft('erased', { member: them }, after),
    clearDraft('memberAdded', { member: 'AAAAAAAAAAAAAAAAAAAAAA', role: 'steward' }, after),
  ])
    await write(eve, draft);
  await meeting(eve, ben);
  await meeting(eve, carl);
  const fold = await foldOf(ben);
  expect(fold.recovery).toBe(before);
  expect(fold.members.get(them)).toMatchObject({ role: 'steward', standing: 'in', erased: false });
  expect(fold.members.get(me)?.role).toBe('member');
  expect(fold.devices.get(ana.phone.log)?.cut).toBeNull();
  expect([...fold.members.values()].filter(({ role }) => role === 'steward').length).toBe(2);
  await expectUnharmed(setting);
});

test('a demoted steward who feigns not to know gives no right, and what he shut out a steward lets in again', async () => {
  const { ana, ben, carl, eve } = setting;
  const heads = await membershipHeads(ben);
  const [bens, carls] = [await memberOfSlot(ben), await memberOfSlot(carl)];
  const anas = await memberOfSlot(ana);
  valueOf(await ana.phone.commands.giveRole(bens, 'member'));
  await meeting(ana, carl);
  const giving = [
    clearDraft('roleGiven', { member: await memberOfSlot(eve), role: 'steward', logs: [] }, heads),
    clearDraft('roleGiven', { member: bens, role: 'steward', logs: [] }, heads),
    clearDraft('keyRotated', { check: aKeyNobodyHas }, heads),
    clearDraft('recoverySet', { recovery: aKeyNobodyHas }, heads),
  ];
  for (const draft of giving) setting.lies.add((await write(ben, draft)).id);
  await meeting(ben, carl);
  const fold = await foldOf(carl);
  expect(fold.members.get(bens)?.role).toBe('member');
  expect(fold.members.get(anas)?.standing).toBe('in');
  expect(fold.recovery).toBe((await foldOf(ana)).recovery);

  // Decision 0005, 18: taking a right away stands, written apart as it claims to be. It loses nobody's facts.
  const cut = await headOn(ben, carl.phone.log);
  await write(ben, clearDraft('revoked', { ...cut }, heads));
  setting.honest.cut.add(carl.phone.log);
  await meeting(ben, ana);
  expect((await foldOf(ana)).devices.get(carl.phone.log)?.cut).toEqual({ seq: cut.seq });
  const again = await inviteTextFor(ana, carls);
  const crypto = await sessionCryptoOf('carl again');
  const joined = await joinFleet(ana.phone, { invitation: again, name: 'Carl again', crypto }, setting.world);
  expect(joined.ok).toBe(true);
  const devices = [...(await foldOf(ana)).devices.values()];
  expect(devices.filter(({ member, cut: end }) => member === carls && end === null).length).toBe(1);
  await expectUnharmed(setting);
});

async function inviteTextFor({ phone }: Slot, member: MemberId): Promise<string> {
  const text = await inviteText(phone, 'member', member);
  if (text === null) throw new Error('a steward invites');
  return text;
}

test('a stolen phone writes on, backdated: the tool it took is here, and shown as contested nowhere', async () => {
  const { ana, ben, carl, eve } = setting;
  const [tool] = setting.tools;
  if (tool === undefined) throw new Error('there are tools');
  valueOf(await carl.phone.commands.take(tool));
  await meeting(ana, carl);
  valueOf(await ana.phone.commands.removeDevice(eve.phone.log));
  setting.honest.cut.add(eve.phone.log);
  const me = await memberOfSlot(eve);
  const thing = { kind: 'taken', streams: [toolStream(tool)], after: [], at: 1, body: {} };
  await write(eve, { thing, person: { streams: [memberStream(me)], body: { by: me } } });
  // Whoever has not heard of the cut shows both, and does so no more once it has.
  await meeting(eve, ben);
  expect((await rowsOf(ben.phone.db)).tools.find(({ id }) => id === tool)?.claims.length).toBe(1);
  await meeting(ana, ben);
  await meeting(ana, carl);
  for (const slot of [ana, ben, carl])
    expect((await rowsOf(slot.phone.db)).tools.find(({ id }) => id === tool)).toMatchObject({ state: 'out' });
  await expectUnharmed(setting);
});

test('a member renames another: seen by all as written by whoever wrote it, and put right by one word', async () => {
  const { ana, ben, eve } = setting;
  const them = await memberOfSlot(ben);
  valueOf(await eve.phone.commands.writeProfile(them, { name: 'A fool' }));
  await meeting(eve, ben);
  const stream = await ben.phone.db.streams.get(memberStream(them));
  expect(stream?.facts.some(({ log }) => log === eve.phone.log)).toBe(true);
  valueOf(await ben.phone.commands.writeProfile(them, { name: 'Ben' }));
  await meeting(ben, ana);
  expect((await rowsOf(ana.phone.db)).members.find(({ id }) => id === them)?.name).toBe('Ben');
  await expectUnharmed(setting);
});

test('what others said is not forgotten because a member says so', async () => {
  const { ana, ben, eve } = setting;
  const them = await memberOfSlot(ben);
  const head = await headOn(eve, ben.phone.log);
  const body = { log: ben.phone.log, upTo: { seq: head.seq, id: head.id }, seqs: [0, 1, 2], blobs: [] };
  await write(eve, clearDraft('forgotten', body, await membershipHeads(eve)));
  await meeting(eve, ana);
  await toPod(setting, ana);
  setting.world.now += 30 * 24 * 3600 * 1000;
  await ana.phone.sweep();
  await setting.pod.ledger.sweep();
  expect((await rowsOf(ana.phone.db)).members.find(({ id }) => id === them)?.state).toBe('named');
  const parts = await setting.pod.ledger.parts([{ log: ben.phone.log, seqs: [0, 1, 2] }]);
  expect(parts.length).toBeGreaterThan(0);
  await expectUnharmed(setting);
});

test('a log nobody let in, brought by a member: it is not stored, and what stands beside it is', async () => {
  const { ana, ben, eve } = setting;
  const { signer } = await mallory('a friend of Eve');
  const friend: Slot = { ...eve, phone: { ...eve.phone, signer } };
  const forged = await forge(
    friend,
    clearDraft('memberAdded', { member: 'AAAAAAAAAAAAAAAAAAAAAA', role: 'member' }, []),
    null,
  );
  valueOf(await eve.phone.commands.addTool({ name: 'Eve’s own' }));
  const own = (await factsOn(eve, eve.phone.log)).slice(-1);
  expect(await ben.phone.ledger.accept([forged, ...own])).toMatchObject({
    stored: 1,
    refusals: [{ kind: 'stranger' }],
  });
  expect((await setting.pod.ledger.accept([forged])).stored).toBe(0);
  expect((await idsOn(ana)).has(forged.fact.id)).toBe(false);
  await expectUnharmed(setting);
});
