// Everything `npm test` and `npm run check` do, in order. `counts` says who counts: a step that is no test suite is one test.
// `check`: also part of `npm run check`. `only`: the step exists once such tests do. `needs`: what must have passed before.

const vitest = (project) => ({
  name: project,
  command: ['vitest', 'run', '--project', project],
  counts: 'vitest',
  only: { folder: `tests/${project}`, ending: /\.test\.tsx?$/ },
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
  {
    name: 'e2e',
    command: ['playwright', 'test'],
    counts: 'playwright',
    needs: 'build',
    only: { folder: 'tests/e2e', ending: /\.(?:e2e|spec|test)\.ts$/ },
  },
];
