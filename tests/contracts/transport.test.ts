import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Bytes } from '#crypto/bytes.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { type Link, maxFrameBytes } from '#session/link.ts';
import { podBinding } from '#session/podBinding.ts';
import { createPodTransport } from '#sync/transports/pod.ts';
import type { Running, Transport } from '#sync/transports/transport.ts';
import { createWebrtcTransport } from '#sync/transports/webrtc.ts';
import { roomOfTests } from './support/roomOfTests.ts';
import { serveSignaling } from './support/signalingServer.ts';

Object.assign(globalThis, { WebSocket });

/** A link to somebody who sends back whatever comes. */
interface Echo {
  readonly link: Link;
  readonly farBinding: string;
  readonly closeFar: () => void;
  readonly running: Running;
}

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function firstLink(transport: Transport): Promise<{ readonly link: Link; readonly running: Running }> {
  return new Promise((resolve) => {
    const running = transport.start((link) => resolve({ link, running }));
    ends.push(running.stop);
    running.setRooms([roomOfTests]);
  });
}

const wrtc = createRequire(import.meta.url)('@roamhq/wrtc') as object;

async function echoPhone(signaling: string) {
  const phone = fork(fileURLToPath(new URL('support/echoPhone.ts', import.meta.url)), [signaling], {
    execArgv: ['--import', 'tsx'],
  });
  ends.push(async () => {
    if (phone.exitCode !== null || phone.signalCode !== null) return;
    phone.kill('SIGKILL');
    await once(phone, 'exit');
  });
  return phone;
}

const webrtc = (signaling: string): Transport =>
  createWebrtcTransport({ signaling: [signaling], iceServers: [], random: Math.random, wrtc });

const kinds: Readonly<Record<string, () => Promise<Echo>>> = {
  async webrtc() {
    const signaling = await serveSignaling();
    ends.push(signaling.stop);
    const phone = await echoPhone(signaling.address);
    const greeted = once(phone, 'message');
    const { link, running } = await firstLink(webrtc(signaling.address));
    const [{ binding }] = (await greeted) as [{ readonly binding: string }];
    return { link, running, farBinding: binding, closeFar: () => phone.send('close') };
  },
  async pod() {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    ends.push(() => server.close());
    server.on('connection', (socket) => socket.on('message', (data: Buffer) => socket.send(data)));
    const address = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/pod`;
    const workshop = 'w'.repeat(43) as WorkshopId;
    const { link, running } = await firstLink(createPodTransport({ address, workshop, random: Math.random }));
    return {
      link,
      running,
      farBinding: Buffer.from(podBinding(new URL(address).host, '/pod')).toString('hex'),
      closeFar: () => {
        for (const socket of server.clients) socket.close();
      },
    };
  },
};

const numbered = (n: number, length = maxFrameBytes): Bytes => {
  const frame = new Uint8Array(length);
  new DataView(frame.buffer).setUint32(0, n);
  return frame;
};

describe.each(Object.entries(kinds))('%s', (_name, connect) => {
  test('frames come whole and in order, and both ends know the same of their channel', async () => {
    const { link, farBinding, running } = await connect();
    expect(Buffer.from(link.binding).toString('hex')).toBe(farBinding);
    expect(running.status()).toMatchObject({ place: 'open', links: 1, unreached: 0 });
    const count = 256;
    const came: number[] = [];
    const all = new Promise<void>((resolve) => {
      link.onFrame((frame) => {
        expect(frame.length).toBe(maxFrameBytes);
        came.push(new DataView(frame.buffer, frame.byteOffset).getUint32(0));
        if (came.length === count) resolve();
      });
    });
    for (let n = 0; n < count; n += 1) await link.send(numbered(n));
    await all;
    expect(came).toEqual(Array.from({ length: count }, (_, n) => n));
  });

  test('what came before anybody listened is kept', async () => {
    const { link } = await connect();
    await link.send(numbered(7, 16));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const frame = await new Promise<Bytes>((resolve) => link.onFrame(resolve));
    expect(frame).toEqual(numbered(7, 16));
  });

  test('closed from afar: told once, and nothing can be sent', async () => {
    const { link, closeFar } = await connect();
    let closings = 0;
    const closed = new Promise<void>((resolve) =>
      link.onClose(() => {
        closings += 1;
        resolve();
      }),
    );
    closeFar();
    await closed;
    link.close();
    await expect(link.send(numbered(1))).rejects.toThrow('closed');
    expect(closings).toBe(1);
  });

  test('closed here: whoever waited for room is told', async () => {
    const { link } = await connect();
    const sent = Array.from({ length: 1500 }, (_, n) => link.send(numbered(n)));
    link.close();
    const results = await Promise.allSettled(sent);
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    await expect(link.send(numbered(1))).rejects.toThrow('closed');
  });
});

test('signaling may die once phones have met', async () => {
  const signaling = await serveSignaling();
  const phone = await echoPhone(signaling.address);
  const { link } = await firstLink(webrtc(signaling.address));
  await signaling.stop();
  const back = new Promise<Bytes>((resolve) => link.onFrame(resolve));
  await link.send(numbered(3, 16));
  expect(await back).toEqual(numbered(3, 16));
  expect(phone.exitCode).toBeNull();
});

test('who only answers says nothing before somebody came', async () => {
  const signaling = await serveSignaling();
  ends.push(signaling.stop);
  const quiet = webrtc(signaling.address).start(() => undefined);
  ends.push(quiet.stop);
  quiet.setRooms([{ ...roomOfTests, kind: 'past', announces: false }]);
  await expect.poll(() => quiet.status().place).toBe('open');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(signaling.published).toEqual([]);
});

test('who only answers is found by who comes later', async () => {
  const signaling = await serveSignaling();
  ends.push(signaling.stop);
  const met = new Promise<Link>((resolve) => {
    const running = webrtc(signaling.address).start(resolve);
    ends.push(running.stop);
    running.setRooms([{ ...roomOfTests, kind: 'past', announces: false }]);
  });
  await echoPhone(signaling.address);
  const link = await met;
  const back = new Promise<Bytes>((resolve) => link.onFrame(resolve));
  await link.send(numbered(4, 16));
  expect(await back).toEqual(numbered(4, 16));
});

test('a phone killed and started again is met again', async () => {
  const signaling = await serveSignaling();
  ends.push(signaling.stop);
  const links: Link[] = [];
  const running = webrtc(signaling.address).start((link) => void links.push(link));
  ends.push(running.stop);
  running.setRooms([roomOfTests]);
  const first = await echoPhone(signaling.address);
  await expect.poll(() => links.length, { timeout: 10_000 }).toBe(1);
  first.kill('SIGKILL');
  await echoPhone(signaling.address);
  await expect.poll(() => links.length, { timeout: 15_000 }).toBe(2);
});

test('a pod that comes back is found again, and asked less and less while it is away', async () => {
  let server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  ends.push(() => server.close());
  const address = `ws://127.0.0.1:${String(port)}/pod`;
  const workshop = 'w'.repeat(43) as WorkshopId;
  const asked: string[] = [];
  server.on('connection', (_, { url }) => asked.push(url ?? ''));
  const links: Link[] = [];
  const running = createPodTransport({ address, workshop, random: () => 0.5 }).start((link) => void links.push(link));
  ends.push(running.stop);
  running.setRooms([roomOfTests]);
  await expect.poll(() => links.length).toBe(1);
  expect(asked).toEqual([`/pod?w=${workshop}`]);
  for (const socket of server.clients) socket.terminate();
  server.close();
  await expect.poll(() => running.status().place).toBe('failed');
  server = new WebSocketServer({ port, host: '127.0.0.1' });
  await once(server, 'listening');
  running.nudge();
  await expect.poll(() => links.length).toBe(2);
  expect(running.status().place).toBe('open');
});
