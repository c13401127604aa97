import { expect, test } from 'vitest';
import { toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { createConversation } from '#session/conversation.ts';
import { shakeHands, type HandshakeDeps } from '#session/handshake.ts';
import { createSigner, sessionCrypto, testWorkshop } from '#tests/support/memoryLedger.ts';
import { createMemoryLinks, type LinkWeather } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';
import { settled } from './phones.ts';

const fill = (value: number) => new Uint8Array(32).fill(value);

/** Two ends that greet each other, and how it ended for each. */
async function greet(
  weather: LinkWeather = {},
  changes: readonly [Partial<HandshakeDeps>, Partial<HandshakeDeps>] = [{}, {}],
) {
  const { ends } = createMemoryLinks(weather);
  const timer = createMemoryTimer();
  const talks = ends.map((link) => createConversation(link, timer));
  const greeted = await Promise.all(
    talks.map((talk, side) =>
      shakeHands(talk, {
        workshop: testWorkshop,
        identity: createSigner(),
        versions: { lowest: 1, highest: 1 },
        binding: ends[side as 0 | 1].binding,
        crypto: sessionCrypto,
        timer,
        ...changes[side as 0 | 1],
      }),
    ),
  );
  await settled(3);
  return { greeted, ended: talks.map((talk) => talk.ended()) };
}
const nonce = (value: number) => ({ crypto: { ...sessionCrypto, randomBytes: () => fill(value) } });

test('both learn who the other is, whichever nonce is smaller', async () => {
  for (const [a, b] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const [one, other] = [createSigner(), createSigner()];
    const { greeted } = await greet({ bindings: [fill(3), fill(3)] }, [
      { identity: one, ...nonce(a) },
      { identity: other, ...nonce(b), versions: { lowest: 1, highest: 4 } },
    ]);
    expect(greeted).toEqual([
      { log: other.log, version: 1, role: a < b ? 0 : 1 },
      { log: one.log, version: 1, role: a < b ? 1 : 0 },
    ]);
  }
});

const wrong = { by: 'here', reason: 'wrong', detail: 'auth-wrong' };

test('refused: another channel, another workshop, another version, equal nonces', async () => {
  expect((await greet({ bindings: [fill(1), fill(2)] })).ended).toContainEqual(wrong);
  const workshop = toBase64url(fill(8)) as WorkshopId;
  expect((await greet({}, [{}, { workshop }])).ended).toContainEqual(wrong);
  const later = await greet({}, [{}, { versions: { lowest: 2, highest: 3 } }]);
  expect(later.greeted).toEqual([null, null]);
  expect(later.ended).toContainEqual({ by: 'here', reason: 'version', detail: 'other-version' });
  const same = await greet({}, [nonce(5), nonce(5)]);
  expect(same.ended).toContainEqual({ by: 'here', reason: 'wrong', detail: 'nonces-equal' });
});

/** What is sent comes back: a mirror, or a peer that repeats what we say. */
test('a reflected handshake is refused', async () => {
  const { ends } = createMemoryLinks();
  const timer = createMemoryTimer();
  ends[1].onFrame((frame) => void ends[1].send(frame).catch(() => {}));
  const talk = createConversation(ends[0], timer);
  const deps = {
    workshop: testWorkshop,
    identity: createSigner(),
    versions: { lowest: 1, highest: 1 },
    binding: fill(1),
    crypto: sessionCrypto,
    timer,
  };
  expect(await shakeHands(talk, deps)).toBe(null);
  expect(talk.ended()).toEqual({ by: 'here', reason: 'wrong', detail: 'nonces-equal' });
});

test('a recorded handshake, replayed to a new hello, proves nothing', async () => {
  const recorded: Bytes[] = [];
  await greet({ passOn: (frame, from) => (from === 1 && recorded.push(frame), [frame]) });
  const { ends } = createMemoryLinks();
  const timer = createMemoryTimer();
  for (const frame of recorded.slice(0, 2)) void ends[1].send(frame);
  const talk = createConversation(ends[0], timer);
  const deps = {
    workshop: testWorkshop,
    identity: createSigner(),
    versions: { lowest: 1, highest: 1 },
    binding: new Uint8Array(0),
    crypto: sessionCrypto,
    timer,
  };
  expect(await shakeHands(talk, deps)).toBe(null);
  expect(talk.ended()).toEqual(wrong);
});

test('a hello changed on its way is noticed, as is a turned bit of auth', async () => {
  for (const count of [0, 1]) {
    const { greeted, ended } = await greet({
      passOn: (frame, from, at) =>
        from === 1 && at === count ? [frame.with(frame.length - 1, (frame.at(-1) ?? 0) ^ 1)] : [frame],
    });
    expect(greeted[0]).toBe(null);
    expect(ended[0]).toMatchObject({ by: 'here', reason: 'wrong' });
  }
});

test('whoever says nothing, or something else first, is left', async () => {
  const timer = createMemoryTimer();
  const deps = {
    workshop: testWorkshop,
    identity: createSigner(),
    versions: { lowest: 1, highest: 1 },
    binding: fill(1),
    crypto: sessionCrypto,
    timer,
  };
  const silent = createConversation(createMemoryLinks().ends[0], timer);
  const waits = shakeHands(silent, deps);
  timer.pass(10_000);
  expect(await waits).toBe(null);
  expect(silent.ended()).toEqual({ by: 'here', reason: 'limit', detail: 'time' });

  const { ends } = createMemoryLinks();
  const rude = createConversation(ends[1], timer);
  void rude.send({ kind: 'present', version: '1' });
  const talk = createConversation(ends[0], timer);
  expect(await shakeHands(talk, deps)).toBe(null);
  expect(talk.ended()).toEqual({ by: 'here', reason: 'wrong', detail: 'out-of-turn' });
});
