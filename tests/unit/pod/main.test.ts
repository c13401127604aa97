import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let dir = '';
let data = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'circule-pod-'));
  data = mkdtempSync(join(tmpdir(), 'circule-data-'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Circule</title>');
});
afterAll(() => {
  for (const each of [dir, data]) rmSync(each, { recursive: true });
});

interface Run {
  readonly said: string;
  readonly complained: string;
  readonly code: number | null;
}

/** Runs the pod as a person does; once it says it is ready, `whenReady` is called, then it is ended by `signal`. */
function run(
  flags: readonly string[],
  signal: NodeJS.Signals,
  whenReady: (said: string) => Promise<void>,
): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/pod/main.ts', '--data', data, ...flags], {
    env: { ...process.env, PORT: '0' },
  });
  let said = '';
  let complained = '';
  child.stderr.on('data', (piece: Buffer) => (complained += piece.toString()));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.split('\n').length !== 3) return;
      whenReady(said).then(() => child.kill(signal), reject);
    });
    child.on('close', (code) => resolve({ said, complained, code }));
  });
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'says where to point the browser, serves, and ends well on %s',
  async (end) => {
    let status = 0;
    const { said, complained, code } = await run(['--dir', dir, '--base', '/circule/'], end, async (sentence) => {
      const url = /http:\S+/.exec(sentence)?.[0] ?? '';
      status = (await fetch(url)).status;
    });
    expect(said).toMatch(/^Circule est prête\. Ouvrez (http:\/\/127\.0\.0\.1:\d+\/circule\/) .*\n.*Open \1 .*\n$/);
    expect([status, complained, code]).toEqual([200, '', 0]);
  },
);

test('without a built app it says what to do, in both languages', async () => {
  const { complained, code } = await run(['--dir', join(dir, 'nowhere')], 'SIGTERM', () => Promise.resolve());
  expect(complained).toMatch(/npm run build.*\n.*npm run build/);
  expect(code).toBe(1);
});

test('the data folder inside the folder handed to everybody is refused', async () => {
  const { complained, code } = await run(['--dir', dir, '--data', join(dir, 'data')], 'SIGTERM', () =>
    Promise.resolve(),
  );
  expect([complained.includes('--data'), code]).toEqual([true, 1]);
});
