import type { Table } from 'dexie';

/** Dexie tells live queries which keys were put, but says "the whole table" from fifty at once. */
const atOnce = 49;

/**
 * Puts records so that only those live queries read again that showed one of them. Else every query of an open screen
 * would begin anew with each slice of a long work, and come to no end before the next.
 */
export function putAll<Row, Key>(table: Table<Row, Key>, records: readonly Row[]): Promise<unknown> {
  const slices = Array.from({ length: Math.ceil(records.length / atOnce) }, (_, at) =>
    records.slice(at * atOnce, (at + 1) * atOnce),
  );
  return Promise.all(slices.map((slice) => table.bulkPut(slice)));
}
