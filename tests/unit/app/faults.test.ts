import { expect, test } from 'vitest';
import { createSweeper } from '#store/sweeper.ts';
import { toRepairCount, toolSheet, toolsToRepair } from '#store/queries/tools.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

const picture = {
  full: { bytes: new Uint8Array(64), width: 8, height: 8 },
  thumb: { bytes: new Uint8Array(8), width: 2, height: 2 },
};

test('a fault is reported with a photo, kept from lending, repaired and released; what waits is read through one index', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const { commands, db, cache } = workshop;
  const [saw, drill, glue] = [
    valueOf(await commands.addTool({ name: 'Scie' })),
    valueOf(await commands.addTool({ name: 'Perceuse' })),
    valueOf(await commands.addTool({ name: 'Colle' })),
  ];
  const { member } = await workshop.me();
  valueOf(await commands.take(saw));
  valueOf(await commands.reportFault(glue, { bad: 'care', what: 'incomplete', missing: ['le bouchon'] }));
  const fault = valueOf(
    await commands.reportFault(saw, { bad: 'unsafe', what: 'broken', words: 'lame fendue', picture }),
  );
  valueOf(await commands.giveBack(saw));
  expect(await commands.take(saw)).toMatchObject({ ok: false, refusal: { kind: 'tool-unsafe', by: member } });
  valueOf(await commands.take(drill));

  const waiting = await toolsToRepair(db, 10);
  expect(waiting.map(({ id }) => id)).toEqual([saw, glue]);
  expect(await toRepairCount(db)).toBe(2);
  const photo = (await toolSheet(db, cache, saw))?.faults[0]?.photo;
  expect(await workshop.picture(photo?.thumb ?? { blob: '' as never, key: '' })).toHaveLength(8);

  valueOf(await commands.noteRepair(saw, fault, { stage: 'in-hand', inHandOf: member, parts: 'une lame' }));
  expect((await db.rows('A').tools.get(saw))?.fault).toMatchObject({ stage: 'in-hand', inHandOf: [member] });
  const closing = valueOf(await commands.closeFault(saw, fault, { how: 'released' }));
  expect(await db.rows('A').tools.get(saw)).not.toHaveProperty('fault');
  expect(await commands.closeFault(saw, fault, { how: 'released' })).toMatchObject({
    refusal: { kind: 'fault-closed' },
  });
  valueOf(await commands.withdrawCare(saw, closing));
  expect(await commands.take(saw)).toMatchObject({ refusal: { kind: 'tool-unsafe' } });
  const left = valueOf(await commands.retire(saw, { reason: 'broken' }));
  expect(left.id).toHaveLength(43);
  expect((await toolsToRepair(db, 10)).map(({ id }) => id)).toEqual([glue]);

  const before = await rowsOf(db);
  await createSweeper(db, cache, { now: phone.deps.clock.now, rest: phone.deps.rest }).rebuild();
  expect(await rowsOf(db)).toEqual(before);
});

test('who is erased is named by no fault any more; the fault stays', async () => {
  const workshop = await foundOn(createPhone());
  const { commands, db, cache } = workshop;
  const nour = valueOf(await commands.addMember({ name: 'Nour Zzyzx' }));
  const saw = valueOf(await commands.addTool({ name: 'Scie' }));
  const fault = valueOf(await commands.reportFault(saw, { bad: 'unsafe', what: 'broken', by: nour }));
  valueOf(await commands.noteRepair(saw, fault, { stage: 'in-hand', inHandOf: nour }));
  valueOf(await commands.eraseMember(nour));
  await workshop.sweep();
  expect((await toolSheet(db, cache, saw))?.faults).toMatchObject([
    { bad: 'unsafe', by: 'forgotten', inHandOf: ['forgotten'] },
  ]);
});
