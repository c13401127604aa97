import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Figure, told } from '../figure.ts';

const sizeScript = fileURLToPath(new URL('../../../.ci/size.mjs', import.meta.url));

/** What a phone downloads, as the size step of CI has it. */
export function sizes(): Promise<readonly Figure[]> {
  const { stdout } = spawnSync(process.execPath, [sizeScript], { encoding: 'utf8' });
  const totals = [...stdout.matchAll(/([\d.]+) kB {2}of ([\d.]+) kB: (.+?)(?: {2}TOO MUCH)?$/gm)];
  if (totals.length !== 2) throw new Error(`.ci/size.mjs speaks otherwise than expected:\n${stdout}`);
  return Promise.resolve(totals.map(([, value, budget, name = '']) => told(name, Number(value), 'kB', Number(budget))));
}
