/** Whoever is in, and means harm, with photos and files: what they send, ask for and announce. */
import { expect, test } from 'vitest';
import { toBase64url } from '#crypto/bytes.ts';
import type { BlobId } from '#domain/ids.ts';
import { openPodShelf } from '#pod/blobShelf.ts';
import { createMemoryBlobStore } from '#pod/store/memoryBlobStore.ts';
import { encodeMessage, type Message } from '#session/messages.ts';
import { toFrames } from '#session/frames.ts';
import { createMemoryShelf, sealedOfTests } from '#tests/support/memoryShelf.ts';
import { cryptoOfTests } from '#tests/support/sealedWorkshop.ts';
import { createPhone, even, meet, settled, until } from '#tests/unit/session/phones.ts';

const idOf = (n: number): BlobId => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, n);
  return toBase64url(bytes) as BlobId;
};

/** An honest phone, and one that says what it likes once both are even. */
async function withLiar() {
  const [honest, shelf] = [createPhone(), createMemoryShelf()];
  const meeting = meet(createPhone(), honest, {}, [{ blobs: createMemoryShelf() }, { blobs: shelf }]);
  await even(meeting);
  const say = async (message: Message) => {
    for (const frame of toFrames(encodeMessage(message)))
      await meeting.links.ends[0].send(frame).catch(() => undefined);
  };
  const end = () => meeting.sessions[1].view().end;
  return { honest, shelf, meeting, say, end };
}

test('bytes nobody asked for are not kept', async () => {
  const { shelf, say, end } = await withLiar();
  const { blob } = sealedOfTests(10);
  await say({ kind: 'chunk', blob, at: 0, bytes: new Uint8Array(16_000) });
  await settled();
  expect(shelf.added()).toBe(0);
  expect(end()).toBeNull();
});

test('more bytes than were asked for, or others, end all asking of that peer; facts go on', async () => {
  const { honest, shelf, say, end } = await withLiar();
  const blob = sealedOfTests(100_000);
  shelf.want([blob]);
  await say({ kind: 'offer', offered: [{ blob: blob.blob, size: 1e15 }] });
  await settled();
  await say({ kind: 'chunk', blob: blob.blob, at: 50_000, bytes: new Uint8Array(16_000) });
  await settled();
  expect(shelf.added()).toBe(0);
  expect(shelf.wholes.size).toBe(0);
  await honest.write(3);
  expect(end()).toBeNull();
});

test('a billion blobs announced: remembered up to a bound, and nothing is fetched that no fact names', async () => {
  const { shelf, say, end } = await withLiar();
  for (let page = 0; page < 200; page += 1) {
    const offered = Array.from({ length: 256 }, (_, at) => ({ blob: idOf(page * 256 + at), size: 1e9 }));
    await say({ kind: 'offer', offered });
  }
  await settled(60);
  expect(shelf.added()).toBe(0);
  expect(end()).toBeNull();
});

test('a flood of wishes, or of words, ends the session', async () => {
  const greedy = await withLiar();
  const blob = sealedOfTests(5_000_000);
  greedy.shelf.put(blob);
  for (let n = 0; n < 10; n += 1)
    await greedy.say({ kind: 'ask', asked: [{ blob: blob.blob, from: 0, length: 5_000_000 }] });
  await until(() => greedy.end() !== null);
  expect(greedy.end()).toMatchObject({ by: 'here', reason: 'limit', detail: 'flood' });

  const wordy = await withLiar();
  for (let n = 0; n < 4000 && wordy.end() === null; n += 1) await wordy.say({ kind: 'have', blobs: [] });
  await until(() => wordy.end() !== null);
  expect(wordy.end()).toMatchObject({ detail: 'flood' });
});

test('a pod takes nothing larger than a file may be, nothing beyond its room, and no wrong bytes', async () => {
  const store = createMemoryBlobStore();
  const deps = { workshop: idOf(1) as never, store, quota: 50_000, forgotten: () => new Set<BlobId>() };
  const shelf = await openPodShelf({ ...deps, crypto: cryptoOfTests, now: () => 1 });
  for (const size of [0, 1e9, Number.MAX_SAFE_INTEGER]) {
    expect(await shelf.wanted(new Map([[idOf(2), size]]))).toEqual([]);
    expect(await shelf.begin({ blob: idOf(2), size })).toBeNull();
  }
  // Said to be small at first, by ten sessions at once.
  const begun = await Promise.all(
    Array.from({ length: 10 }, (_, at) => shelf.begin({ blob: idOf(10 + at), size: 20_000 })),
  );
  expect(begun.filter((from) => from !== null).length).toBeLessThanOrEqual(2);
  expect(await shelf.add(idOf(10), new Uint8Array(20_000))).toBe('wrong');
  expect((await store.sizes())[0]?.bytes ?? 0).toBe(0);
});
