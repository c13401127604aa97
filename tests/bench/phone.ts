import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { DatasetFile } from '#tests/support/datasetFile.ts';
import { startPhone } from '../e2e/support/phone.ts';
import type { Bench } from './page/bench.ts';
import { watchPage } from './probes.ts';
import type { Site } from './site.ts';

/** A browser profile on disk: the browser is started on it, used and ended as often as wanted. */
export interface Profile {
  /** Starts the browser, gives a page that is watched (see `probes.ts`) to `use`, and ends the browser. */
  start<Value>(use: (page: Page) => Promise<Value>): Promise<Value>;
  readonly remove: () => void;
}

export function createProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'circule-bench-'));
  return {
    async start(use) {
      const browser = await startPhone({ profile: folder });
      try {
        // The compiler that runs the bench gives functions their names by a helper the page does not have.
        await browser.addInitScript(`globalThis.__name = (named) => named; (${watchPage.toString()})();`);
        const page = browser.pages()[0] ?? (await browser.newPage());
        // What the browser does for itself at its start is not ours.
        await page.waitForTimeout(1000);
        return await use(page);
      } finally {
        await browser.close();
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A profile with one restored workshop in it, visited once. */
export interface BenchPhone extends Profile {
  readonly dataset: DatasetFile;
  readonly restore: { readonly ms: number; readonly facts: number };
}

export async function createBenchPhone(dataset: DatasetFile, site: Site): Promise<BenchPhone> {
  const profile = createProfile();
  const restore = await profile.start(async (page) => {
    await page.goto(site.bench);
    await page.setInputFiles('input', dataset.path);
    const restored = await inPage(page, (bench, key) => bench.restore(key), dataset.houseKey);
    await inPage(page, (bench) => bench.keepOffline(), null);
    return restored;
  });
  // A visit nobody measures: what is done once after a restore is over then.
  await profile.start(async (page) => {
    await page.goto(site.app);
    await page.waitForTimeout(3000);
  });
  return { ...profile, dataset, restore };
}

/** Calls the bench's own page with an argument that can be sent. */
export function inPage<Argument, Value>(
  page: Page,
  call: (bench: Bench, argument: Argument) => Promise<Value>,
  argument: Argument,
): Promise<Value> {
  return page.evaluate(`(${call.toString()})(window.bench, ${JSON.stringify(argument)})`);
}

/** Slows the page's main thread, as a cheap phone would be slow; workers and the disk stay as they are. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}
