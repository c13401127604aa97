/** What the bench calls inside the page: the app's own code beside its floor, in one page and one run. */
import type { Deps } from '#app/deps.ts';
import { restoreWorkshop } from '#app/backup/restoreWorkshop.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { createClock } from '#device/clock.ts';
import { createLocks } from '#device/locks.ts';
import { writeRegistry } from '#device/registry.ts';
import { rest } from '#device/rest.ts';
import { databaseName } from '#store/database.ts';
import { measureDuties } from './duties.ts';
import { measureImporting } from './importing.ts';
import { createMeetingBench } from './meeting.ts';
import { measureSettling } from './settling.ts';
import { measureTaking } from './taking.ts';

const deps: Deps = {
  crypto: createCryptoDeps(window.crypto),
  clock: createClock(),
  locks: createLocks(navigator.locks),
  rest,
};

/** The file the bench put into the page's only input. */
async function chosenFile(): Promise<Uint8Array> {
  const file = document.querySelector('input')?.files?.[0];
  if (file === undefined) throw new Error('No file was chosen');
  return new Uint8Array(await file.arrayBuffer());
}

const bench = {
  /** Restores the chosen backup and makes its workshop the one the app opens. */
  async restore(houseKey: string): Promise<{ readonly ms: number; readonly facts: number }> {
    const file = await chosenFile();
    const begun = performance.now();
    const restored = await restoreWorkshop(file, houseKey, deps);
    const ms = performance.now() - begun;
    if (!restored.ok) throw new Error(`The backup was refused: ${restored.refusal.kind}`);
    const { id, name, facts, leftOut } = restored.value;
    if (leftOut > 0) throw new Error(`${String(leftOut)} facts of the backup were left out`);
    writeRegistry(localStorage, { current: id, workshops: [{ id, name, isDemo: false }] });
    localStorage.setItem('bench.database', databaseName(id));
    return { ms, facts };
  },

  /** Has the app's service worker keep what it needs, as after a first visit. */
  async keepOffline(): Promise<void> {
    await navigator.serviceWorker.register('../sw.js', { scope: '../' });
    await navigator.serviceWorker.ready;
  },

  taking: (order: Parameters<typeof measureTaking>[0]) => measureTaking(order, deps),
  duties: (order: Parameters<typeof measureDuties>[0]) => measureDuties(order, deps),
  settling: (order: Parameters<typeof measureSettling>[0]) => measureSettling(order, deps),
  meeting: createMeetingBench(deps),
  importing: async () => measureImporting(await chosenFile(), deps),
};

export type Bench = typeof bench;
(window as unknown as { bench: Bench }).bench = bench;
