import { expect, test, vi } from 'vitest';
import { watchShelf } from '#store/queries/watchShelf.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';

test('a read that fails once does not leave search blind', async () => {
  const { db, commands } = await foundOn(createPhone());
  valueOf(await commands.addTool({ name: 'Rabot' }));
  const failing = vi.spyOn(db, 'rows').mockImplementationOnce(() => {
    throw new Error('the connection is gone');
  });
  const names: string[] = [];
  const stop = watchShelf(db, {
    length: () => undefined,
    stretch: (_, entries) => names.push(...entries.map(({ name }) => name)),
    trees: () => undefined,
  });
  await vi.waitFor(() => expect(names).toEqual(['Rabot']), { timeout: 5000 });
  expect(failing).toHaveBeenCalled();
  stop();
});
