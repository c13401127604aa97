// `npm run hunt`: the longer hunts that `npm test` leaves out. Hours, not minutes; ends with one line like `npm test`.
import { install, run } from './install.mjs';

/** More of what `npm test` does a little of. */
Object.assign(process.env, { FLEET_RUNS: '10000', CIRCULE_POD_KILLS: '1000', HUNT: '1' });

const npx = (name, ...words) => ({ name, command: 'npx', words });
const steps = [
  npx('fleet, 10,000 runs', 'vitest', 'run', '--project', 'fleet', '--testTimeout', '36000000'),
  npx('attacks', 'vitest', 'run', '--project', 'attacks'),
  npx('the pod killed 1,000 times', 'vitest', 'run', 'tests/unit/pod', '--testTimeout', '36000000'),
  { name: 'build', command: 'npm', words: ['run', '--silent', 'build'] },
  npx('stories, in full length', 'playwright', 'test', '--grep', '@lan|@tabs|@two-phones|@eight-phones'),
];

const refusal = await install();
if (refusal !== null) {
  console.error(refusal);
  process.exit(1);
}
let failed = 0;
for (const { name, command, words } of steps) {
  console.log(`\n── ${name}`);
  if (!run(command, words)) failed += 1;
}
console.log(`\n${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
