import fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { restoreWorkshop } from '#app/backup/restoreWorkshop.ts';
import { writeBackup } from '#app/backup/writeBackup.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { Workshop } from '#app/workshop.ts';
import type { LogId, ToolId } from '#domain/ids.ts';
import { openDatabase, type WorkshopDatabase } from '#store/database.ts';
import { createDoor, type Incoming } from '#store/door.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { newState } from '#store/newState.ts';
import { createSweeper } from '#store/sweeper.ts';
import { factsOf } from '#tests/support/ledger.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

/** A small workshop whose founder lost the phone and went on with another: two logs, the second on top of the first. */
async function twoLogs(): Promise<{
  readonly workshop: Workshop;
  readonly logs: ReadonlyMap<LogId, readonly Incoming[]>;
}> {
  const phone = createPhone();
  const first = await foundOn(phone);
  await act(first, 'Mur nord', 6);
  const key = (await first.houseKey()) ?? '';
  const file = new Uint8Array(await valueOf(await writeBackup(first, phone.deps)).arrayBuffer());
  const next = createPhone(phone.clock.now + 1000);
  const { id } = valueOf(await restoreWorkshop(file, key, next.deps));
  const workshop = valueOf(await openWorkshop(id, next.deps));
  await act(workshop, 'Établi', 4);
  const held = await workshop.db.rows('A').tools.toArray();
  for (const { id: tool, state } of held) if (state === 'out') valueOf(await workshop.commands.giveBack(tool));
  valueOf(await workshop.commands.describePlace(held[0]?.place as never, { name: 'Mur sud' }));
  await workshop.sweep();
  return { workshop, logs: await factsOf(workshop.db) };
}

async function act({ commands }: Workshop, placeName: string, count: number): Promise<void> {
  const place = valueOf(await commands.addPlace({ name: placeName }));
  const lea = valueOf(await commands.addMember({ name: `Léa de ${placeName}` }));
  const [label] = await commands.newLabels(1);
  for (let n = 0; n < count; n += 1) {
    const tool: ToolId = valueOf(await commands.addTool({ name: `Outil ${n} ${placeName}`, place }));
    if (n === 0) valueOf(await commands.bindLabel(tool, label as never));
    if (n % 2 === 0) valueOf(await commands.take(tool, n % 4 === 0 ? { by: lea } : {}));
    if (n % 3 === 0) valueOf(await commands.claimCode(tool, { format: 'EAN13', text: '2000000000008' }));
  }
}

async function emptyCopyOf({ db }: Workshop): Promise<WorkshopDatabase> {
  const state = await db.state.get('state');
  const copy = openDatabase(`copy-${Math.random()}`, { indexedDB: new IDBFactory(), IDBKeyRange });
  await copy.state.put(newState({ workshop: state?.workshop as never, now: 0, isDemo: false }));
  return copy;
}

test('facts through the door in any slices and from either log first give the same rows', async () => {
  const { workshop, logs } = await twoLogs();
  const expected = await rowsOf(workshop.db);
  const proven = (await workshop.db.state.get('state'))?.proven ?? {};
  const [one = [], two = []] = [...logs.values()];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 30 }),
      async (steps) => {
        const db = await emptyCopyOf(workshop);
        const cache = createMembershipCache(db);
        const door = createDoor(db, cache);
        const sent = [0, 0];
        const send = async (which: 0 | 1, count: number) => {
          const log = which === 0 ? one : two;
          const facts = log.slice(sent[which], (sent[which] ?? 0) + count);
          sent[which] = (sent[which] ?? 0) + facts.length;
          if (facts.length > 0) valueOf(await door.write({ facts, isOwn: false, now: 1e15, proven }));
          // What is here already is passed over.
          if (facts.length > 0) valueOf(await door.write({ facts, isOwn: false, now: 1e15 }));
        };
        const sweeper = createSweeper(db, cache, { now: () => 1e15, rest: () => Promise.resolve() });
        for (const [isFirst, count, sweep] of steps) {
          await send(isFirst ? 0 : 1, count);
          if (sweep) await sweeper.run();
        }
        await send(1, two.length);
        await send(0, one.length);
        await sweeper.run();
        expect(await rowsOf(db)).toEqual(expected);
        await sweeper.rebuild();
        expect(await rowsOf(db)).toEqual(expected);
        db.dexie.close();
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('a gap is refused, and leaves nothing of the batch behind', async () => {
  const { workshop, logs } = await twoLogs();
  const [one = [], two = []] = [...logs.values()];
  const db = await emptyCopyOf(workshop);
  const door = createDoor(db, createMembershipCache(db));
  const isFounders = (one[0]?.id as string | undefined) === workshop.id;
  const [first, second] = isFounders ? [one, two] : [two, one];
  const proven = (await workshop.db.state.get('state'))?.proven ?? {};
  const result = await door.write({
    facts: [...first.slice(0, 3), ...second.slice(1, 3)],
    isOwn: false,
    now: 0,
    proven,
  });
  expect(result).toMatchObject({ ok: false, refusal: { kind: 'gap' } });
  expect(await db.chunks.count()).toBe(0);
  expect(await db.streams.count()).toBe(0);
});
