import type { Page } from '@playwright/test';
import { type Figure, median, told } from '../figure.ts';
import { type BenchPhone, slowDown } from '../phone.ts';
import type { Site } from '../site.ts';

/** Typed letter by letter: a name, one with an accent left out, a slip, a number, a word of the description. */
const typed = ['perceuse', 'echelle bleue', 'ponceuze', 'marmite 12', 'bosch'];

/** From a letter typed to its results, and the longest the page did not answer from its start until then. */
export async function search(phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const phone = phones.at(-1);
  if (phone === undefined) return [];
  const tools = `${String(phone.dataset.tools)} tools`;
  const usual = await searchOn(phone, site, 1);
  const slow = await searchOn(phone, site, 4);
  return [
    told(`search, one letter, ${tools}`, median(usual.letters), 'ms', 50),
    told(`search, the slowest letter, ${tools}`, Math.max(...usual.letters), 'ms'),
    told(`longest task from start to search, ${tools}`, usual.longest, 'ms', 50),
    told(`search, one letter, ${tools}, processor 4x slower`, median(slow.letters), 'ms'),
    told(`longest task from start to search, ${tools}, processor 4x slower`, slow.longest, 'ms'),
  ];
}

const searchOn = (phone: BenchPhone, site: Site, slower: number) =>
  phone.start(async (page) => {
    if (slower > 1) await slowDown(page, slower);
    await page.goto(`${site.app}#/tools`);
    await page.evaluate(() => window.probes.rows);
    await settled(page);
    const letters: number[] = [];
    const field = page.getByRole('searchbox');
    for (const words of typed) {
      for (const letter of words) {
        await field.press(letter);
        letters.push(await untilSettled(page));
      }
      await field.fill('');
      await settled(page);
    }
    return { letters, longest: Math.max(0, ...(await page.evaluate(() => window.probes.longTasks()))) };
  });

/** Nothing was typed and nothing has changed for a while. */
async function settled(page: Page): Promise<void> {
  const stands = () => performance.now() - Math.max(window.probes.lastChange(), window.probes.lastInput()) > 400;
  await page.waitForFunction(stands, null, { polling: 50 });
}

async function untilSettled(page: Page): Promise<number> {
  await settled(page);
  return page.evaluate(() => window.probes.lastChange() - window.probes.lastInput());
}
