import type { Table } from 'dexie';

/** Records read by their keys, each once: what was read to decide need not be read again to write. */
export interface Reads {
  many<Row, Key>(table: Table<Row, Key>, keys: readonly Key[]): Promise<readonly (Row | undefined)[]>;
}

export function createReads(): Reads {
  const known = new Map<string, unknown>();
  return {
    async many<Row, Key>(table: Table<Row, Key>, keys: readonly Key[]) {
      const names = keys.map((key) => `${table.name} ${String(key)}`);
      const missing = keys.flatMap((key, at) => (known.has(names[at] ?? '') ? [] : [{ key, at }]));
      if (missing.length > 0) {
        const found = await table.bulkGet(missing.map(({ key }) => key));
        missing.forEach(({ at }, nth) => known.set(names[at] ?? '', found[nth]));
      }
      return names.map((name) => known.get(name) as Row | undefined);
    },
  };
}

/** What a decision was taken on, and the mark that says whether all of it still stands. */
export interface Seen {
  readonly mark: string;
  readonly reads: Reads;
}
