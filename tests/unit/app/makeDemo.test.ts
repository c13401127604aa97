import { expect, test } from 'vitest';
import { makeDemo } from '#app/demo/makeDemo.ts';
import { demoContent } from '#app/demo/content.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { dutiesDue } from '#store/queries/duties.ts';
import { toolCounts, toolsOut } from '#store/queries/tools.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';

test('the demo is written as facts: about 120 tools, fourteen of them out, and no name but in profiles', async () => {
  const phone = createPhone(Date.parse('2026-11-22T10:00:00Z'));
  const { id } = valueOf(await makeDemo(phone.deps, () => undefined));
  const workshop = valueOf(await openWorkshop(id, phone.deps));
  const { db } = workshop;
  expect(await toolsOut(db)).toHaveLength(14);
  expect((await toolCounts(db)).all).toBe(demoContent.tools.length - 3);

  // Care of every kind, and something of it due today.
  const duties = await db.rows('A').duties.toArray();
  expect(new Set(duties.map(({ every }) => every.unit))).toEqual(
    new Set(['weeks', 'months', 'uses', 'hours', 'each-use']),
  );
  const due = await dutiesDue(db, '2026-11-22');
  expect(due.map(({ row }) => row.name)).toContain('Vider l’aspirateur et la poubelle');
  expect(due.every(({ asked }) => asked.length === 1)).toBe(true);

  const names = demoContent.people.map(({ name }) => name);
  for (const { facts } of await db.streams.toArray())
    for (const { kind, streams, body, person } of facts) {
      const parts = JSON.stringify([streams, body, kind === 'profileWritten' ? null : person]);
      for (const name of names) expect(parts.includes(name), `${name} in ${kind}`).toBe(false);
    }
});
