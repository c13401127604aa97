// Everything `npm test` and `npm run check` do, in order. `counts` says who counts: a step that is no test suite is one test.
// `check`: also part of `npm run check`. `only`: the step exists once such tests do. `needs`: what must have passed before.

const vitest = (project) => ({
  name: project,
  command: ['vitest', 'run', '--project', project],
  counts: 'vitest',
  only: { folder: `tests/${project}`, ending: /\.test\.tsx?$/ },
});

const needsTheMachine = '@tabs|@lan|@two-phones|@eight-phones';
const playwright = (name, flags) => ({
  name,
  command: ['playwright', 'test', ...flags],
  counts: 'playwright',
  needs: 'build',
  only: { folder: 'tests/e2e', ending: /\.(?:e2e|spec|test)\.ts$/ },
});

export const steps = [
  { name: 'types', command: ['tsc', '-b'], check: true },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'], check: true },
  { name: 'format', command: ['prettier', '--check', '.', '--log-level', 'warn'], check: true },
  { name: 'texts', command: ['node', '.ci/texts.mjs'], check: true },
  { name: 'knip', command: ['knip'], check: true },
  { ...vitest('unit'), check: true },
  vitest('contracts'),
  vitest('fleet'),
  vitest('attacks'),
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'size', command: ['node', '.ci/size.mjs'], needs: 'build' },
  // Most stories wait for a screen most of the time, so two run at once; those that measure or kill run alone.
  playwright('e2e', ['--workers', '2', '--grep-invert', needsTheMachine]),
  playwright('e2e-alone', ['--grep', needsTheMachine]),
];
