/** A taking, from the command to its commit, beside the least that could be done for it. */
import type { Deps } from '#app/deps.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { LogId, ToolId, WorkshopId } from '#domain/ids.ts';
import { toolStream } from '#domain/ids.ts';
import type { StreamRecord } from '#store/database.ts';

export interface TakingOrder {
  readonly workshop: WorkshopId;
  /** Tools that are here; each is taken once. */
  readonly tools: readonly ToolId[];
  /** Takings that are not counted, before the others. */
  readonly warmUp: number;
}

export interface TakingTimes {
  readonly app: readonly number[];
  readonly floor: readonly number[];
}

export async function measureTaking({ workshop: id, tools, warmUp }: TakingOrder, deps: Deps): Promise<TakingTimes> {
  const opened = await openWorkshop(id, deps);
  if (!opened.ok) throw new Error(`The workshop does not open: ${opened.refusal.kind}`);
  const workshop = opened.value;
  const floor = await openFloor(workshop.db.dexie.name, workshop.pen.log);
  const times: { app: number[]; floor: number[] } = { app: [], floor: [] };

  const take = async (tool: ToolId): Promise<number> => {
    const begun = performance.now();
    const taken = await workshop.commands.take(tool);
    const ms = performance.now() - begun;
    if (!taken.ok) throw new Error(`The taking was refused: ${taken.refusal.kind}`);
    return ms;
  };
  // One after the other, each first every second time: what slows the machine slows both.
  for (const [at, tool] of tools.entries()) {
    const isAppFirst = at % 2 === 0;
    // A tool is seen before it is taken: for both, its records were read a moment ago.
    await floor.read(tool);
    let app = isAppFirst ? await take(tool) : 0;
    const least = await floor.write(tool);
    if (!isAppFirst) app = await take(tool);
    if (at >= warmUp) {
      times.app.push(app);
      times.floor.push(least);
    }
    await deps.rest();
  }
  floor.close();
  workshop.close();
  return times;
}

type Store = 'state' | 'logs' | 'chunks' | 'streams' | 'toolsA' | 'shelfA';
const stores: readonly Store[] = ['state', 'logs', 'chunks', 'streams', 'toolsA', 'shelfA'];

/**
 * Raw IndexedDB: seals and signs once, then one strict transaction that reads the tool's stream and puts the very records
 * a taking writes, as they stand, so that the ledger stays true.
 */
export async function openFloor(name: string, log: LogId) {
  const db = await answered(indexedDB.open(name));
  const { subtle } = crypto;
  const pair = await subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const [part, message] = [new Uint8Array(180), new Uint8Array(230)];

  async function recordsOf(tool: ToolId): Promise<readonly (readonly [Store, unknown])[]> {
    const from = db.transaction([...stores]);
    const get = (store: Store, at: IDBValidKey): Promise<unknown> => answered(from.objectStore(store).get(at));
    const stream = (await get('streams', toolStream(tool))) as StreamRecord;
    const head = (await get('logs', log)) as { readonly height: number };
    return [
      ['streams', stream],
      ['chunks', await get('chunks', [log, Math.floor((head.height - 1) / 32)])],
      ['logs', head],
      ['toolsA', await get('toolsA', tool)],
      ['shelfA', await get('shelfA', stream.page ?? 0)],
      ['state', await get('state', 'state')],
    ];
  }

  async function seal(): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: message }, key, part);
    await subtle.sign('Ed25519', pair.privateKey, message);
  }

  async function put(tool: ToolId, records: Awaited<ReturnType<typeof recordsOf>>): Promise<void> {
    const transaction = db.transaction([...stores], 'readwrite', { durability: 'strict' });
    const reading = transaction.objectStore('streams').get(toolStream(tool));
    reading.onsuccess = () => {
      for (const [store, record] of records) transaction.objectStore(store).put(record);
      transaction.commit();
    };
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The floor could not write'));
    });
  }

  return {
    read: recordsOf,
    async write(tool: ToolId): Promise<number> {
      const records = await recordsOf(tool);
      const begun = performance.now();
      await seal();
      await put(tool, records);
      return performance.now() - begun;
    },
    /** The transaction alone. */
    async store(tool: ToolId): Promise<number> {
      const records = await recordsOf(tool);
      const begun = performance.now();
      await put(tool, records);
      return performance.now() - begun;
    },
    close: () => db.close(),
  };
}

const answered = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });
