import type { Table } from 'dexie';
import type { StateRecord, WorkshopDatabase } from './database.ts';
import { readState } from './readState.ts';

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

/**
 * Moves with every transaction that changes the ledger: the door adds facts, the sweeper counts its slices. What changes
 * it in another way must count as a slice.
 */
export async function readMark(db: WorkshopDatabase): Promise<{ readonly mark: string; readonly state: StateRecord }> {
  const [state, sweeps] = await Promise.all([readState(db), db.sweeps.get('sweeps')]);
  return { mark: `${String(state.factCount)} ${String(sweeps?.n)}`, state };
}

/** For whatever changes the ledger without adding facts: what was read before stands no more. */
export async function countSweep(db: WorkshopDatabase): Promise<void> {
  const sweeps = await db.sweeps.get('sweeps');
  await db.sweeps.put({ key: 'sweeps', n: (sweeps?.n ?? 0) + 1 });
}
