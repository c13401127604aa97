import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { openDatabase } from '#store/database.ts';

test('a device that kept its rows before there were faults finds them by what is wrong, once they say so', async () => {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  const first = new Dexie('circule-old', storage);
  first
    .version(1)
    .stores({ state: 'key', toolsA: 'id, order, *holders, outSince', toolsB: 'id, order, *holders, outSince' });
  await first.table('toolsA').bulkPut([
    { id: 'saw', order: 'a' },
    { id: 'drill', order: 'b', outSince: 1 },
  ]);
  first.close();

  const db = openDatabase('circule-old', storage);
  const { tools } = db.rows('A');
  expect(await tools.orderBy('fault.order').count()).toBe(0);
  await tools.update('saw', { fault: { order: '1 0' } });
  expect((await tools.orderBy('fault.order').toArray()).map(({ id }) => id)).toEqual(['saw']);
  expect(await tools.orderBy('outSince').count()).toBe(1);
  db.dexie.close();
});
