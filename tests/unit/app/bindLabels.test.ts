import { expect, test } from 'vitest';
import { labelStream } from '#domain/ids.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';

test('many labels are noted at once: all of them or none', async () => {
  const { commands, db } = await foundOn(createPhone());
  const tools = await Promise.all(
    ['Rabot', 'Varlope', 'Trusquin'].map(async (name) => valueOf(await commands.addTool({ name }))),
  );
  const labels = await commands.newLabels(4);
  const pairs = tools.map((tool, at) => ({ tool, label: labels[at] ?? ('' as never) }));
  expect(valueOf(await commands.bindLabels(pairs))).toHaveLength(3);
  for (const { tool, label } of pairs) {
    expect((await db.rows('A').tools.get(tool))?.labels).toEqual([label]);
    expect((await db.rows('A').codes.get(labelStream(label)))?.tools).toEqual([tool]);
  }

  const [plane, jointer] = tools as [never, never];
  const taken = [
    { tool: plane, label: labels[3] ?? ('' as never) },
    { tool: jointer, label: labels[0] ?? ('' as never) },
  ];
  expect(await commands.bindLabels(taken)).toEqual({
    ok: false,
    refusal: { kind: 'label-on-another', label: labels[0], tool: plane },
  });
  expect((await db.rows('A').tools.get(plane))?.labels).toEqual([labels[0]]);
});
