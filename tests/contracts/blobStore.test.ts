import { afterEach, describe, expect, test } from 'vitest';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { BlobId, WorkshopId } from '#domain/ids.ts';
import { openPodShelf } from '#pod/blobShelf.ts';
import type { BlobStore } from '#pod/store/blobStore.ts';
import { createMemoryBlobStore } from '#pod/store/memoryBlobStore.ts';
import { openSqliteBlobStore } from '#pod/store/sqliteBlobStore.ts';
import { sealedOfTests } from '#tests/support/memoryShelf.ts';
import { cryptoOfTests } from '#tests/support/sealedWorkshop.ts';
import { inFolder, inMemory, type Opened } from './support/reopened.ts';

const drivers: Readonly<Record<string, (maxPages?: number) => Opened<BlobStore>>> = {
  memory: () => inMemory(createMemoryBlobStore()),
  sqlite: (maxPages) => inFolder((path) => openSqliteBlobStore({ path, ...(maxPages !== undefined && { maxPages }) })),
};

const idOf = (seed: number): string => toBase64url(new Uint8Array(32).fill(seed));
const workshop = idOf(1) as WorkshopId;
const other = idOf(2) as WorkshopId;
const a = idOf(3) as BlobId;
const b = idOf(4) as BlobId;
const bytesOf = (length: number, seed: number): Bytes => Uint8Array.from({ length }, (_, at) => (at * seed) & 255);

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

describe.each(Object.entries(drivers))('%s', (name, open) => {
  function opened(maxPages?: number): Opened<BlobStore> {
    const next = open(maxPages);
    ends.push(next.remove);
    return next;
  }

  test('pieces become a whole, which is read by stretches, also after a restart', async () => {
    const { store, reopen } = opened();
    const [one, two, three] = [bytesOf(70_000, 3), bytesOf(64_000, 5), bytesOf(1, 7)];
    for (const bytes of [one, two]) await store.add(workshop, { blob: a, bytes, arrived: 1 });
    const again = await reopen();
    expect(await again.come(workshop, a)).toBe(134_000);
    expect(await again.here(workshop, [a])).toEqual([]);
    expect(await again.read(workshop, { blob: a, from: 0, length: 5 })).toBeNull();
    await again.add(workshop, { blob: a, bytes: three, arrived: 1 });
    expect(await again.setWhole(workshop, a)).toEqual({ ok: true, value: null });
    const whole = concat(one, two, three);
    expect(Buffer.compare(await again.all(workshop, a), whole)).toBe(0);
    for (const [from, length] of [
      [0, 16_000],
      [69_990, 100],
      [133_999, 50],
      [70_000, 64_000],
    ] as const)
      expect(await again.read(workshop, { blob: a, from, length })).toEqual(whole.slice(from, from + length));
    expect(await again.read(workshop, { blob: a, from: 200_000, length: 5 })).toEqual(new Uint8Array(0));
    expect(await again.here(other, [a])).toEqual([]);
    expect(await again.sizes()).toEqual([{ workshop, blobs: 1, bytes: 134_001 }]);
  });

  test('what is dropped is gone from the disk; what never came whole is dropped by its age', async () => {
    const { store, disk } = opened();
    const secret = Buffer.from('sealed bytes that are to be forgotten');
    for (const blob of [a, b]) await store.add(workshop, { blob, bytes: new Uint8Array(secret), arrived: 5 });
    await store.setWhole(workshop, a);
    expect(disk()?.includes(secret) ?? true).toBe(true);
    await store.dropUnfinished(5);
    expect(await store.come(workshop, b)).toBe(secret.length);
    await store.dropUnfinished(6);
    expect(await store.come(workshop, b)).toBe(0);
    expect(await store.here(workshop, [a, b])).toEqual([a]);
    await store.drop(workshop, [a, b]);
    expect(await store.here(workshop, [a])).toEqual([]);
    expect(disk()?.includes(secret) ?? false).toBe(false);
  });

  test('whole ones are listed page by page', async () => {
    const { store } = opened();
    const ids = [9, 5, 7, 6, 8].map((seed) => idOf(seed) as BlobId);
    for (const blob of ids) await store.add(workshop, { blob, bytes: bytesOf(10, 3), arrived: 1 });
    for (const blob of ids.slice(1)) await store.setWhole(workshop, blob);
    const first = await store.list(workshop, null, 3);
    expect([...first, ...(await store.list(workshop, first[2] ?? null, 3))]).toEqual(ids.slice(1).toSorted());
  });

  const shelfOver = (store: BlobStore, quota: number, forgotten: ReadonlySet<BlobId> = new Set()) =>
    openPodShelf({ workshop, store, quota, forgotten: () => forgotten, crypto: cryptoOfTests, now: () => 1 });

  test('the shelf over it: resumed, hashed, within its quota, forgotten when facts say so', async () => {
    const { store } = opened();
    const [good, large] = [sealedOfTests(100_000), sealedOfTests(50_000)];
    const first = await shelfOver(store, 120_000);
    const offered = new Map([good, large].map(({ blob, size }) => [blob, size]));
    expect(await first.wanted(offered)).toEqual([good, large].map(({ blob, size }) => ({ blob, size })));
    expect(await first.begin(good)).toBe(0);
    expect(await first.begin(good)).toBeNull();
    expect(await first.add(good.blob, good.bytes.slice(0, 60_000))).toBe('more');
    // Cut, and met again.
    const second = await shelfOver(store, 120_000);
    expect(await second.begin(good)).toBe(60_000);
    expect(await second.begin(large)).toBeNull();
    expect(await second.add(good.blob, good.bytes.slice(60_000))).toBe('whole');
    expect(await second.here([good.blob, large.blob])).toEqual([good.blob]);
    expect(await second.begin(large)).toBeNull();
    for (const size of [0, 1e12]) expect(await second.begin({ blob: large.blob, size })).toBeNull();

    const third = await shelfOver(store, 1e9, new Set([good.blob]));
    await third.sweep();
    expect(await third.here([good.blob])).toEqual([]);
    expect(await third.wanted(offered)).toEqual([{ blob: large.blob, size: large.size }]);
    expect(await third.begin(large)).toBe(0);
    expect(
      await third.add(
        large.blob,
        large.bytes.map((byte) => byte ^ 1),
      ),
    ).toBe('wrong');
    expect(await store.come(workshop, large.blob)).toBe(0);
    expect(await third.begin(large)).toBeNull();
    third.leave(large.blob);
    expect(await third.begin(large)).toBe(0);
    expect(await third.add(large.blob, large.bytes)).toBe('whole');
    await third.erase([large.blob], idOf(9) as never);
    expect(await third.here([large.blob])).toEqual([]);
  });

  if (name === 'sqlite')
    test('a full disk is told, and what is there stays', async () => {
      const { store } = opened(40);
      await store.add(workshop, { blob: a, bytes: bytesOf(20_000, 3), arrived: 1 });
      await store.setWhole(workshop, a);
      const answer = await store.add(workshop, { blob: b, bytes: bytesOf(400_000, 3), arrived: 1 });
      expect(answer).toEqual({ ok: false, refusal: { kind: 'storage-full' } });
      expect(store.trouble()).toEqual({ kind: 'storage-full' });
      expect(await store.here(workshop, [a, b])).toEqual([a]);
      const shelf = await shelfOver(store, 1e9);
      const large = sealedOfTests(400_000);
      expect(await shelf.begin(large)).toBe(0);
      expect(await shelf.add(large.blob, large.bytes)).toBe('full');
    });
});
