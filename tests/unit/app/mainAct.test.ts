import { expect, test } from 'vitest';
import { toolStream } from '#domain/ids.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';

test('a workshop is founded, a tool added, taken, handed over and returned', async () => {
  const workshop = await foundOn(createPhone());
  const { commands, db } = workshop;
  const me = await workshop.me();
  expect(me.isSteward).toBe(true);

  const wall = valueOf(await commands.addPlace({ name: 'Mur nord' }));
  const saw = valueOf(await commands.addTool({ name: 'Scie égoïne', place: wall, otherNames: ['égoïne'] }));
  const lea = valueOf(await commands.addMember({ name: 'Léa' }));

  valueOf(await commands.take(saw, { purpose: 'la cabane' }));
  let row = await db.rows('A').tools.get(saw);
  expect(row).toMatchObject({ state: 'out', holders: [me.member], name: 'Scie égoïne' });
  expect(await commands.take(saw, { by: lea })).toMatchObject({ ok: false, refusal: { kind: 'tool-taken' } });

  valueOf(await commands.handOver(saw, lea));
  row = await db.rows('A').tools.get(saw);
  expect(row?.holders).toEqual([lea]);
  const back = valueOf(await commands.giveBack(saw, { by: lea }));
  expect((await db.rows('A').tools.get(saw))?.state).toBe('here');
  valueOf(await commands.withdraw(saw, back, 'undo'));
  row = await db.rows('A').tools.get(saw);
  expect(row?.holders).toEqual([lea]);
  expect(row?.uses).toBe(2);

  const stream = await db.streams.get(toolStream(saw));
  expect(stream?.facts).toHaveLength(5);
  expect(await db.logs.count()).toBe(1);
  const shelf = await db.rows('A').shelf.get(0);
  expect(shelf?.entries).toMatchObject([{ id: saw, state: 'out', holders: [lea] }]);
});

test('a person is erased: no name is left in any record', async () => {
  const workshop = await foundOn(createPhone());
  const { commands, db } = workshop;
  const nour = valueOf(await commands.addMember({ name: 'Nour Zzyzx', contact: '06 39 98 00 00' }));
  const saw = valueOf(await commands.addTool({ name: 'Scie' }));
  valueOf(await commands.take(saw, { by: nour, note: 'pour Zzyzx' }));
  valueOf(await commands.eraseMember(nour));
  await workshop.sweep();
  const all = await Promise.all(db.dexie.tables.map((table) => table.toArray()));
  expect(JSON.stringify(all).includes('Zzyzx')).toBe(false);
  expect(await db.rows('A').members.get(nour)).toMatchObject({ state: 'forgotten', name: null });
  expect(await db.rows('A').tools.get(saw)).toMatchObject({ state: 'out', claims: [{ by: 'forgotten' }] });
});

test('a person is erased: who has the tools they passed on is still known', async () => {
  const workshop = await foundOn(createPhone());
  const { commands, db } = workshop;
  const me = await workshop.me();
  const nour = valueOf(await commands.addMember({ name: 'Nour' }));
  const saw = valueOf(await commands.addTool({ name: 'Scie' }));
  valueOf(await commands.take(saw, { by: nour }));
  valueOf(await commands.handOver(saw, me.member));
  valueOf(await commands.eraseMember(nour));
  await workshop.sweep();
  expect(await db.rows('A').tools.get(saw)).toMatchObject({ holders: [me.member], claims: [{ by: me.member }] });
  const [taking, passing] = (await db.streams.get(toolStream(saw)))?.facts.slice(1) ?? [];
  expect(taking?.person).toBe('forgotten');
  expect(passing?.person).toMatchObject({ body: { to: me.member } });
});
