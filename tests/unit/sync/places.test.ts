import { expect, test } from 'vitest';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import type { EpochId, WorkshopId } from '#domain/ids.ts';
import { createPlaces, socketAddress } from '#sync/places.ts';
import { roomsHere } from '#sync/roomsHere.ts';
import { takeTheLead } from '#sync/leadership.ts';
import { createLocks } from '#tests/support/phone.ts';

const home = new URL('https://atelier.example/remise/');

test.each([
  ['', 'wss://atelier.example/remise/signal'],
  ['pod.example', 'wss://pod.example/signal'],
  [' pod.example:8443 ', 'wss://pod.example:8443/signal'],
  ['ws://10.0.0.2:4380', 'ws://10.0.0.2:4380/signal'],
  ['https://pod.example/deep/', 'wss://pod.example/deep/'],
  ['ftp://pod.example', null],
  ['not an address', null],
])('signaling set to %o is called at %o', (set, called) => {
  expect(socketAddress(set, 'signal', home)).toBe(called);
});

test('no address is no address; from a plain page a host is called plainly', () => {
  expect(socketAddress(null, 'pod', home)).toBeNull();
  expect(socketAddress('', 'pod', new URL('http://127.0.0.1:4380/'))).toBe('ws://127.0.0.1:4380/pod');
});

test('places are the host’s own until set, and whatever is kept is read', () => {
  let kept: string | null = null;
  const places = createPlaces({ get: () => kept, set: (value) => (kept = value) });
  expect(places.get()).toEqual({ signaling: '', pod: '', iceServers: [] });
  places.set({ signaling: null, pod: 'wss://pod', iceServers: ['stun:s'] });
  expect(places.get()).toEqual({ signaling: null, pod: 'wss://pod', iceServers: ['stun:s'] });
  for (const nonsense of ['', '{', '3', '[]', 'null', '{"signaling":5,"iceServers":[1,"stun:x"]}']) {
    kept = nonsense;
    expect(places.get()).toMatchObject({ signaling: '', pod: '' });
  }
});

test('rooms: known where one writes and in what was given unread; other heads, older ones and invitations only answer', async () => {
  const crypto = createCryptoDeps(globalThis.crypto);
  const workshop = 'A'.repeat(43) as WorkshopId;
  const [e0, e1, e2, e3, e4, e5, unread] = ['0', '1', '2', '3', '4', '5', 'u'] as EpochId[];
  const key = (n: number) => new Uint8Array(32).fill(n);
  const rooms = await roomsHere(
    {
      workshop,
      epochs: [e0, e1, e2, e3, e4, e5].map((epoch) => ({
        epoch: epoch as EpochId,
        isHead: epoch === e4 || epoch === e5,
      })),
      current: e4 as EpochId,
      keys: new Map([
        [e0, key(7)],
        [e1, key(1)],
        [e2, key(2)],
        [e3, key(3)],
        [e4, key(4)],
        [e5, key(5)],
        [unread, key(9)],
      ] as [EpochId, Uint8Array<ArrayBuffer>][]),
      invitations: ['E'.repeat(43), 'no key'],
    },
    crypto,
  );
  expect(rooms.map(({ kind, announces, epoch }) => [kind, announces, epoch])).toEqual([
    ['now', true, unread],
    ['now', true, e4],
    ['now', false, e5],
    ['past', false, e3],
    ['past', false, e2],
    ['invitation', false, undefined],
  ]);
  expect(new Set(rooms.map(({ name }) => name)).size).toBe(6);
});

test('one leads, the next takes over when it stops, and who stops waiting never leads', async () => {
  const locks = createLocks();
  const said: string[] = [];
  const candidate = (name: string) =>
    takeTheLead({ name: 'w', locks }, () => {
      said.push(`${name} leads`);
      return Promise.resolve(() => {
        said.push(`${name} ends`);
        return Promise.resolve();
      });
    });
  const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')];
  await expect.poll(() => said).toEqual(['a leads']);
  const gone = b.stop();
  await a.stop();
  await gone;
  await expect.poll(() => said).toEqual(['a leads', 'a ends', 'c leads']);
  await c.stop();
  expect(said.at(-1)).toBe('c ends');
});
