import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf, nothing, plus, sentenceOf } from '../../../.ci/counts.mjs';
import { isInstalled, nodeRefusal } from '../../../.ci/install.mjs';
import { missingBinaries, type LockedPackage } from '../../../.ci/lockfile.mjs';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'circule-ci-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const report = (contents: unknown): string => {
  const path = join(dir, 'report.json');
  writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
};

const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };

test('each runner is read in its own words', () => {
  expect(countsOf('vitest', report(vitest), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countsOf('playwright', report({ stats }), 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('a step that counts nothing is one test', () => {
  expect(countsOf(undefined, '', 0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(countsOf(undefined, '', 2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('no failure is lost: a bad end, a missing or broken report are one', () => {
  expect(countsOf('vitest', report(vitest), 1).failed).toBe(1);
  expect(countsOf('vitest', report('{ "numPassed'), 0).failed).toBe(1);
  expect(countsOf('vitest', join(dir, 'nowhere.json'), 0).failed).toBe(1);
  expect(countsOf('playwright', report({}), 0).failed).toBe(1);
});

test('the last line adds up, and names what was skipped only if something was', () => {
  expect(sentenceOf(plus(nothing, { passed: 2, failed: 1, skipped: 0 }))).toBe('2 passed, 1 failed');
  expect(sentenceOf(plus({ passed: 2, failed: 1, skipped: 1 }, { passed: 3, failed: 0, skipped: 2 }))).toBe(
    '5 passed, 1 failed, 3 skipped',
  );
});

test.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.0.0', true],
])('Node %s: good enough? %s', (version, isGood) => {
  expect(nodeRefusal(version) === null).toBe(isGood);
});

test('installed is what the lockfile says, not what a file time says', () => {
  const write = (lock: unknown, present: unknown): boolean => {
    mkdirSync(join(dir, 'node_modules'), { recursive: true });
    writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ packages: lock }));
    writeFileSync(join(dir, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
    return isInstalled(dir);
  };
  const dexie = { 'node_modules/dexie': { version: '4.4.7' } };
  expect(isInstalled(join(dir, 'clone'))).toBe(false);
  expect(write({ '': {}, ...dexie }, dexie)).toBe(true);
  expect(write({ '': {}, ...dexie, 'node_modules/fsevents': { version: '2.3.3', optional: true } }, dexie)).toBe(true);
  expect(write({ '': {}, ...dexie, 'node_modules/uqr': { version: '0.1.3' } }, dexie)).toBe(false);
  expect(write({ '': {}, 'node_modules/dexie': { version: '4.5.0' } }, dexie)).toBe(false);
});

test('the lockfile is whole for every system, or npm ci refuses it: node .ci/lockfile.mjs completes it', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  expect(Object.keys(missingBinaries(lock.packages))).toEqual([]);
});

test('a missing binary is put where its package finds it, and nothing present is changed', () => {
  const wish = (version: string): LockedPackage => ({
    version,
    dev: true,
    optionalDependencies: {
      '@tool/linux-x64-musl': version,
      '@tool/win32-arm64-msvc': version,
      'other-thing': '1.0.0',
    },
  });
  const linux = { version: '1.0.0', cpu: ['x64'], dev: true, libc: ['musl'], optional: true, os: ['linux'] };
  const windows = { version: '1.0.0', cpu: ['arm64'], dev: true, optional: true, os: ['win32'] };
  const missing = missingBinaries({
    'node_modules/tool': wish('1.0.0'),
    'node_modules/@tool/linux-x64-musl': { version: '2.0.0' },
    'node_modules/vite/node_modules/tool': wish('2.0.0'),
  });
  expect(missing).toEqual({
    'node_modules/tool/node_modules/@tool/linux-x64-musl': linux,
    'node_modules/@tool/win32-arm64-msvc': windows,
    'node_modules/vite/node_modules/@tool/win32-arm64-msvc': { ...windows, version: '2.0.0' },
  });
});
