/** Raw bulk puts of all the records a database holds, into an empty one. */
import type { Deps } from '#app/deps.ts';
import { openDatabase, type WorkshopDatabase } from '#store/database.ts';

/** Records put in one transaction: what bulk puts like best. */
const atOnce = 1000;

export async function putAll(from: WorkshopDatabase, { rest }: Pick<Deps, 'rest'>) {
  const into = openDatabase('bench-floor');
  await into.dexie.open();
  const tables = await Promise.all(
    from.dexie.tables.map(async (table) => ({ name: table.name, records: (await table.toArray()) as unknown[] })),
  );
  const begun = performance.now();
  for (const { name, records } of tables)
    for (let at = 0; at < records.length; at += atOnce) {
      await into.dexie.table(name).bulkPut(records.slice(at, at + atOnce));
      await rest();
    }
  const ms = performance.now() - begun;
  await into.dexie.delete();
  return { ms, records: tables.reduce((sum, { records }) => sum + records.length, 0) };
}
