import { expect, test } from 'vitest';
import { dutiesDue, dutySheet } from '#store/queries/duties.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

const words = {
  name: 'Huiler la chaîne',
  every: { unit: 'weeks', n: 2 },
  steps: ['Nettoyer', 'Huiler'],
  starts: '2026-01-05',
  stopsLending: false,
  skill: null,
} as const;

async function sawWorkshop() {
  const phone = createPhone(Date.UTC(2026, 0, 6, 9));
  const workshop = await foundOn(phone);
  const wall = valueOf(await workshop.commands.addPlace({ name: 'Mur nord' }));
  const saw = valueOf(await workshop.commands.addTool({ name: 'Tronçonneuse', place: wall }));
  const { member: me } = await workshop.me();
  return { ...workshop, workshop, wall, saw, me };
}

test('planned, asked, taken on, done, undone: the rows say it at each step', async () => {
  const { commands, db, cache, saw, wall, me } = await sawWorkshop();
  const at = valueOf(await commands.planDuty({ tool: saw, place: null }, words));
  const today = '2026-01-06';
  expect(await dutiesDue(db, '2026-01-04')).toEqual([]);
  const [seen] = await dutiesDue(db, today);
  expect(seen).toMatchObject({
    due: '2026-01-05',
    row: { name: words.name, tool: saw, place: wall },
    isTakenOn: false,
  });

  valueOf(await commands.takeOnDuty(at));
  expect(await dutiesDue(db, today)).toMatchObject([{ asked: [me], isTakenOn: true }]);
  valueOf(await commands.giveBackDuty(at));
  const done = valueOf(await commands.doDuty(at, { skipped: ['Huiler'] }));
  const sheet = await dutySheet(db, cache, at);
  expect(sheet?.dones).toMatchObject([{ by: me, skipped: ['Huiler'] }]);
  expect(await dutiesDue(db, today)).toEqual([]);
  expect(await db.rows('A').careDays.toArray()).toMatchObject([{ by: { [me]: 1 } }]);

  valueOf(await commands.undoDuty(at, done));
  expect(await dutiesDue(db, today)).toHaveLength(1);
  expect(await db.rows('A').careDays.toArray()).toEqual([]);
});

test('on a place or the whole workshop; ended, it is due no more', async () => {
  const { commands, db, wall } = await sawWorkshop();
  const bin = valueOf(await commands.planDuty({ tool: null, place: wall }, { ...words, name: 'Vider la poubelle' }));
  valueOf(await commands.planDuty({ tool: null, place: null }, { ...words, name: 'Vérifier l’extincteur' }));
  const due = await dutiesDue(db, '2026-02-01');
  expect(due).toHaveLength(2);
  expect(Object.fromEntries(due.map(({ row }) => [row.name, row.place]))).toEqual({
    'Vider la poubelle': wall,
    'Vérifier l’extincteur': null,
  });
  valueOf(await commands.endDuty(bin, true));
  expect(await dutiesDue(db, '2026-02-01')).toHaveLength(1);
  valueOf(await commands.endDuty(bin, false));
  expect(await dutiesDue(db, '2026-02-01')).toHaveLength(2);
});

test('by hours: due when the returns make it so, with the row of the tool', async () => {
  const { commands, db, saw } = await sawWorkshop();
  valueOf(await commands.planDuty({ tool: saw, place: null }, { ...words, every: { unit: 'hours', n: 3 } }));
  const useIt = async (minutes: number) => {
    valueOf(await commands.take(saw));
    valueOf(await commands.giveBack(saw, { minutes }));
  };
  await useIt(120);
  expect(await dutiesDue(db, '2099-01-01')).toEqual([]);
  await useIt(60);
  expect(await dutiesDue(db, '2099-01-01')).toMatchObject([{ row: { since: 180 } }]);
});

test('retired, a tool is owed no care; its place moved, the care moves along', async () => {
  const { commands, db, saw } = await sawWorkshop();
  valueOf(await commands.planDuty({ tool: saw, place: null }, words));
  const yard = valueOf(await commands.addPlace({ name: 'Cour' }));
  valueOf(await commands.describeTool(saw, { place: yard }));
  expect(await dutiesDue(db, '2026-02-01')).toMatchObject([{ row: { place: yard } }]);
  valueOf(await commands.retire(saw, { reason: 'worn' }));
  expect(await dutiesDue(db, '2026-02-01')).toEqual([]);
});

test('asked of whoever wrote lately; what is written for others tells nothing of the writer', async () => {
  const { commands, db, me, saw } = await sawWorkshop();
  valueOf(await commands.planDuty({ tool: null, place: null }, words));
  const today = '2026-01-06';
  expect(await dutiesDue(db, today)).toMatchObject([{ asked: [me] }]);
  // Months later nobody has been there, so nobody is asked.
  expect(await dutiesDue(db, '2031-01-01')).toMatchObject([{ asked: [] }]);
  const zoe = valueOf(await commands.addMember({ name: 'Zoé' }));
  valueOf(await commands.take(saw, { by: zoe }));
  const logs = await db.logs.toArray();
  expect(logs).toMatchObject([{ weeks: [expect.any(Number)] }]);
});

test('rows built anew are the same, days of care and weeks of presence too', async () => {
  const { commands, workshop, db, saw } = await sawWorkshop();
  const at = valueOf(await commands.planDuty({ tool: saw, place: null }, words));
  const bin = valueOf(await commands.planDuty({ tool: null, place: null }, words));
  const zoe = valueOf(await commands.addMember({ name: 'Zoé' }));
  for (const duty of [at, bin, bin]) valueOf(await commands.doDuty(duty, { by: zoe, note: 'avec soin' }));
  const before = await rowsOf(db);
  const logs = await db.logs.toArray();
  expect(before.careDays).toMatchObject([{ by: { [zoe]: 3 } }]);
  await db.logs.bulkPut(logs.map(({ weeks: _weeks, ...log }) => log));
  const state = await db.state.get('state');
  if (state !== undefined) await db.state.put({ ...state, rowsVersion: 1 });
  await workshop.sweep();
  expect((await db.state.get('state'))?.side).toBe('B');
  expect(await rowsOf(db)).toEqual(before);
  expect(await db.logs.toArray()).toEqual(logs);
  // Erased, it was done by somebody nobody knows: it counts for nobody.
  valueOf(await commands.eraseMember(zoe));
  await workshop.sweep();
  expect(await db.rows('B').careDays.toArray()).toEqual([]);
  expect((await db.rows('B').duties.toArray()).flatMap(({ doers }) => doers)).toEqual([
    'forgotten',
    'forgotten',
    'forgotten',
  ]);
});
