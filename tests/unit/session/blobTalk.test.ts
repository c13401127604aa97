import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf } from '#crypto/bytes.ts';
import type { BlobShelf } from '#session/blobShelf.ts';
import { encodeMessage, readMessage, type Message } from '#session/messages.ts';
import { createFrameJoiner, toFrames } from '#session/frames.ts';
import type { Link } from '#session/link.ts';
import { createMemoryShelf, sealedOfTests, type MemoryShelf } from '#tests/support/memoryShelf.ts';
import { createMemoryLinks, type LinkWeather } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';
import { createPhone, even, meet, sessionOf, settled, until, type Phone } from './phones.ts';

const phones = (): readonly [Phone, Phone] => [createPhone(), createPhone()];

function meetWith(
  [ana, ben]: readonly [Phone, Phone],
  [anas, bens]: readonly [BlobShelf | null, BlobShelf | null],
  weather: LinkWeather = {},
) {
  return meet(ana, ben, weather, [anas ? { blobs: anas } : {}, bens ? { blobs: bens } : {}]);
}

/** Every message that was sent, from each end. */
function listening() {
  const joiners = [createFrameJoiner(), createFrameJoiner()] as const;
  const said: { readonly from: 0 | 1; readonly message: Message }[] = [];
  const weather: LinkWeather = {
    passOn(frame, from) {
      const joined = joiners[from].push(frame);
      const read = joined.ok && joined.value !== null ? readMessage(joined.value) : null;
      if (read?.ok === true && read.value !== null) said.push({ from, message: read.value });
      return [frame];
    },
  };
  return { said, weather };
}

test('what one has the other gets, thumbnails and ten megabytes, and both know that there are two', async () => {
  const blobs = [sealedOfTests(1), sealedOfTests(15_000), sealedOfTests(64_000), sealedOfTests(10_485_788)];
  const [anas, bens] = [createMemoryShelf(), createMemoryShelf()];
  for (const blob of blobs) anas.put(blob);
  bens.want(blobs);
  const meeting = meetWith(phones(), [anas, bens]);
  await even(meeting);
  await until(() => bens.wholes.size === 4 && anas.confirmedHere.size === 4);
  for (const { blob, bytes } of blobs) expect(Buffer.compare(bens.wholes.get(blob) ?? Buffer.of(), bytes)).toBe(0);
  expect(bens.added()).toBe(blobs.reduce((sum, { size }) => sum + size, 0));
});

test('a pod takes what it is offered, and gives it to who comes later', async () => {
  const blob = sealedOfTests(40_000);
  const [anas, pod, bens] = [createMemoryShelf(), createMemoryShelf({ isPod: true }), createMemoryShelf()];
  anas.put(blob);
  bens.want([blob]);
  const [ana, host, ben] = [createPhone(), createPhone(), createPhone()];
  // Ben is there before the pod has it: he hears of it as soon as it has.
  const late = meetWith([ben, host], [bens, pod]);
  await even(late);
  await settled();
  await even(meetWith([ana, host], [anas, pod]));
  await until(() => anas.confirmedHere.size === 1);
  late.timer.pass(300);
  await until(() => bens.wholes.size === 1);
  anas.remove(blob.blob);
  const again = meetWith([ana, host], [anas, pod]);
  await even(again);
  await until(() => pod.wholes.size === 0);
  await expect.poll(() => anas.toErase()).toEqual([]);
});

test('a device that knows nothing of blobs goes on as before', async () => {
  const anas = createMemoryShelf();
  anas.put(sealedOfTests(5000));
  const pair = phones();
  await pair[0].write(20);
  const meeting = meetWith(pair, [anas, null]);
  await even(meeting);
  await settled();
  await pair[1].write(3);
  await until(() => pair[0].ledger.count() === 23);
  expect(meeting.sessions.map(({ view }) => view().state)).toEqual(['even', 'even']);
});

test('facts first: what is written during a transfer is there long before its end', async () => {
  const { said, weather } = listening();
  const pair = phones();
  const [anas, bens] = [createMemoryShelf(), createMemoryShelf()];
  const blob = sealedOfTests(4_000_000);
  anas.put(blob);
  bens.want([blob]);
  const meeting = meetWith(pair, [anas, bens], weather);
  await until(() => said.filter(({ message }) => message.kind === 'chunk').length > 20);
  await pair[0].write(1);
  await until(() => pair[1].ledger.count() === 1);
  expect(bens.wholes.size).toBe(0);
  await until(() => bens.wholes.size === 1);
  meeting.sessions[0].close();
});

test('on a link that lets go of one frame at a time nobody is taken for a flood', async () => {
  const [anas, bens] = [createMemoryShelf(), createMemoryShelf()];
  const blobs = [sealedOfTests(1_000_000), ...Array.from({ length: 300 }, () => sealedOfTests(100))];
  for (const blob of blobs) anas.put(blob);
  // What is not there is asked for all the same.
  bens.want([...blobs, ...Array.from({ length: 300 }, () => sealedOfTests(100))]);
  const links = createMemoryLinks();
  const [fast, other] = links.ends;
  const held: (() => void)[] = [];
  // As a data channel that is full: the other end has heard, and `send` returns when the test lets go of the frame.
  const slow: Link = {
    ...fast,
    async send(frame) {
      await fast.send(frame);
      await new Promise<void>((letGo) => held.push(letGo));
    },
  };
  const timer = createMemoryTimer();
  const sessions = [
    sessionOf(createPhone(), slow, timer, { blobs: anas }),
    sessionOf(createPhone(), other, timer, { blobs: bens }),
  ];
  await until(() => {
    held.shift()?.();
    return bens.wholes.size === 301;
  });
  expect(sessions.map(({ view }) => view().state)).toEqual(['even', 'even']);
});

test('cut anywhere, it goes on where it was', { timeout: 60_000 }, async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 4 });
  const cuts = fc.array(fc.integer({ min: 4, max: 60 }), { maxLength: 8 });
  const details = await fc.check(
    fc.asyncProperty(sizes, cuts, async (each, after) => {
      const blobs = each.map((size) => sealedOfTests(size));
      const [anas, bens] = [createMemoryShelf(), createMemoryShelf()];
      for (const blob of blobs) anas.put(blob);
      bens.want(blobs);
      const pair = phones();
      const isDone = () => bens.wholes.size === new Set(blobs.map(({ blob }) => blob)).size;
      for (const cutAfter of after) {
        const meeting = meetWith(pair, [anas, bens], { cutAfter });
        await until(() => isDone() || meeting.sessions.every(({ view }) => view().state === 'closed'));
        meeting.sessions[0].close();
        await meeting.over();
      }
      const begun = bens.added();
      const last = meetWith(pair, [anas, bens]);
      await until(isDone);
      // Nothing that was kept came twice.
      expect(bens.added()).toBe(each.reduce((sum, size) => sum + size, 0));
      expect(begun).toBeLessThanOrEqual(bens.added());
      last.sessions[0].close();
      await last.over();
    }),
    { numRuns: 100 },
  );
  console.log(`blobs cut: seed ${details.seed}`);
  if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? '', { cause: details.errorInstance });
});

/** Another blob's bytes under this one's name. */
const lying = (shelf: MemoryShelf): BlobShelf => ({
  ...shelf,
  read: async (stretch) => (await shelf.read(stretch))?.map((byte) => byte ^ 1) ?? null,
});

test('wrong bytes are dropped, nothing more is asked of who sent them, and another is asked', async () => {
  const blobs = [sealedOfTests(70_000), sealedOfTests(20_000)];
  const [evil, honest, bens] = [createMemoryShelf(), createMemoryShelf(), createMemoryShelf()];
  for (const blob of blobs) {
    evil.put(blob);
    honest.put(blob);
  }
  bens.want(blobs);
  const ben = createPhone();
  const { said, weather } = listening();
  const bad = meetWith([createPhone(), ben], [lying(evil), bens], weather);
  await even(bad);
  await settled(60);
  expect(bens.wholes.size).toBe(0);
  expect(bens.pieces.size).toBe(0);
  expect(said.filter(({ message }) => message.kind === 'ask').length).toBeLessThanOrEqual(2);
  expect(bad.sessions[1].view().state).toBe('even');
  await even(meetWith([createPhone(), ben], [honest, bens]));
  await until(() => bens.wholes.size === 2);
});

test('a beginning of somebody else that was wrong costs one more time', async () => {
  const blob = sealedOfTests(200_000);
  const [evil, honest, bens] = [createMemoryShelf(), createMemoryShelf(), createMemoryShelf()];
  evil.put(blob);
  honest.put(blob);
  bens.want([blob]);
  const ben = createPhone();
  await meetWith([createPhone(), ben], [lying(evil), bens], { cutAfter: 24 }).over();
  expect(bens.pieces.size).toBe(1);
  await even(meetWith([createPhone(), ben], [honest, bens]));
  await until(() => bens.wholes.size === 1);
});

test('no room: nothing more is asked for, and facts go on', async () => {
  const pair = phones();
  const [anas, bens] = [createMemoryShelf(), createMemoryShelf({ room: 100_000 })];
  const blobs = [sealedOfTests(90_000), sealedOfTests(90_000), sealedOfTests(90_000)];
  for (const blob of blobs) anas.put(blob);
  bens.want(blobs);
  const meeting = meetWith(pair, [anas, bens]);
  await even(meeting);
  await settled(60);
  expect(bens.wholes.size).toBe(1);
  await pair[0].write(2);
  await until(() => pair[1].ledger.count() === 2);
  expect(meeting.sessions[0].view().state).toBe('even');
});

test('a device that was removed gets nothing more', async () => {
  let isIn = true;
  const ana = createPhone({ trust: { standingOf: () => Promise.resolve(isIn ? 'in' : 'cut') } });
  const [anas, bens] = [createMemoryShelf(), createMemoryShelf()];
  const blobs = Array.from({ length: 50 }, () => sealedOfTests(100_000));
  for (const blob of blobs) anas.put(blob);
  bens.want(blobs);
  const meeting = meetWith([ana, createPhone()], [anas, bens]);
  await until(() => bens.wholes.size > 1);
  isIn = false;
  const { wholes } = bens;
  const had = wholes.size;
  await meeting.over();
  expect(bens.wholes.size).toBeLessThanOrEqual(had + 1);
  expect(meeting.sessions[0].view().end).toMatchObject({ by: 'here', reason: 'removed' });
});

test('the examples of the protocol', () => {
  const blob = sealedOfTests(1).blob;
  const id = [...bytesOf(blob)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const hex = (message: Message): string =>
    [...encodeMessage(message)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .replace(id, '07…07');
  expect(hex({ kind: 'offer', offered: [{ blob, size: 20_000 }] })).toBe('82128182582007…07194e20');
  expect(hex({ kind: 'have', blobs: [blob] })).toBe('821381582007…07');
  expect(hex({ kind: 'ask', asked: [{ blob, from: 16_000, length: 4000 }] })).toBe('82148183582007…07193e80190fa0');
  expect(hex({ kind: 'chunk', blob, at: 5, bytes: Uint8Array.of(9) })).toBe('8415582007…07054109');
  expect(hex({ kind: 'erase', blobs: [blob] })).toBe('821681582007…07');
  expect(hex({ kind: 'erased', blobs: [blob] })).toBe('821781582007…07');
  expect(toFrames(encodeMessage({ kind: 'chunk', blob, at: 9_999_999, bytes: new Uint8Array(16_000) }))).toHaveLength(
    1,
  );
});
