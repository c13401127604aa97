/**
 * `npm run bench [-- --only taking,search] [--sizes 200,5000] [--built]`: the figures of the app in a real browser, as
 * ratios to a floor measured in the same run wherever that is possible. Writes `latest.json` beside this file.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { datasetFile } from '#tests/support/datasetFile.ts';
import { type Figure, isMissed, tableOf } from './figure.ts';
import { codeRead } from './measures/codeRead.ts';
import { coldStart } from './measures/coldStart.ts';
import { duties } from './measures/duties.ts';
import { importing } from './measures/importing.ts';
import { meeting } from './measures/meeting.ts';
import { podWrites } from './measures/podWrites.ts';
import { search } from './measures/search.ts';
import { settling } from './measures/settling.ts';
import { sizes } from './measures/sizes.ts';
import { taking } from './measures/taking.ts';
import { type BenchPhone, createBenchPhone } from './phone.ts';
import { openSite, type Site } from './site.ts';

type Measure = (phones: readonly BenchPhone[], site: Site) => Promise<readonly Figure[]>;
const measures: Readonly<Record<string, Measure>> = {
  coldStart,
  codeRead,
  taking,
  search,
  duties,
  importing,
  settling,
  sizes,
  meeting,
  podWrites,
};

/** These bring their own data. */
const alone = new Set(['importing', 'settling', 'sizes', 'meeting', 'podWrites']);

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const factsPerTool = 10;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: Object.keys(measures).join(',') },
      sizes: { type: 'string', default: '200,5000,20000' },
      /** Takes `dist` as it is. */
      built: { type: 'boolean', default: false },
    },
  });
  if (!values.built) spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  const begun = Date.now();
  const say = (words: string): void => console.error(`${String(Math.round((Date.now() - begun) / 1000))} s  ${words}`);
  const site = await openSite();
  const phones: BenchPhone[] = [];
  const chosen = values.only.split(',');
  try {
    const wished = chosen.every((name) => alone.has(name)) ? '' : values.sizes;
    for (const tools of wished.split(',').filter(Boolean).map(Number)) {
      const file = await datasetFile({ tools, facts: tools * factsPerTool }, here('data'), say);
      say(`restoring ${String(tools)} tools …`);
      phones.push(await createBenchPhone(file, site));
    }
    const figures: Figure[] = [];
    for (const name of chosen) {
      say(`${name} …`);
      figures.push(...((await measures[name]?.(phones, site)) ?? []));
    }
    say('done');
    report(figures);
  } finally {
    for (const phone of phones) phone.remove();
    await site.stop();
  }
}

function report(figures: readonly Figure[]): void {
  // Without git, or outside of a clone, there is no commit to name.
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  const commit = stdout?.trim() || 'unknown';
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 1e9))} GB`;
  writeFileSync(here('latest.json'), `${JSON.stringify({ machine, commit, figures }, null, 2)}\n`);
  console.log(tableOf(figures));
  const missed = figures.filter(isMissed).length;
  console.log(missed === 0 ? '\nEvery aim is met.' : `\n${String(missed)} missed.`);
}

await main();
