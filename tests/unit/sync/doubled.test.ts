import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { ToolId } from '#domain/ids.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { createSweeper } from '#store/sweeper.ts';
import { join, logOfPhone, meetAs, type Met, rest } from '#tests/support/meet.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

/** The same phone twice: what a copied disk, or a restored image of it, makes. */
async function cloneOf({ phone, workshop }: Met): Promise<Met> {
  const copy = createPhone(phone.clock.now);
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  const db = openDatabase(databaseName(workshop.id), storage);
  for (const table of workshop.db.dexie.tables) await db.dexie.table(table.name).bulkPut(await table.toArray());
  db.dexie.close();
  const clone = { clock: copy.clock, deps: { ...copy.deps, storage } };
  return await meetAs(clone, valueOf(await openWorkshop(workshop.id, clone.deps)));
}

/** Everything one has, from the beginning, as a session does when heads do not fit. */
async function sendAll(from: Met, to: Met, count = 1000): Promise<void> {
  const all = (await from.ledger.heads()).map(({ log, branch }) => ({ log, branch, from: 0 }));
  for await (const run of from.ledger.read(all))
    for (let at = 0; at < run.length; at += count)
      expect((await to.ledger.accept(run.slice(at, at + count))).refusals).toEqual([]);
}

test.each([1, 3, 1000])('a cloned phone: both branches are kept alike by all, in slices of %i', async (count) => {
  const phone = createPhone();
  const odile = await meetAs(phone, await foundOn(phone));
  const { commands } = odile.workshop;
  const drill: ToolId = valueOf(await commands.addTool({ name: 'Perceuse' }));
  const saw: ToolId = valueOf(await commands.addTool({ name: 'Scie' }));
  const ben = await join(odile);
  await sendAll(odile, ben);
  const twin = await cloneOf(ben);
  valueOf(await ben.workshop.commands.take(drill));
  valueOf(await ben.workshop.commands.take(saw));
  valueOf(await twin.workshop.commands.take(drill));
  for (let n = 0; n < 40; n += 1) valueOf(await twin.workshop.commands.addTool({ name: `Clou ${n}` }));

  const zoe = await join(odile);
  await sendAll(odile, zoe);
  await sendAll(odile, ben);
  await sendAll(odile, twin);
  await sendAll(ben, odile, count);
  await sendAll(twin, odile, count);
  await sendAll(twin, zoe, count);
  await sendAll(ben, zoe, count);
  await sendAll(odile, ben, count);
  await sendAll(zoe, twin, count);
  const phones = [odile, zoe, ben, twin];
  for (const each of phones) await rest(each);
  const heads = await odile.ledger.heads();
  const ofBen = heads.filter(({ log }) => log === logOfPhone(ben));
  expect(ofBen.map(({ branch }) => branch === null)).toEqual([true, false]);
  const rows = await rowsOf(odile.workshop.db);
  for (const { phone: each, ledger, workshop } of phones) {
    expect(await ledger.heads()).toEqual(heads);
    expect(await rowsOf(workshop.db)).toEqual(rows);
    const deps = { now: each.deps.clock.now, rest: each.deps.rest };
    await createSweeper(workshop.db, workshop.cache, deps).rebuild();
    expect(await rowsOf(workshop.db)).toEqual(rows);
  }
  expect(rows.tools.find(({ id }) => id === drill)?.state).toBe('contested');
  // Whoever shares the key writes no more with it.
  expect(await ben.workshop.commands.giveBack(saw)).toMatchObject({ ok: false, refusal: { kind: 'log-closed' } });

  // One who has neither, and hears of the branch alone first.
  const late = await join(odile);
  await sendAll(odile, late, count);
  await rest(late);
  expect((await late.ledger.heads()).filter(({ log }) => log === logOfPhone(ben))).toEqual(ofBen);
});

test('the second line of a log is told to whoever talks, also when it takes the place of the first', async () => {
  for (let round = 0; round < 4; round += 1) {
    const phone = createPhone();
    const odile = await meetAs(phone, await foundOn(phone));
    const ben = await join(odile);
    await sendAll(odile, ben);
    const twin = await cloneOf(ben);
    const told: string[][] = [[], []];
    for (const [at, { ledger }] of [ben, twin].entries())
      ledger.onStored((facts) => told[at]?.push(...facts.map(({ id }) => id)));
    const ends = [ben, twin].map(({ workshop }, at) => workshop.commands.addTool({ name: `Outil ${String(at)}` }));
    for (const end of ends) valueOf(await end);
    const ids = await Promise.all(
      [ben, twin].map(async (each) => (await each.workshop.db.logs.get(logOfPhone(each)))?.head),
    );
    await sendAll(ben, twin);
    await sendAll(twin, ben);
    expect(told[0]).toContain(ids[1]);
    expect(told[1]).toContain(ids[0]);
  }
});
