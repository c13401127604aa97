import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import type { DatasetFile } from '#tests/support/datasetFile.ts';
import type { Bench } from './page/bench.ts';
import type { Site } from './site.ts';

/** A browser profile on disk with one restored workshop: it is started, used and put away as often as wanted. */
export interface BenchPhone {
  readonly dataset: DatasetFile;
  readonly restore: { readonly ms: number; readonly facts: number };
  /** Starts the browser on this profile, gives its only page to `use`, and ends it. */
  start<Value>(use: (page: Page) => Promise<Value>): Promise<Value>;
  readonly remove: () => void;
}

export async function createBenchPhone(dataset: DatasetFile, site: Site): Promise<BenchPhone> {
  const profile = mkdtempSync(join(tmpdir(), `circule-bench-${String(dataset.tools)}-`));
  const start = async <Value>(use: (page: Page) => Promise<Value>): Promise<Value> => {
    const browser = await openBrowser(profile);
    try {
      return await use(browser.pages()[0] ?? (await browser.newPage()));
    } finally {
      await browser.close();
    }
  };
  const restore = await start(async (page) => {
    await page.goto(site.bench);
    await page.setInputFiles('input', dataset.path);
    const restored = await inPage(page, (bench, key) => bench.restore(key), dataset.houseKey);
    await inPage(page, (bench) => bench.keepOffline(), null);
    return restored;
  });
  // One start that nobody measures: the browser's own first-run work, and the app's after a restore.
  await start(async (page) => {
    await page.goto(site.app);
    await page.waitForTimeout(2000);
  });
  return { dataset, restore, start, remove: () => rmSync(profile, { recursive: true, force: true }) };
}

/** The browser as a phone: its size, its touch, and nothing it would do on its own. */
export function openBrowser(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...browserLaunch(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
}

/** Calls the bench's own page with an argument that can be sent. */
export function inPage<Argument, Value>(
  page: Page,
  call: (bench: Bench, argument: Argument) => Promise<Value>,
  argument: Argument,
): Promise<Value> {
  return page.evaluate(`(${call.toString()})(window.bench, ${JSON.stringify(argument)})`) as Promise<Value>;
}

/** Slows the page's main thread, as a cheap phone would be slow; workers and the disk stay as they are. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}
