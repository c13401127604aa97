import { type Figure, median, ratio, told } from '../figure.ts';
import { createProfile, inPage } from '../phone.ts';
import type { Site } from '../site.ts';

const order = { facts: 5000, warmUp: 5, counted: 25 };

/** A tool whose life has five thousand facts of every kind there is: settled, over reading its record from Dexie. */
export async function settling(_phones: readonly unknown[], site: Site): Promise<readonly Figure[]> {
  const profile = createProfile();
  try {
    const { settle, read, whole } = await profile.start(async (page) => {
      await page.goto(site.bench);
      return inPage(page, (bench, wished) => bench.settling(wished), order);
    });
    const words = `a tool with ${String(order.facts)} facts of all kinds`;
    return [
      ratio(`settling ${words}, over reading them`, median(settle), median(read), 2),
      told(`reading and settling ${words}`, median(whole), 'ms'),
    ];
  } finally {
    profile.remove();
  }
}
