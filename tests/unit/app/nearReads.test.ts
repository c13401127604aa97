import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openWorkshop } from '#app/openWorkshop.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';

// Live queries rest where the page itself has no database.
const ofPage = Dexie.dependencies.indexedDB;
beforeEach(() => void (Dexie.dependencies.indexedDB = createPhone().deps.storage?.indexedDB as IDBFactory));
afterEach(() => void (Dexie.dependencies.indexedDB = ofPage));

test('what every screen reads is there before it is asked for, and follows what is written', async () => {
  const phone = createPhone();
  const founded = await foundOn(phone);
  founded.close();
  const { near, commands, close, me } = valueOf(await openWorkshop(founded.id, phone.deps, { forScreens: true }));
  await Promise.all([near.names.ready, near.first.ready, near.held.ready, near.row.ready]);
  expect(near.row.last()?.name).toBe('La Remise');
  expect(near.names.last()?.me).toEqual(await me());
  expect(near.held.last()).toEqual([]);

  let told = 0;
  const stop = near.held.onChange(() => (told += 1));
  const saw = valueOf(await commands.addTool({ name: 'Scie' }));
  valueOf(await commands.take(saw));
  valueOf(await commands.addMember({ name: 'Ana' }));
  await vi.waitFor(() => {
    expect(near.held.last()?.map(({ name }) => name)).toEqual(['Scie']);
    expect(near.first.last()?.map(({ state }) => state)).toEqual(['out']);
    const names = [...(near.names.last()?.members.values() ?? [])].map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(['Ana', 'Odile']));
  });
  expect(told).toBeGreaterThan(0);
  stop();

  close();
  expect([near.names.last(), near.held.last()]).toEqual([undefined, undefined]);
});
