// Makes a fresh clone ready, and leaves a ready one alone. Only built-in modules: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installedBrowser } from './browser.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = [20, 19];

/** Installs what is missing. Answers with a sentence where that fails, else with null. */
export async function install({ browser = false } = {}) {
  const wrongNode = nodeRefusal(process.versions.node);
  if (wrongNode !== null) return wrongNode;
  if (!isInstalled(root)) {
    console.log('Installing the packages of package-lock.json (npm ci) …');
    if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) return 'npm ci failed: see above.';
  }
  return browser ? installBrowser() : null;
}

export function nodeRefusal(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (isNewEnough) return null;
  const wanted = oldestNode.join('.');
  return `Il faut Node ${wanted} ou plus récent ; ici c'est Node ${version}. https://nodejs.org\nNode ${wanted} or newer is needed; this is Node ${version}. https://nodejs.org`;
}

/** What is installed is what the lockfile says. Times of files say nothing after a clone or a copy: contents do. */
export function isInstalled(folder) {
  const wished = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (wished === null || present === null) return false;
  return Object.entries(wished).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    if (present[path] === undefined) return Boolean(optional ?? devOptional ?? peer);
    return present[path].version === version;
  });
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

async function installBrowser() {
  if ((await findBrowser()) !== null) return null;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isRootOnDebian) {
    console.log('No Chromium or Chrome here: installing the system package …');
    if (run('apt-get', ['update', '-qq']))
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  if ((await findBrowser()) !== null) return null;
  console.log('No Chromium or Chrome here: installing the one Playwright knows …');
  run('npx', ['playwright', 'install', 'chromium']);
  if ((await findBrowser()) !== null) return null;
  return 'No Chromium or Chrome was found and none could be installed. Install one, or name it in CIRCULE_BROWSER.';
}

async function findBrowser() {
  const installed = installedBrowser();
  if (installed !== null) return installed;
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

export function run(command, flags) {
  const shell = process.platform === 'win32';
  return spawnSync(command, flags, { cwd: root, stdio: 'inherit', shell }).status === 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const refusal = await install({ browser: process.argv.includes('--browser') });
  if (refusal !== null) {
    console.error(refusal);
    process.exitCode = 1;
  }
}
