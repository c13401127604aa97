import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import type { FactStore, KeptFact } from '#pod/store/factStore.ts';
import { createMemoryStore } from '#pod/store/memoryStore.ts';
import { openSqliteStore } from '#pod/store/sqliteStore.ts';
import { inFolder, inMemory, type Opened } from './support/reopened.ts';

const drivers: Readonly<Record<string, () => Opened<FactStore>>> = {
  memory: () => inMemory(createMemoryStore()),
  sqlite: () => inFolder((path) => openSqliteStore({ path })),
};

const bytesOf = (seed: number, length: number): Bytes =>
  Uint8Array.from({ length }, (_, at) => (seed * 31 + at * 7) & 255);
const idOf = (seed: number): string => toBase64url(bytesOf(seed, 32));
const workshop = idOf(1) as WorkshopId;
const other = idOf(2) as WorkshopId;
const ana = idOf(3) as LogId;
const ben = idOf(4) as LogId;

function fact(log: LogId, seq: number, more: Partial<KeptFact> = {}): KeptFact {
  const person = more.person ?? null;
  return {
    log,
    seq,
    branch: null,
    id: idOf(seq * 10 + log.charCodeAt(2)) as FactId,
    bytes: bytesOf(seq + log.charCodeAt(5), 300),
    part: person === null ? 'none' : 'here',
    arrived: null,
    ...more,
    person,
  };
}

const run = (log: LogId, from: number, count: number): readonly KeptFact[] =>
  Array.from({ length: count }, (_, at) => fact(log, from + at));

async function allOf(store: FactStore, of: WorkshopId = workshop, maxBytes = 64 * 1024) {
  const facts = [];
  for (let after: number | null = 0; after !== null;) {
    const reading: Awaited<ReturnType<FactStore['read']>> = await store.read(of, { after, from: null, maxBytes });
    facts.push(...reading.facts);
    after = reading.next;
  }
  return facts;
}
const put = async (store: FactStore, ...facts: readonly KeptFact[]) =>
  expect(await store.append(workshop, { moved: [], facts })).toEqual({ ok: true, value: null });

const opened: Opened<FactStore>[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.remove();
});

describe.each(Object.entries(drivers))('a fact store: %s', (name, create) => {
  function begin(): Opened<FactStore> {
    const each = create();
    opened.push(each);
    return each;
  }

  test('keeps every byte, in the order of arrival, over a restart', async () => {
    const { store, reopen } = begin();
    const facts = [...run(ana, 0, 3), ...run(ben, 0, 2), ...run(ana, 3, 2)];
    await put(store, ...facts.slice(0, 4));
    await put(store, ...facts.slice(4));
    for (const each of [store, await reopen()]) {
      const read = await allOf(each);
      expect(read).toEqual(facts.map((fact) => expect.objectContaining({ ...fact }) as KeptFact));
      expect(read.map(({ place }) => place)).toEqual(read.map(({ place }) => place).toSorted((a, b) => a - b));
      expect(await each.heights(workshop)).toEqual(
        expect.arrayContaining([
          { log: ana, branch: null, start: 0, height: 5, head: facts.at(-1)?.id },
          { log: ben, branch: null, start: 0, height: 2, head: facts[4]?.id },
        ]),
      );
    }
  });

  test('workshops do not see each other', async () => {
    const { store } = begin();
    await put(store, ...run(ana, 0, 2));
    await store.append(other, { moved: [], facts: run(ana, 0, 3) });
    expect((await allOf(store)).length).toBe(2);
    expect((await store.heights(other))[0]?.height).toBe(3);
    expect(await store.at(idOf(9) as WorkshopId, ana, 0)).toEqual([]);
    expect((await store.workshops()).map(({ workshop, facts, bytes }) => [workshop, facts, bytes])).toEqual([
      [workshop, 2, 600],
      [other, 3, 900],
    ]);
  });

  test('reads only what is asked for, in runs that fit and always move on', async () => {
    const { store } = begin();
    await put(store, ...run(ana, 0, 10), ...run(ben, 0, 10));
    const from = [{ log: ben, branch: null, from: 7 }];
    const asked = await store.read(workshop, { after: 0, from, maxBytes: 1e6 });
    expect(asked.facts.map(({ log, seq }) => [log, seq])).toEqual([7, 8, 9].map((seq) => [ben, seq]));
    expect(asked.next).toBeNull();
    const none = await store.read(workshop, { after: 0, from: [{ log: ana, branch: null, from: 10 }], maxBytes: 1e6 });
    expect(none).toEqual({ facts: [], next: null });
    for (const maxBytes of [1, 700, 300 * 20]) expect((await allOf(store, workshop, maxBytes)).length).toBe(20);
  });

  test('facts in clear are found by themselves, with the time they came', async () => {
    const { store } = begin();
    await put(store, fact(ana, 0, { arrived: 5 }), fact(ana, 1), fact(ana, 2, { arrived: 9 }));
    expect((await store.clear(workshop)).map(({ seq, arrived }) => [seq, arrived])).toEqual([
      [0, 5],
      [2, 9],
    ]);
  });

  test('a person part comes later, is given, and is dropped for good', async () => {
    const { store } = begin();
    const part = bytesOf(77, 90);
    await put(
      store,
      fact(ana, 0, { part: 'wanted' }),
      fact(ana, 1, { person: part }),
      fact(ana, 2, { part: 'wanted' }),
    );
    expect(await store.wanted(workshop, 10)).toEqual([{ log: ana, seqs: [0, 2] }]);
    expect(await store.wanted(workshop, 1)).toEqual([{ log: ana, seqs: [0] }]);
    const [first] = await store.at(workshop, ana, 0);
    await store.putParts(workshop, [{ place: first!.place, bytes: part }]);
    await store.putParts(workshop, [{ place: first!.place, bytes: bytesOf(1, 4) }]);
    expect(await store.parts(workshop, [{ log: ana, seqs: [0, 1, 2, 3] }])).toEqual([
      { log: ana, seq: 0, bytes: part },
      { log: ana, seq: 1, bytes: part },
    ]);
    expect((await store.workshops())[0]?.bytes).toBe(3 * 300 + 2 * 90);
    await store.dropParts(workshop, { log: ana, seqs: [0, 1, 2, 99] });
    expect(await store.parts(workshop, [{ log: ana, seqs: [0, 1, 2] }])).toEqual([]);
    expect(await store.wanted(workshop, 10)).toEqual([]);
    await store.putParts(workshop, [{ place: first!.place, bytes: part }]);
    expect((await store.at(workshop, ana, 0))[0]?.part).toBe('dropped');
    expect((await store.workshops())[0]?.bytes).toBe(3 * 300);
  });

  test('a doubled log keeps both lines, and a smaller id takes the place of a larger one', async () => {
    const { store, reopen } = begin();
    await put(store, ...run(ana, 0, 4));
    const branch = idOf(200) as FactId;
    await put(store, fact(ana, 2, { branch, id: branch }), fact(ana, 3, { branch, id: idOf(201) as FactId }));
    const displaced = fact(ana, 1).id;
    const smaller = fact(ana, 1, { id: idOf(202) as FactId });
    const moved = [{ log: ana, branch: null, from: 1, to: displaced }];
    expect((await store.append(workshop, { moved, facts: [smaller] })).ok).toBe(true);
    for (const each of [store, await reopen()]) {
      expect(await each.heights(workshop)).toEqual(
        expect.arrayContaining([
          { log: ana, branch: null, start: 0, height: 2, head: smaller.id },
          { log: ana, branch: displaced, start: 1, height: 4, head: fact(ana, 3).id },
          { log: ana, branch, start: 2, height: 4, head: idOf(201) },
        ]),
      );
      expect((await each.at(workshop, ana, 1)).map(({ id, branch }) => [id, branch])).toEqual(
        expect.arrayContaining([
          [smaller.id, null],
          [displaced, displaced],
        ]),
      );
      const from = [{ log: ana, branch: displaced, from: 2 }];
      expect((await each.read(workshop, { after: 0, from, maxBytes: 1e6 })).facts.map(({ seq }) => seq)).toEqual([
        2, 3,
      ]);
    }
  });

  test('many writers at once all get their answer', async () => {
    const { store } = begin();
    const logs = Array.from({ length: 40 }, (_, at) => idOf(300 + at) as LogId);
    const answers = await Promise.all(
      logs.map((log, at) =>
        store.append(workshop, { moved: [], facts: [fact(log, 0, { id: idOf(1000 + at) as FactId })] }),
      ),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await store.heights(workshop)).length).toBe(40);
    expect(name.length).toBeGreaterThan(0);
  });
});

test('memory: a failing disk is said, nothing of the write is kept, and the next one goes well', async () => {
  const store = createMemoryStore();
  store.fail({ kind: 'storage-full' });
  const refused = { ok: false, refusal: { kind: 'storage-full' } };
  expect(await store.append(workshop, { moved: [], facts: run(ana, 0, 1) })).toEqual(refused);
  expect(store.trouble()).toEqual({ kind: 'storage-full' });
  expect(await allOf(store)).toEqual([]);
  store.fail(null);
  await put(store, ...run(ana, 0, 1));
});

function inDir(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'circule-store-'));
  return work(dir).finally(() => rmSync(dir, { recursive: true }));
}

test('sqlite: a full file refuses, keeps what it acknowledged, and takes more once there is room', () =>
  inDir(async (dir) => {
    const path = join(dir, 'facts.db');
    const small = openSqliteStore({ path, maxPages: 24 });
    if (!small.ok) throw new Error(small.refusal.kind);
    let acknowledged = 0;
    let refusal = null;
    while (refusal === null) {
      const answer = await small.value.append(workshop, { moved: [], facts: run(ana, acknowledged, 3) });
      if (answer.ok) acknowledged += 3;
      else refusal = answer.refusal;
    }
    expect(refusal).toEqual({ kind: 'storage-full' });
    expect(small.value.trouble()).toEqual({ kind: 'storage-full' });
    expect((await allOf(small.value)).length).toBe(acknowledged);
    expect((await small.value.heights(workshop))[0]?.height).toBe(acknowledged);
    await small.value.close();

    const large = openSqliteStore({ path });
    if (!large.ok) throw new Error(large.refusal.kind);
    expect((await allOf(large.value)).length).toBe(acknowledged);
    await put(large.value, ...run(ana, acknowledged, 3));
    await large.value.close();
  }));

test('sqlite: one writer that does not fit takes nobody with it', () =>
  inDir(async (dir) => {
    const opened = openSqliteStore({ path: join(dir, 'facts.db'), maxPages: 40 });
    if (!opened.ok) throw new Error(opened.refusal.kind);
    const store = opened.value;
    const huge = Array.from({ length: 40 }, (_, seq) => fact(ben, seq, { bytes: bytesOf(seq, 30_000) }));
    const [one, two, three] = await Promise.all([
      store.append(workshop, { moved: [], facts: run(ana, 0, 2) }),
      store.append(workshop, { moved: [], facts: huge }),
      store.append(other, { moved: [], facts: run(ana, 0, 2) }),
    ]);
    expect([one?.ok, two?.ok, three?.ok]).toEqual([true, false, true]);
    expect((await allOf(store)).length).toBe(2);
    await store.close();
  }));

test('sqlite: what was dropped is nowhere in its files', () =>
  inDir(async (dir) => {
    const opened = openSqliteStore({ path: join(dir, 'facts.db') });
    if (!opened.ok) throw new Error(opened.refusal.kind);
    const person = new TextEncoder().encode('Ana Meyer, 4 rue des Lilas '.repeat(20));
    await put(opened.value, fact(ana, 0, { person }), ...run(ana, 1, 20));
    const isOnDisk = (): boolean =>
      readdirSync(dir).some((file) => readFileSync(join(dir, file)).includes('rue des Lilas'));
    expect(isOnDisk()).toBe(true);
    await opened.value.dropParts(workshop, { log: ana, seqs: [0] });
    expect(isOnDisk()).toBe(false);
    await opened.value.close();
  }));

test('sqlite: a folder that is not there is said, not thrown', () => {
  expect(openSqliteStore({ path: '/nowhere/at/all/facts.db' })).toEqual({
    ok: false,
    refusal: { kind: 'storage-lost' },
  });
});
