// Which browser the tests drive. Only built-in modules: this runs before anything is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ...programs.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
];

/** The path of an installed Chromium or Chrome, or null. `CIRCULE_BROWSER` names one elsewhere. */
export function installedBrowser() {
  const named = process.env['CIRCULE_BROWSER'];
  return [...(named === undefined ? [] : [named]), ...usualPlaces].find((path) => existsSync(path)) ?? null;
}
