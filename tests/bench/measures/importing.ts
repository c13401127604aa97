import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventoryCsv } from '#tests/support/datasetCsv.ts';
import { type Figure, median, ratio, told } from '../figure.ts';
import { createProfile, inPage, type BenchPhone } from '../phone.ts';
import type { Site } from '../site.ts';

const rows = 5000;
const rounds = 3;

/** A file of five thousand rows, from "Import" to the last row stored; beside bulk puts of the same records. */
export async function importing(_phones: readonly BenchPhone[], site: Site): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'circule-bench-file-'));
  const file = join(folder, 'inventory.csv');
  writeFileSync(file, inventoryCsv(rows));
  const profile = createProfile();
  const [app, floor]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const times = await profile.start(async (page) => {
      await page.goto(site.bench);
      await page.setInputFiles('input', file);
      return inPage(page, (bench) => bench.importing(), null);
    });
    if (times.rows !== rows) throw new Error(`${String(times.rows)} of ${String(rows)} rows came in`);
    app.push(times.app);
    floor.push(times.floor);
  }
  profile.remove();
  rmSync(folder, { recursive: true });
  return [
    ratio(`import of ${String(rows)} rows, over bulk puts`, median(app), median(floor), 2),
    told(`import of ${String(rows)} rows`, median(app) / 1000, 's'),
  ];
}
