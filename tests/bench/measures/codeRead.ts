import type { Page } from '@playwright/test';
import { type Figure, median, ratio, told } from '../figure.ts';
import type { BenchPhone } from '../phone.ts';
import type { Site } from '../site.ts';

const rounds = 3;
const warmUp = 3;
const counted = 12;

/**
 * From a label read by a hand-held scanner, which goes the way of the camera's reads, to the sheet of its tool. The data
 * sets take turns, so that none is favoured.
 */
export async function codeRead(phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const times = phones.map((phone) => ({ phone, read: [] as number[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const { phone, read } of times) read.push(...(await readSome(phone, site)));
  const figures = times.map(({ phone, read }) =>
    told(`code read to sheet, ${String(phone.dataset.tools)} tools`, median(read), 'ms'),
  );
  const [first, last] = [times[0], times.at(-1)];
  if (first !== undefined && last !== undefined && first !== last)
    figures.push(ratio('code read to sheet, growth with the workshop', median(last.read), median(first.read), 1.2));
  return figures;
}

function readSome({ dataset, start }: BenchPhone, site: Site): Promise<readonly number[]> {
  const labelled = dataset.list.flatMap(({ label, name }) => (label === null ? [] : [{ label, name }]));
  const step = Math.floor(labelled.length / (warmUp + counted));
  const chosen = labelled.filter((_, at) => at % step === 0).slice(0, warmUp + counted);
  return start(async (page) => {
    await page.goto(site.app);
    await page.getByRole('heading', { level: 1 }).waitFor();
    // The scanner's code comes a moment after the first paint.
    await page.waitForTimeout(2000);
    const read: number[] = [];
    for (const { label, name } of chosen) read.push(await untilSheet(page, label, name));
    return read.slice(warmUp);
  });
}

async function untilSheet(page: Page, label: string, name: string): Promise<number> {
  const ms = await page.evaluate(
    async ({ label, name }) => {
      const press = (key: string, code: string) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
      // The first key of a page takes its time, and a scanner's keys follow each other closely.
      press('Shift', 'ShiftLeft');
      for (const sign of label) press(sign, /\d/.test(sign) ? `Digit${sign}` : `Key${sign}`);
      const begun = performance.now();
      press('Enter', 'Enter');
      return (await window.probes.seen('dialog.sheet[open]', name)) - begun;
    },
    { label, name },
  );
  await page.keyboard.press('Escape');
  await page.locator('dialog.sheet[open]').waitFor({ state: 'detached' });
  return ms;
}
