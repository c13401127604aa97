import { type Figure, median, told } from '../figure.ts';
import { type BenchPhone, inPage } from '../phone.ts';
import type { Site } from '../site.ts';

const plans = 5000;

/** What waits for one person, in the largest workshop there is, with as many plans of care as it has tools, at most 5,000. */
export async function duties(phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const phone = phones.at(-1);
  if (phone === undefined) return [];
  const tools = phone.dataset.list.slice(0, plans).map(({ id }) => id);
  const order = { workshop: phone.dataset.workshop, tools, warmUp: 5, counted: 25 };
  const { care, whole, due } = await phone.start(async (page) => {
    await page.goto(site.bench);
    return inPage(page, (bench, wished) => bench.duties(wished), order);
  });
  const size = `${String(phone.dataset.tools)} tools with ${String(tools.length)} plans, ${String(due)} due`;
  return [
    told(`the to-do list, ${size}`, median(whole), 'ms', 50),
    told(`its care alone, ${size}`, median(care), 'ms'),
  ];
}
