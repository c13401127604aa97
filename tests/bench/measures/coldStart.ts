import { type Figure, median, ratio, told } from '../figure.ts';
import { type BenchPhone, slowDown } from '../phone.ts';
import type { Site } from '../site.ts';

const rounds = 9;
const slowRounds = 3;

/** The browser is started, the app opened at its list: until thirty rows are there. */
export async function coldStart(phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const list = `${site.app}#/tools`;
  const times = phones.map((phone) => ({ phone, app: [] as number[], floor: [] as number[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const { phone, app, floor } of times) {
      app.push(await untilRows(phone, list));
      floor.push(await untilRows(phone, site.floor));
    }
  const figures = times.flatMap(({ phone, app, floor }) => {
    const tools = `${String(phone.dataset.tools)} tools`;
    return [
      ratio(`cold start, over a bare page, ${tools}`, median(app), median(floor), 1.25),
      told(`cold start, ${tools}`, median(app), 'ms'),
    ];
  });
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return figures;
  if (first !== last)
    figures.push(ratio('cold start, growth with the workshop', median(last.app), median(first.app), 1.3));
  const slow: number[] = [];
  for (let round = 0; round < slowRounds; round += 1) slow.push(await untilRows(last.phone, list, 4));
  figures.push(told(`cold start, ${String(last.phone.dataset.tools)} tools, processor 4x slower`, median(slow), 'ms'));
  return figures;
}

const untilRows = (phone: BenchPhone, address: string, slower = 1): Promise<number> =>
  phone.start(async (page) => {
    if (slower > 1) await slowDown(page, slower);
    await page.goto(address);
    return page.evaluate(() => window.probes.rows);
  });
