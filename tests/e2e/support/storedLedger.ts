import type { Page } from '@playwright/test';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';

/** The workshop of this phone as it lies in IndexedDB, opened by nobody's code but this. */
export interface StoredLedger {
  readonly workshop: WorkshopId;
  readonly side: 'A' | 'B';
  readonly factCount: number;
  readonly logs: readonly { readonly log: LogId; readonly height: number; readonly head: FactId }[];
  /** Sealed facts in runs of their log, as Base64. */
  readonly chunks: readonly { readonly log: LogId; readonly n: number; readonly bytes: readonly string[] }[];
  /** `log:seq` of every opened fact. */
  readonly opened: readonly string[];
  /** Work left over. */
  readonly jobs: number;
}

type Records = Readonly<Record<string, readonly unknown[]>>;

/** Everything in these stores of the workshop's database. */
const readStores = (page: Page, names: readonly string[]): Promise<Records> =>
  page.evaluate(async (wanted) => {
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('could not be read'));
      });
    const plain = (value: unknown): unknown => {
      if (value instanceof Uint8Array) {
        let text = '';
        for (const byte of value) text += String.fromCharCode(byte);
        return btoa(text);
      }
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
    };
    const name = (await indexedDB.databases())
      .map((each) => each.name ?? '')
      .find((each) => /^circule-[\w-]{22}$/.test(each));
    if (name === undefined) throw new Error('no workshop is here');
    const db = await wait(indexedDB.open(name));
    const transaction = db.transaction([...wanted]);
    const read = await Promise.all(
      wanted.map(async (store) => {
        const records: unknown[] = await wait(transaction.objectStore(store).getAll());
        return [store, plain(records) as unknown[]] as const;
      }),
    );
    db.close();
    return Object.fromEntries(read);
  }, names);

interface State {
  readonly key: string;
  readonly workshop: WorkshopId;
  readonly side: 'A' | 'B';
  readonly factCount: number;
}
const stateIn = ({ state = [] }: Records): State => {
  const found = (state as readonly State[]).find(({ key }) => key === 'state');
  if (found === undefined) throw new Error('the workshop has no state');
  return found;
};

export async function readLedger(page: Page): Promise<StoredLedger> {
  const stores = await readStores(page, ['state', 'logs', 'chunks', 'streams', 'jobs']);
  const { workshop, side, factCount } = stateIn(stores);
  const streams = (stores['streams'] ?? []) as readonly {
    readonly facts: readonly { readonly log: LogId; readonly seq: number }[];
  }[];
  const chunks = (stores['chunks'] ?? []) as readonly {
    readonly log: LogId;
    readonly n: number;
    readonly entries: readonly { readonly bytes: string }[];
  }[];
  return {
    workshop,
    side,
    factCount,
    logs: (stores['logs'] ?? []) as StoredLedger['logs'],
    chunks: chunks.map(({ log, n, entries }) => ({ log, n, bytes: entries.map(({ bytes }) => bytes) })),
    opened: streams.flatMap(({ facts }) => facts.map(({ log, seq }) => `${log}:${String(seq)}`)),
    jobs: stores['jobs']?.length ?? 0,
  };
}

const rowTables = ['workshop', 'tools', 'places', 'categories', 'members', 'codes', 'shelf'];

/** What screens read, in an order that does not depend on how it came. */
export async function readRows(
  page: Page,
): Promise<{ readonly side: 'A' | 'B'; readonly rows: Readonly<Record<string, readonly unknown[]>> }> {
  const { side } = stateIn(await readStores(page, ['state']));
  const tables = await readStores(
    page,
    rowTables.map((table) => `${table}${side}`),
  );
  const rows = rowTables.map((table) => [table, tables[`${table}${side}`] ?? []] as const);
  return {
    side,
    rows: Object.fromEntries(
      rows.map(([table, records]) => [
        table,
        table !== 'shelf'
          ? records
          : (records as readonly { readonly entries: readonly { readonly id: string }[] }[])
              .flatMap(({ entries }) => entries)
              .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ]),
    ),
  };
}

/** As an older version of the app would have left them: at its next start the app builds rows anew from the facts. */
export const makeRowsOld = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('could not be read'));
      });
    const name = (await indexedDB.databases())
      .map((each) => each.name ?? '')
      .find((each) => /^circule-[\w-]{22}$/.test(each));
    if (name === undefined) throw new Error('no workshop is here');
    const db = await wait(indexedDB.open(name));
    const transaction = db.transaction('state', 'readwrite');
    const store = transaction.objectStore('state');
    const state: object = await wait(store.get('state'));
    store.put({ ...state, rowsVersion: 0 });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    db.close();
  });
