// Runs the steps one after the other, then says in one line how many tests passed and failed.
// `--check`: only the quick ones. Names of steps: only those.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { countsOf, nothing, plus, sentenceOf } from './counts.mjs';
import { install, root } from './install.mjs';
import { steps } from './steps.mjs';

const wished = process.argv.slice(2);
const names = wished.filter((word) => !word.startsWith('--'));
const isCheck = wished.includes('--check');

const chosen = steps.filter(
  (step) => (names.length === 0 || names.includes(step.name)) && (!isCheck || step.check === true) && exists(step.only),
);
const reports = join(root, 'node_modules', '.cache', 'ci');

process.exitCode = (await main()).failed === 0 ? 0 : 1;

async function main() {
  const refusal = await install({ browser: chosen.some((step) => step.counts === 'playwright') });
  if (refusal !== null) {
    console.error(refusal);
    return tell({ ...nothing, failed: 1 }, []);
  }
  mkdirSync(reports, { recursive: true });
  let total = nothing;
  const failedSteps = [];
  for (const step of chosen) {
    const { counts, seconds } = failedSteps.includes(step.needs)
      ? { counts: { ...nothing, failed: 1 }, seconds: 0 }
      : await runStep(step);
    console.log(`── ${step.name}: ${sentenceOf(counts)} (${seconds.toFixed(1)} s)\n`);
    total = plus(total, counts);
    if (counts.failed > 0) failedSteps.push(step.name);
  }
  return tell(total, failedSteps);
}

function tell(total, failedSteps) {
  if (failedSteps.length > 0) console.log(`Failed: ${failedSteps.join(', ')}`);
  console.log(sentenceOf(total));
  return total;
}

async function runStep(step) {
  console.log(`── ${step.name}: ${step.command.join(' ')}`);
  const report = join(reports, `${step.name}.json`);
  rmSync(report, { force: true });
  const from = performance.now();
  const code = await execute([...step.command, ...reporterFlags(step, report)], report);
  return { counts: countsOf(step.counts, report, code), seconds: (performance.now() - from) / 1000 };
}

function reporterFlags(step, report) {
  if (step.counts === 'vitest') return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  if (step.counts === 'playwright') return ['--reporter=list,json'];
  return [];
}

function execute([program, ...flags], report) {
  const env = {
    ...process.env,
    PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  return new Promise((resolve) => {
    const child = spawn(program, flags, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function exists(only) {
  if (only === undefined) return true;
  const folder = join(root, only.folder);
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => only.ending.test(String(path)));
}
