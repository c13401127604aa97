import type { DatasetTool } from '#tests/support/dataset.ts';
import { type Figure, median, ratio, told } from '../figure.ts';
import { type BenchPhone, inPage } from '../phone.ts';
import type { Site } from '../site.ts';

const rounds = 3;
const warmUp = 10;
const counted = 30;

/** From the command to its commit, on tools with as long a life as most. The data sets take turns, so that none is favoured. */
export async function taking(phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const times = phones.map((phone) => ({ phone, app: [] as number[], floor: [] as number[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const { phone, app, floor } of times) {
      const tools = usual(phone.dataset.list, round).map(({ id }) => id);
      const order = { workshop: phone.dataset.workshop, tools, warmUp };
      const taken = await phone.start(async (page) => {
        await page.goto(site.bench);
        return inPage(page, (bench, wished) => bench.taking(wished), order);
      });
      app.push(...taken.app);
      floor.push(...taken.floor);
    }
  const figures = times.flatMap(({ phone, app, floor }) => [
    ratio(`taking, over raw IndexedDB, ${String(phone.dataset.tools)} tools`, median(app), median(floor), 2.5),
    told(`taking, ${String(phone.dataset.tools)} tools`, median(app), 'ms'),
  ]);
  const [first, last] = [times[0], times.at(-1)];
  if (first !== undefined && last !== undefined && first !== last)
    figures.push(
      ratio('taking, growth with the workshop', median(last.app), median(first.app), 1.2),
      // The browser's own part in it.
      { ...ratio('raw IndexedDB, growth with the workshop', median(last.floor), median(first.floor), 0), aim: null },
    );
  return figures;
}

/** Tools that are here, nearest to the middle length of life: the same length in every data set, others in every round. */
function usual(tools: readonly DatasetTool[], round: number): readonly DatasetTool[] {
  const length = 8;
  return tools
    .filter(({ isOut }) => !isOut)
    .toSorted((a, b) => Math.abs(a.facts - length) - Math.abs(b.facts - length))
    .slice(round * (warmUp + counted), (round + 1) * (warmUp + counted));
}
