import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createSignaling, maxSignalingFrame, type Signaling, type SignalingLimits } from '#pod/signaling.ts';

interface Served {
  readonly signaling: Signaling;
  readonly connect: () => Promise<WebSocket>;
  readonly clock: { now: number };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).toReversed()) end();
});

async function serve(limits: Partial<SignalingLimits> = {}): Promise<Served> {
  const clock = { now: 0 };
  const signaling = createSignaling({ now: () => clock.now, limits });
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, maxPayload: maxSignalingFrame, perMessageDeflate: false });
  sockets.on('connection', (socket) => signaling.accept(socket, 'somebody'));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  ends.push(() => {
    signaling.stop();
    http.close();
  });
  const address = `ws://127.0.0.1:${String((http.address() as AddressInfo).port)}/signal`;
  return {
    signaling,
    clock,
    async connect() {
      const socket = new WebSocket(address, { perMessageDeflate: false });
      socket.on('error', () => undefined);
      await once(socket, 'open');
      return socket;
    },
  };
}

const say = (socket: WebSocket, message: unknown): void => socket.send(JSON.stringify(message));
async function hear(socket: WebSocket): Promise<unknown> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return JSON.parse(data.toString());
}
async function closing(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}
/** Once it answers, everything said before has been heard. */
async function isThere(socket: WebSocket): Promise<void> {
  say(socket, { type: 'ping' });
  for (;;) if (JSON.stringify(await hear(socket)) === '{"type":"pong"}') return;
}

test('who is in a room hears what is published there, with the number of those in it; others hear nothing', async () => {
  const { connect, signaling } = await serve();
  const [ana, ben, zoe] = [await connect(), await connect(), await connect()];
  say(ana, { type: 'subscribe', topics: ['atelier'] });
  say(ben, { type: 'subscribe', topics: ['atelier', 'other'] });
  say(zoe, { type: 'subscribe', topics: ['other'] });
  for (const each of [ana, ben, zoe]) await isThere(each);
  const strayed: unknown[] = [];
  zoe.on('message', (data) => strayed.push(data));
  const heard = Promise.all([hear(ana), hear(ben)]);
  say(ana, { type: 'publish', topic: 'atelier', data: 'sealed' });
  const message = { type: 'publish', topic: 'atelier', data: 'sealed', clients: 2 };
  expect(await heard).toEqual([message, message]);
  say(zoe, { type: 'publish', topic: 'atelier', data: 'from outside' });
  say(ben, { type: 'unsubscribe', topics: ['atelier'] });
  await isThere(zoe);
  await isThere(ben);
  expect(strayed.length).toBe(1);
  expect(signaling.status()).toEqual({ connections: 3, topics: 2, refused: 0 });
  ana.close();
  await closing(ana);
  for (let tries = 0; signaling.status().connections > 2 && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(signaling.status()).toMatchObject({ connections: 2, topics: 1 });
});

test.each([
  ['bytes', (socket: WebSocket) => socket.send(Buffer.from('{"type":"ping"}'), { binary: true }), 1003],
  ['no JSON', (socket: WebSocket) => socket.send('{"type":'), 1007],
  ['a frame too large', (socket: WebSocket) => socket.send(`"${'a'.repeat(maxSignalingFrame)}"`), 1009],
  ['nesting', (socket: WebSocket) => socket.send('['.repeat(30_000) + ']'.repeat(30_000)), 1008],
  ['another message', (socket: WebSocket) => say(socket, { type: 'delete', topics: ['x'] }), 1008],
  ['an endless name', (socket: WebSocket) => say(socket, { type: 'subscribe', topics: ['x'.repeat(200)] }), 1008],
  ['topics that are none', (socket: WebSocket) => say(socket, { type: 'subscribe', topics: { length: 3 } }), 1008],
])('%s: that connection is closed, the others go on', async (_name, send, code) => {
  const { connect, signaling } = await serve();
  const [bad, good] = [await connect(), await connect()];
  const closed = closing(bad);
  send(bad);
  expect(await closed).toBe(code);
  await isThere(good);
  // What `ws` itself refuses does not reach us.
  expect(signaling.status().refused).toBe(code === 1009 ? 0 : 1);
});

test('limits: rooms, connections, speed, and how much one makes others receive', async () => {
  const { connect } = await serve({
    connections: 3,
    topicsPerConnection: 2,
    subscribersPerTopic: 1,
    messages: { burst: 5, perSecond: 1 },
    delivered: { burst: 100, perSecond: 1 },
  });
  const greedy = await connect();
  say(greedy, { type: 'subscribe', topics: ['a', 'b', 'c'] });
  expect(await closing(greedy)).toBe(1008);
  const quick = await connect();
  for (let n = 0; n < 6; n += 1) say(quick, { type: 'ping' });
  expect(await closing(quick)).toBe(1008);
  const [one, two] = [await connect(), await connect()];
  say(one, { type: 'subscribe', topics: ['room'] });
  await isThere(one);
  say(two, { type: 'subscribe', topics: ['room'] });
  expect(await closing(two)).toBe(1008);
  say(one, { type: 'publish', topic: 'room', data: 'x'.repeat(200) });
  expect(await closing(one)).toBe(1008);
  const kept = [await connect(), await connect(), await connect()];
  const fourth = await connect();
  expect(await closing(fourth)).toBe(1013);
  for (const each of kept) each.close();
});

test('one that does not read is dropped, not waited for', async () => {
  const { connect, signaling } = await serve({ backlog: 64 * 1024 });
  const [slow, loud] = [await connect(), await connect()];
  for (const each of [slow, loud]) {
    say(each, { type: 'subscribe', topics: ['room'] });
    await isThere(each);
  }
  slow.pause();
  for (let n = 0; n < 300 && signaling.status().connections === 2; n += 1) {
    say(loud, { type: 'publish', topic: 'room', data: 'x'.repeat(60_000) });
    await hear(loud);
  }
  expect(signaling.status().connections).toBe(1);
  slow.terminate();
});

test('one that is not there any more is noticed', async () => {
  const { connect, signaling } = await serve({ heartbeatMs: 40 });
  const [gone, here] = [await connect(), await connect()];
  gone.pause();
  for (let tries = 0; signaling.status().connections === 2 && tries < 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(signaling.status().connections).toBe(1);
  await isThere(here);
  gone.terminate();
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).map((text) => ({ text })),
  fc.json({ maxDepth: 20 }).map((text) => ({ text })),
  fc
    .record(
      {
        type: fc.oneof(
          fc.constantFrom('subscribe', 'unsubscribe', 'publish', 'ping', 'pong', '__proto__'),
          fc.anything(),
        ),
        topics: fc.oneof(fc.array(fc.oneof(fc.constantFrom('a', '__proto__'), fc.anything())), fc.anything()),
        topic: fc.oneof(fc.constantFrom('a', 'constructor'), fc.anything()),
        data: fc.anything({ maxDepth: 4 }),
      },
      { requiredKeys: [] },
    )
    .map((message) => ({ text: fc.stringify(JSON.parse(JSON.stringify(message, plain))) })),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ bytes })),
);
const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

test('whatever is sent, two who speak properly still hear each other', async () => {
  const { connect } = await serve();
  const [ana, ben] = [await connect(), await connect()];
  for (const each of [ana, ben]) {
    say(each, { type: 'subscribe', topics: ['quiet'] });
    await isThere(each);
  }
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 8 }), async (frames) => {
      const hostile = await connect();
      for (const frame of frames)
        if ('text' in frame) hostile.send(frame.text);
        else hostile.send(frame.bytes, { binary: true });
      const heard = hear(ben);
      say(ana, { type: 'publish', topic: 'quiet', data: frames.length });
      await hear(ana);
      expect(await heard).toMatchObject({ data: frames.length });
      hostile.terminate();
    }),
    { numRuns: 150 },
  );
});
