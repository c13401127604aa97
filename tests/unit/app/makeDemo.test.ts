import { expect, test } from 'vitest';
import { makeDemo } from '#app/demo/makeDemo.ts';
import { demoContent } from '#app/demo/content.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { dutiesDue } from '#store/queries/duties.ts';
import { standingNow } from '#domain/lapse.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { skillsOf } from '#store/queries/skillNeeds.ts';
import { skills } from '#store/queries/skills.ts';
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
  // Léa's own is about to lapse, somebody's has lapsed, and all can be followed to whom it began with.
  const { member } = await workshop.me();
  const mine = await skillsOf(db, member);
  const standing = mine.map(({ lapse }) => standingNow(lapse, phone.clock.now));
  expect(standing).toContain('soon');
  expect(await skills(db)).toHaveLength(5);
  const ids = (await (await currentRows(db)).members.toArray()).map(({ id: each }) => each);
  const everyones = (await Promise.all(ids.map((each) => skillsOf(db, each)))).flat();
  expect(everyones.filter(({ lapse }) => standingNow(lapse, phone.clock.now) === 'lapsed')).not.toEqual([]);

  const names = demoContent.people.map(({ name }) => name);
  for (const { facts } of await db.streams.toArray())
    for (const { kind, streams, body, person } of facts) {
      const parts = JSON.stringify([streams, body, kind === 'profileWritten' ? null : person]);
      for (const name of names) expect(parts.includes(name), `${name} in ${kind}`).toBe(false);
    }
});
