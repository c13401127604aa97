import { expect, test } from 'vitest';
import { decideReturn, decideTake } from '#domain/decide/custody.ts';
import { decideAddTool } from '#domain/decide/describe.ts';
import { toolRow } from '#domain/rows.ts';
import { toolsDoubtedBy } from '#store/queries/tools.ts';
import { createAtelier, idOf } from '#tests/support/facts.ts';
import { createPhone, foundOn } from '#tests/support/phone.ts';

test('whoever put it back while somebody, apart, took it is found by the index, and nobody else', async () => {
  const atelier = createAtelier();
  const [ana, ben, zoe] = [atelier.phone('Ana'), atelier.phone('Ben'), atelier.phone('Zoé')];
  const drill = idOf.tool('drill');
  const decision = { now: ana.now(), today: '2026-01-05' };
  ana.act(decideAddTool(drill, { name: 'Drill' }, { now: ana.now() }));
  ana.meets(zoe);
  ana.act(decideTake(ana.tool(drill), ana.member, {}, decision));
  ana.meets(ben);
  ben.act(decideReturn(ben.tool(drill), { by: ben.member }, decision));
  zoe.act(decideTake(zoe.tool(drill), zoe.member, {}, decision));
  ben.meets(zoe);
  const row = toolRow(ben.tool(drill), []);
  expect(row?.doubters).toEqual([ben.member]);

  const { db } = await foundOn(createPhone());
  if (row !== null) await db.rows('A').tools.put(row);
  expect((await toolsDoubtedBy(db, ben.member)).map(({ id }) => id)).toEqual([drill]);
  expect(await toolsDoubtedBy(db, zoe.member)).toEqual([]);
});
