import type { DatasetTool } from '#tests/support/dataset.ts';
import { type Figure, median, ratio, told } from '../figure.ts';
import { type BenchPhone, inPage } from '../phone.ts';
import type { Site } from '../site.ts';

const warmUp = 10;
const counted = 60;

/** From the command to its commit, on tools with as long a life as most. */
export async function taking(phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const app: number[] = [];
  for (const phone of phones) {
    const tools = usual(phone.dataset.list).map(({ id }) => id);
    const times = await phone.start(async (page) => {
      await page.goto(site.bench);
      return inPage(page, (bench, order) => bench.taking(order), { workshop: phone.dataset.workshop, tools, warmUp });
    });
    const [own, floor] = [median(times.app), median(times.floor)];
    app.push(own);
    figures.push(ratio(`taking, over raw IndexedDB, ${String(phone.dataset.tools)} tools`, own, floor, 2.5));
    figures.push(told(`taking, ${String(phone.dataset.tools)} tools`, own, 'ms'));
  }
  const [first, last] = [app[0], app.at(-1)];
  if (phones.length > 1 && first !== undefined && last !== undefined)
    figures.push(ratio('taking, growth with the workshop', last, first, 1.2));
  return figures;
}

/** Tools that are here, nearest to the middle length of life: the same length in every data set. */
function usual(tools: readonly DatasetTool[]): readonly DatasetTool[] {
  const length = 8;
  return tools
    .filter(({ isOut }) => !isOut)
    .toSorted((a, b) => Math.abs(a.facts - length) - Math.abs(b.facts - length))
    .slice(0, warmUp + counted);
}
