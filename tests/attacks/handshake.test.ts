/** Who is at the other end of a link, and who only says so. */
import type { Slot } from '#tests/fleet/support/fleet.ts';
import { beforeEach, expect, test } from 'vitest';
import { concat, utf8, type Bytes } from '#crypto/bytes.ts';
import type { Link } from '#session/link.ts';
import { encodeMessage, readMessage, type Message } from '#session/messages.ts';
import { openSession } from '#session/session.ts';
import { spokenVersions } from '#session/handshake.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';
import { valueOf } from '#tests/support/phone.ts';
import { partyOf } from '#tests/fleet/support/beginning.ts';
import { meet } from '#tests/fleet/support/meet.ts';
import {
  assail,
  createSetting,
  foldOf,
  expectUnharmed,
  headOn,
  meeting,
  newSigner,
  type Setting,
} from './support/setting.ts';

let setting: Setting;
beforeEach(async () => (setting = await createSetting()));

/** Of messages that tell something of the workshop, none. */
function expectNothingTold(heard: readonly Message[]): void {
  const telling = heard.filter(({ kind }) => !['hello', 'auth', 'bye', 'present', 'intro'].includes(kind));
  expect(telling).toEqual([]);
  for (const message of heard) if (message.kind === 'intro') expect(message.entries).toEqual([]);
}

const sessionOn = ({ phone }: Slot, link: Link, timer = createMemoryTimer()) =>
  openSession({
    link,
    ...partyOf(phone),
    identity: phone.signer,
    mode: 'full',
    versions: spokenVersions,
    appVersion: '1',
    timer,
  });

test('a stranger with the room’s name: a key nobody let in hears no more than a hello', async () => {
  const { ben } = setting;
  const { heard, session, timer, talk } = await assail(ben, await newSigner('a stranger'));
  const first = await heard();
  expectNothingTold(first);
  expect(first).toContainEqual({ kind: 'intro', entries: [] });
  // Asked who let them in, they show what they have: the invitation of somebody else, garbage, nothing.
  await talk.send({ kind: 'intro', entries: [new Uint8Array(300)] });
  expectNothingTold(await heard());
  timer.pass(20_000);
  expect(await session.done).toMatchObject({ by: 'here', reason: 'stranger' });
  await expectUnharmed(setting);
});

test('a stranger who says the log of a member cannot sign for it', async () => {
  const { ana, ben } = setting;
  const { phone } = ben;
  const links = createMemoryLinks();
  const session = sessionOn(ben, links.ends[0]);
  const { session: other, heard } = await (async () => {
    const signer = await newSigner('a stranger');
    const claimed = { log: ana.phone.log, sign: signer.sign };
    return assail(ben, claimed);
  })();
  expectNothingTold(await heard());
  expect(await other.done).toMatchObject({ by: 'here', reason: 'wrong', detail: 'auth-wrong' });
  session.close();
  await session.done;
  expect(phone.log).not.toBe(ana.phone.log);
  await expectUnharmed(setting);
});

test('a handshake reflected to where it came from', async () => {
  const { ben } = setting;
  let mirror: (frame: Bytes) => void = () => undefined;
  const link: Link = {
    binding: new Uint8Array(0),
    send: (frame) => {
      queueMicrotask(() => mirror(frame));
      return Promise.resolve();
    },
    onFrame: (listener) => (mirror = listener),
    onClose: () => undefined,
    close: () => undefined,
  };
  const session = sessionOn(ben, link);
  expect(await session.done).toMatchObject({ by: 'here', reason: 'wrong' });
  await expectUnharmed(setting);
});

test('a handshake reflected between two sessions of the same phone: it meets itself, and tells itself', async () => {
  const { ben } = setting;
  const links = createMemoryLinks();
  const sessions = [sessionOn(ben, links.ends[0]), sessionOn(ben, links.ends[1])];
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const session of sessions) session.close();
  await Promise.all(sessions.map(({ done }) => done));
  await expectUnharmed(setting);
});

test('a handshake recorded and replayed on another link', async () => {
  const { ana, ben } = setting;
  const recorded: Bytes[] = [];
  await meet([partyOf(ana.phone), partyOf(ben.phone)], {
    passOn: (frame, from) => {
      if (from === 0) recorded.push(frame);
      return [frame];
    },
  });
  const links = createMemoryLinks();
  const session = sessionOn(ben, links.ends[0]);
  const heard: Bytes[] = [];
  links.ends[1].onFrame((frame) => heard.push(frame));
  for (const frame of recorded) await links.ends[1].send(frame).catch(() => undefined);
  expect(await session.done).toMatchObject({ by: 'here', reason: 'wrong', detail: 'auth-wrong' });
  const said = heard.flatMap((frame) => {
    const read = readMessage(frame.subarray(1));
    return read.ok && read.value !== null ? [read.value] : [];
  });
  expectNothingTold(said);
  await expectUnharmed(setting);
});

test('a signaling server in the middle: it has other fingerprints on each side, and both ends close', async () => {
  const { ana, ben } = setting;
  const fingerprint = (name: string) => concat(utf8(name), new Uint8Array(64 - name.length));
  const [toAna, toBen] = [
    createMemoryLinks({ bindings: [fingerprint('ana and eve'), fingerprint('ana and eve')] }),
    createMemoryLinks({ bindings: [fingerprint('ben and eve'), fingerprint('ben and eve')] }),
  ];
  const passed: Message[] = [];
  const relay = (from: Link, to: Link) =>
    from.onFrame((frame) => {
      const read = readMessage(frame.subarray(1));
      if (read.ok && read.value !== null) passed.push(read.value);
      void to.send(frame).catch(() => undefined);
    });
  relay(toAna.ends[1], toBen.ends[1]);
  relay(toBen.ends[1], toAna.ends[1]);
  const ends = await Promise.all([sessionOn(ana, toAna.ends[0]).done, sessionOn(ben, toBen.ends[0]).done]);
  // Whoever closes first says goodbye, and the other has heard it or found out by itself.
  expect(ends).toContainEqual({ by: 'here', reason: 'wrong', detail: 'auth-wrong' });
  expect(ends.every((end) => end.by === 'link' || end.reason === 'wrong')).toBe(true);
  expectNothingTold(passed);
  await expectUnharmed(setting);
});

test('a hello made to say an older version on its way', async () => {
  const { ana, ben } = setting;
  const lowered = encodeMessage({ kind: 'hello', lowest: 0, highest: 1, nonce: new Uint8Array(32).fill(3) });
  const met = await meet([partyOf(ana.phone), partyOf(ben.phone)], {
    passOn: (frame, from, count) => (from === 0 && count === 0 ? [concat(Uint8Array.of(0), lowered)] : [frame]),
  });
  expect(met.sessions.map((session) => session.view().state)).toEqual(['closed', 'closed']);
  expect(met.sessions.some((session) => session.view().peer !== null)).toBe(false);
  await expectUnharmed(setting);
});

test('a revoked device hears that it is out, and nothing else; in the room of an older epoch, too', async () => {
  const { ana, ben, eve } = setting;
  valueOf(await ana.phone.commands.removeDevice(eve.phone.log));
  setting.honest.cut.add(eve.phone.log);
  valueOf(await ana.phone.commands.addTool({ name: 'Not for Eve' }));
  await meeting(ana, ben);
  const before = await headOn(eve, ana.phone.log);
  for (const mode of ['full', 'keys-only'] as const) {
    const { heard, session } = await assail(ben, eve.phone.signer, { mode });
    expectNothingTold(await heard());
    expect(await session.done).toMatchObject({ by: 'here', reason: 'removed' });
  }
  await meeting(ben, eve);
  expect(await headOn(eve, ana.phone.log)).toEqual(before);
  // The key of the new epoch was sealed to everybody but her.
  const { epochHeads } = await foldOf(ben);
  expect(epochHeads.flatMap(({ sealed }) => sealed.map(([log]) => log))).not.toContain(eve.phone.log);
  await expectUnharmed(setting);
});

test('a device revoked in the middle of a session gets nothing written after that', async () => {
  const { ana, carl } = setting;
  const log = carl.phone.log;
  let cutAt = 0;
  await meet([partyOf(ana.phone), partyOf(carl.phone)], {}, async () => {
    valueOf(await ana.phone.commands.removeDevice(log));
    cutAt = (await headOn(ana, ana.phone.log)).seq;
    valueOf(await ana.phone.commands.addTool({ name: 'Not for Carl' }));
  });
  setting.honest.cut.add(log);
  expect((await headOn(carl, ana.phone.log)).seq).toBeLessThan(cutAt);
  await expectUnharmed(setting);
});
