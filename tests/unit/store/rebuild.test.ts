import { expect, test } from 'vitest';
import { makeDemo } from '#app/demo/makeDemo.ts';
import { decisionNow, meIn, single, toolIn } from '#app/commands/context.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { decideTake } from '#domain/decide/custody.ts';
import { type ToolId, toolStream } from '#domain/ids.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { createSweeper } from '#store/sweeper.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

async function openDemo() {
  const phone = createPhone(Date.parse('2026-11-22T10:00:00Z'));
  const { id } = valueOf(await makeDemo(phone.deps, () => undefined));
  return { phone, workshop: valueOf(await openWorkshop(id, phone.deps)) };
}

test('rows settled fact by fact equal rows built anew, on the other side', async () => {
  const { phone, workshop } = await openDemo();
  const { db, commands } = workshop;
  const place = [...(await db.rows('A').places.toArray())].find(({ parent }) => parent === null);
  valueOf(await commands.describePlace(place?.id as never, { name: 'Zone renommée' }));
  await workshop.sweep();
  const before = await rowsOf(db);
  const sweeper = createSweeper(db, createMembershipCache(db), { now: phone.deps.clock.now, rest: phone.deps.rest });
  await sweeper.rebuild();
  expect((await db.state.get('state'))?.side).toBe('B');
  const after = await rowsOf(db);
  expect(after).toEqual(before);
});

test('while rows are built anew, a taking goes through and is in both; cut short, the rebuild goes on', async () => {
  const { phone, workshop } = await openDemo();
  const { db, commands } = workshop;
  const free = (await db.rows('A').tools.toArray()).find(({ state, fault }) => state === 'here' && fault === undefined)
    ?.id as ToolId;
  let rests = 0;
  const cut = new Error('the page was closed');
  const rest = async () => {
    rests += 1;
    if (rests === 1) valueOf(await commands.take(free));
    if (rests === 2) throw cut;
  };
  const deps = { now: phone.deps.clock.now, rest };
  await expect(createSweeper(db, createMembershipCache(db), deps).rebuild()).rejects.toBe(cut);
  expect((await db.state.get('state'))?.side).toBe('A');
  expect((await db.rows('A').tools.get(free))?.state).toBe('out');

  const again = createSweeper(db, createMembershipCache(db), { ...deps, rest: phone.deps.rest });
  await again.rebuild();
  expect((await db.state.get('state'))?.side).toBe('B');
  expect(await rowsOf(db, 'B')).toEqual(await rowsOf(db, 'A'));
});

test('what the sweeper changes between reading and writing is not written over', async () => {
  const { phone, workshop } = await openDemo();
  const { db, pen, commands } = workshop;
  const tools = await db.rows('A').tools.toArray();
  const free = tools.find(({ state, place, fault }) => state === 'here' && place !== null && fault === undefined);
  const id = free?.id as ToolId;
  const sweeper = createSweeper(db, createMembershipCache(db), { now: phone.deps.clock.now, rest: phone.deps.rest });
  const place = await db.rows('A').places.get(free?.place ?? '');
  valueOf(await commands.describePlace(place?.id as never, { name: 'Zzz' }));
  valueOf(
    await pen.write([toolStream(id)], async (read) => {
      await read.seen;
      // The jobs of the renamed place, and then every row anew, on the other side.
      await sweeper.run();
      await sweeper.rebuild();
      return single(decideTake(toolIn(read, id), meIn(read, pen), {}, decisionNow(phone.deps)));
    }),
  );
  const row = await db.rows('B').tools.get(id);
  expect(row?.state).toBe('out');
  const before = await rowsOf(db);
  await sweeper.rebuild();
  expect(await rowsOf(db)).toEqual(before);
  expect((await db.rows('A').tools.get(id))?.order).toBe(row?.order);
});
