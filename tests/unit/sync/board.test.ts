import fc from 'fast-check';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { expect, test } from 'vitest';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import type { Bytes } from '#crypto/bytes.ts';
import { noticeStream, type ToolId, type WorkshopId } from '#domain/ids.ts';
import { type Board, type BoardSeed, type Keeping, openBoard } from '#sync/board.ts';

const workshop = 'A'.repeat(43) as WorkshopId;
const crypto = createCryptoDeps(globalThis.crypto);
const notice = noticeStream('toolAAAAAAAAAAAAAAAAAA' as ToolId);
const first: BoardSeed = { generation: 0, kept: {} };

/** Keeps every update, as y-indexeddb does. */
function shelf() {
  const kept = new Map<string, Uint8Array[]>();
  const keeping: Keeping = {
    open(name, doc) {
      const updates = kept.get(name) ?? [];
      kept.set(name, updates);
      return {
        ready: Promise.resolve().then(() => {
          for (const update of updates) applyUpdate(doc, update);
          return doc.on('update', (update: Uint8Array) => updates.push(update));
        }),
        close: () => Promise.resolve(),
      };
    },
    forget: (name) => {
      kept.delete(name);
      return Promise.resolve();
    },
  };
  return { kept, keeping };
}

const open = (seed = first, { keeping } = shelf()): Promise<Board> =>
  openBoard({ workshop, seed }, { crypto, keeping });

const bytes = (update: Uint8Array): Bytes => new Uint8Array(update);

async function meet(a: Board, b: Board): Promise<void> {
  await b.take(a.generation(), a.updateFor(b.vector()));
  await a.take(b.generation(), b.updateFor(a.vector()));
}

test('two write apart and both are read', async () => {
  const [a, b] = await Promise.all([open(), open()]);
  a.write('rules', 'Range les outils.');
  await meet(a, b);
  expect(b.read('rules')).toBe('Range les outils.');
  a.write('rules', 'Range bien les outils.');
  b.write('rules', 'Range les outils. Merci !');
  await meet(a, b);
  expect(a.read('rules')).toBe('Range bien les outils. Merci !');
  expect(b.read('rules')).toBe(a.read('rules'));
  expect(await b.digest()).toBe(await a.digest());
});

test('whatever two write, in whatever order they meet, they read the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'meet'), fc.string({ unit: 'grapheme', maxLength: 12 })), {
        maxLength: 12,
      }),
      async (steps) => {
        const [a, b] = await Promise.all([open(), open()]);
        for (const [who, text] of steps) {
          if (who === 'meet') await meet(a, b);
          else {
            const writer = who === 'a' ? a : b;
            writer.write('rules', text);
            expect(writer.read('rules')).toBe(text);
          }
        }
        await meet(a, b);
        await meet(a, b);
        expect(b.read('rules')).toBe(a.read('rules'));
        expect(await b.digest()).toBe(await a.digest());
        expect(await b.take(0, a.updateFor())).toBe('nothing-new');
      },
    ),
    { numRuns: 60 },
  );
});

test('it is there again after a restart', async () => {
  const place = shelf();
  const before = await open(first, place);
  before.write('rules', 'Demande avant de prendre.');
  await before.close();
  expect((await open(first, place)).read('rules')).toBe('Demande avant de prendre.');
});

test('wiped by a member, begun anew by a steward: the kept version is back on every phone, in the same bytes', async () => {
  const place = shelf();
  const [a, b] = await Promise.all([open(first, place), open()]);
  a.write('rules', 'Longue règle de la maison.');
  await meet(a, b);
  b.write('rules', '');
  await meet(a, b);
  expect(a.read('rules')).toBe('');
  const anew: BoardSeed = { generation: 1, kept: { rules: 'Longue règle de la maison.' } };
  await a.begin(anew);
  // Who has not heard of it yet still talks of the older one, and who has is not taken in by it.
  expect(await a.take(b.generation(), b.updateFor())).toBe('older');
  expect(await b.take(a.generation(), a.updateFor())).toBe('newer');
  await b.begin(anew);
  expect(a.read('rules')).toBe('Longue règle de la maison.');
  expect(b.updateFor()).toEqual(a.updateFor());
  expect([...place.kept.keys()].map((name) => name.slice(-2))).toEqual(['-1']);
  await a.begin(first);
  expect(a.generation()).toBe(1);
});

test('phones that disagree about what was kept still come to read the same', async () => {
  const [a, b] = await Promise.all([
    open({ generation: 1, kept: { rules: 'une' } }),
    open({ generation: 1, kept: { rules: 'deux' } }),
  ]);
  await meet(a, b);
  expect(await a.digest()).toBe(await b.digest());
});

test('what is no text of ours, too much, or nonsense is refused and changes nothing', async () => {
  const board = await open();
  board.write('rules', 'Calme.');
  const before = board.updateFor();
  const other = (write: (doc: Doc) => void): Bytes => {
    const doc = new Doc();
    write(doc);
    return bytes(encodeStateAsUpdate(doc));
  };
  const bad = [
    other((doc) => doc.getMap('else').set('a', 1)),
    other((doc) => doc.getText('other').insert(0, 'x')),
    // Hidden in our text: no letter of it is shown.
    other((doc) => doc.getMap('rules').set('a', 1)),
    other((doc) => doc.getArray('rules').push([1])),
    other((doc) => doc.getText('rules').insertEmbed(0, { image: 'x' })),
    other((doc) => doc.getText('rules').insert(0, 'x'.repeat(300_000))),
    new Uint8Array([1, 2, 3]),
    new Uint8Array(50).fill(255),
  ];
  for (const update of bad) expect(await board.take(0, update)).toBe('refused');
  expect(board.updateFor()).toEqual(before);
  for (let n = 0; n < 6; n += 1)
    await board.take(
      0,
      other((doc) => doc.getText('rules').insert(0, 'x'.repeat(200_000))),
    );
  expect(board.updateFor().length).toBeLessThan(1024 * 1024 + 1);
});

test('who listens is told what to send on, and not what came', async () => {
  const [a, b] = await Promise.all([open(), open()]);
  const told: (Bytes | null)[] = [];
  b.onChange((update) => void told.push(update));
  a.write('rules', 'Un.');
  await meet(a, b);
  b.write('rules', 'Un. Deux.');
  expect(told.map((update) => update === null)).toEqual([true, false]);
});

test('a notice is on the board once somebody writes it, begun alike from the version that stands', async () => {
  const [a, b] = await Promise.all([open(), open()]);
  const empty = a.updateFor();
  for (const board of [a, b]) await board.prepare(notice, 'Ouvrir le capot. Enfiler.');
  expect(a.read(notice)).toBe('Ouvrir le capot. Enfiler.');
  a.write(notice, a.read(notice));
  expect(a.updateFor()).toEqual(empty);
  a.write(notice, 'Ouvrir doucement le capot. Enfiler.');
  b.write(notice, 'Ouvrir le capot. Enfiler la canette.');
  await meet(a, b);
  expect(a.read(notice)).toBe('Ouvrir doucement le capot. Enfiler la canette.');
  expect(b.read(notice)).toBe(a.read(notice));
  expect(await b.digest()).toBe(await a.digest());
  expect(a.read('rules')).toBe('');
});

test('a notice wiped on the board stays wiped until somebody puts the kept version back; begun anew it reads as kept', async () => {
  const [a, b] = await Promise.all([open(), open()]);
  for (const board of [a, b]) await board.prepare(notice, 'Purger.');
  b.write(notice, 'Mine');
  b.write(notice, '');
  await meet(a, b);
  await a.prepare(notice, 'Purger, puis fermer.');
  expect(a.read(notice)).toBe('');
  a.write(notice, 'Purger, puis fermer.');
  await meet(a, b);
  expect(b.read(notice)).toBe('Purger, puis fermer.');
  await a.begin({ generation: 1, kept: {} });
  expect(a.read(notice)).toBe('Purger, puis fermer.');
});

test('phones that know only the house’s own texts compare alike while nothing else is drafted', async () => {
  const [a, b] = await Promise.all([open(), open()]);
  await a.prepare(notice, 'Purger.');
  expect(await a.digest()).toBe(await b.digest());
  a.write(notice, 'Purger bien.');
  expect(await a.digest()).not.toBe(await b.digest());
});

test('however much was drafted, a newcomer gets it in updates that are each taken, in any order', async () => {
  const whole = await open();
  const names = Array.from({ length: 28 }, (_, at) => noticeStream(`tool${at}`.padEnd(22, 'A') as ToolId));
  for (const name of names) {
    const writer = await open();
    writer.write(name, `${name} `.repeat(700));
    await whole.take(0, writer.updateFor());
    whole.write(name, `De plus : ${whole.read(name)}`);
  }
  const newcomer = await open();
  const updates = whole.updatesFor(newcomer.vector());
  expect(updates.length).toBeGreaterThan(1);
  expect(Math.max(...updates.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
  for (const update of updates.toReversed()) expect(await newcomer.take(0, update)).toBe('taken');
  expect(await newcomer.digest()).toBe(await whole.digest());
  expect(whole.isFull()).toBe(false);
  for (const name of names) whole.write(name, name.repeat(1200));
  expect(whole.isFull()).toBe(true);
});
