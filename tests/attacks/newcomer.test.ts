/** Who plays the workshop to somebody who was just invited. */
import { expect, test } from 'vitest';
import { openInvitationKey } from '#crypto/invitation.ts';
import { readInvitation } from '#crypto/invitationLink.ts';
import { toBase64url } from '#crypto/bytes.ts';
import { roomOf } from '#crypto/rooms.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { EpochId, MemberId } from '#domain/ids.ts';
import { memberStream, workshopStream } from '#domain/ids.ts';
import { invitedMember } from '#domain/settle/membership.ts';
import { spokenVersions } from '#session/handshake.ts';
import { openSession } from '#session/session.ts';
import type { Timer } from '#session/timer.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { addEpochs, readEpochs } from '#store/epochSecrets.ts';
import { newState } from '#store/newState.ts';
import { writeSecrets } from '#store/secrets.ts';
import type { MeetingPorts } from '#app/deps.ts';
import { installKeys } from '#app/foundWorkshop.ts';
import { joinWorkshop } from '#app/joining/joinWorkshop.ts';
import type { JoiningView } from '#app/joining/joining.ts';
import { inviteText, partyOf } from '#tests/fleet/support/beginning.ts';
import { createEther, type Ether } from '#tests/support/ether.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';
import {
  clearDraft,
  createSetting,
  expectUnharmed,
  foldOf,
  meeting,
  membershipHeads,
  write,
} from './support/setting.ts';

/** Patience is asked in seconds; here thirty of them pass in one. */
const quick: Timer = {
  now: () => performance.now() * 30,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds / 30);
    return () => clearTimeout(timer);
  },
};

function portsOver(ether: Ether): MeetingPorts {
  const notes = new Map<string, string>();
  return {
    surroundings: {
      isSecure: true,
      hasWebrtc: true,
      isHidden: () => false,
      isOnline: () => true,
      onChange: () => () => undefined,
    },
    note: (name) => ({ get: () => notes.get(name) ?? null, set: (value) => void notes.set(name, value) }),
    home: new URL('https://atelier.example/'),
    random: () => 0,
    timer: quick,
    version: '0-tests',
    transports: () => [{ via: 'webrtc', transport: ether.transport() }],
  };
}

test('a removed member plays the workshop to somebody invited since: nothing of hers is kept', async () => {
  const setting = await createSetting();
  const { ana, ben, eve } = setting;
  const oldEpoch = (await foldOf(eve)).epochHeads[0]?.epoch as EpochId;
  const them = (await foldOf(ana)).devices.get(eve.phone.log)?.member as MemberId;
  valueOf(await ana.phone.commands.removeMember(them));
  setting.honest.removed.add(them);
  const text = await inviteText(ana.phone);
  if (text === null) throw new Error('Ana invites');

  // Eve, who knows the invitation's room as the pod does, was asked first. Her phone knows of no removal.
  const phone = createPhone(setting.world.now);
  const { crypto } = phone.deps;
  const link = valueOf(await readInvitation(text, await createVerifySignature(crypto), crypto));
  const { signer, secrets } = await installKeys(phone.deps);
  const key = await openInvitationKey(link.secret, link.workshop, crypto);
  const agreement = secrets.agreement.publicKey;
  const member = invitedMember(link.invitation);
  const body = {
    invitation: toBase64url(link.entry),
    log: signer.log,
    member,
    agreement,
    proof: key.prove({ invitation: link.invitation.id, log: signer.log, agreement }),
  };
  const streams = [workshopStream, memberStream(member)];
  await write(eve, clearDraft('admitted', body, await membershipHeads(eve), streams));
  const secret = (await readEpochs(eve.phone.db, 'epochs')).get(oldEpoch);
  if (secret === undefined) throw new Error('Eve has the old key');
  const db = openDatabase(databaseName(link.workshop), phone.deps.storage);
  await writeSecrets(db, { ...secrets, epochs: {}, recovery: null });
  await addEpochs(db, 'provisional', new Map([[oldEpoch, secret]]));
  await db.state.put({
    ...newState({ workshop: link.workshop, now: phone.clock.now, isDemo: false }),
    isJoining: true,
  });
  db.dexie.close();

  // The newcomer goes where that key leads, and Eve is there, with all she has.
  const ether = createEther();
  const room = await roomOf(secret, link.workshop, crypto);
  const sessions: ReturnType<typeof openSession>[] = [];
  const hers = partyOf(eve.phone);
  const trust = { ...hers.trust, standingOf: () => Promise.resolve('in' as const) };
  const there = ether.transport().start((found) => {
    sessions.push(
      openSession({
        link: found,
        ...hers,
        trust,
        identity: eve.phone.signer,
        mode: 'full',
        versions: spokenVersions,
        appVersion: '1',
        timer: quick,
      }),
    );
  });
  there.setRooms([{ ...room, kind: 'now', announces: true, epoch: oldEpoch }]);
  let joinedAs: string | null = null;
  const joining = joinWorkshop(text, 'Nina', { ...phone.deps, meeting: portsOver(ether) }, ({ id }) => (joinedAs = id));
  const end = await new Promise<JoiningView>((resolve) => {
    const look = () => ['refused', 'ready'].includes(joining.view().step) && resolve(joining.view());
    joining.subscribe(look);
    look();
  });
  there.stop();
  expect(sessions.length).toBeGreaterThan(0);
  expect(sessions.some((session) => session.view().peer === signer.log)).toBe(true);
  expect(end).toEqual({ step: 'refused', refusal: { kind: 'not-members' } });
  expect(joinedAs).toBeNull();
  const left = async () => (await phone.deps.storage?.indexedDB.databases())?.map(({ name }) => name);
  await expect.poll(left).not.toContain(databaseName(link.workshop));
  await meeting(ana, ben);
  await meeting(eve, ben);
  expect((await foldOf(ben)).devices.has(signer.log)).toBe(false);
  await expectUnharmed(setting);
});
