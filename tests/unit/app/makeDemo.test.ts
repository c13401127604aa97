import { expect, test } from 'vitest';
import { makeDemo } from '#app/demo/makeDemo.ts';
import { demoContent } from '#app/demo/content.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { toolCounts, toolsOut } from '#store/queries/tools.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';

test('the demo is written as facts: about 120 tools, fourteen of them out, and no name but in profiles', async () => {
  const phone = createPhone(Date.parse('2026-11-22T10:00:00Z'));
  const { id } = valueOf(await makeDemo(phone.deps, () => undefined));
  const workshop = valueOf(await openWorkshop(id, phone.deps));
  const { db } = workshop;
  expect(await toolsOut(db)).toHaveLength(14);
  expect((await toolCounts(db)).all).toBe(demoContent.tools.length - 3);

  const names = demoContent.people.map(({ name }) => name);
  for (const { facts } of await db.streams.toArray())
    for (const { kind, streams, body, person } of facts) {
      const parts = JSON.stringify([streams, body, kind === 'profileWritten' ? null : person]);
      for (const name of names) expect(parts.includes(name), `${name} in ${kind}`).toBe(false);
    }
});
