import Dexie, { liveQuery } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import type { ToolId } from '#domain/ids.ts';
import { labelStream, type LabelId } from '#domain/ids.ts';
import { openDatabase } from '#store/database.ts';
import { putAll } from '#store/putAll.ts';

const codeOf = (at: number) => ({
  id: labelStream(String(at).padStart(8, '0') as LabelId) as string,
  tools: [] as ToolId[],
});

test('a query of one record does not begin anew while hundreds of others are put', async () => {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  // Live queries look for the browser's own database before they begin.
  Object.assign(Dexie.dependencies, storage);
  const db = openDatabase('circule-live', storage);
  const { codes } = db.rows('A');
  const asked = codeOf(0);
  let reads = 0;
  const seen: (number | undefined)[] = [];
  const watching = liveQuery(() => {
    reads += 1;
    return codes.get(asked.id);
  }).subscribe((code) => seen.push(code?.tools.length));
  await expect.poll(() => seen.length).toBe(1);
  const readsBefore = reads;

  await putAll(
    codes,
    Array.from({ length: 300 }, (_, at) => codeOf(at + 1)),
  );
  expect(await codes.count()).toBe(300);
  expect(reads).toBe(readsBefore);
  await putAll(codes, [{ ...asked, tools: ['drill' as ToolId] }]);
  await expect.poll(() => seen).toEqual([undefined, 1]);
  watching.unsubscribe();
  db.dexie.close();
});
