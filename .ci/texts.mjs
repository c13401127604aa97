// The catalogues say what the screens say: nothing to extract is left, and both languages are whole.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const folder = join(root, 'src', 'ui', 'texts', 'locales');

const before = catalogues();
if (!lingui('extract', '--clean')) fail('lingui extract failed: see above.');
const after = catalogues();
const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
  (name) => before.get(name) !== after.get(name),
);
if (changed.length > 0)
  fail(`These catalogues were behind and are now written anew; look at them and commit: ${changed.join(', ')}`);
const isWhole = lingui('compile', '--strict', '--namespace', 'es');
// The app compiles the PO files itself: what this wrote beside them was only a test.
for (const name of readdirSync(folder)) if (!after.has(name)) rmSync(join(folder, name));
if (!isWhole) fail('A text has no translation: see above.');

function catalogues() {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch {
    return new Map();
  }
}

function lingui(...flags) {
  const bin = join(root, 'node_modules', '.bin', 'lingui');
  // One worker: French and English are two small files.
  const shell = process.platform === 'win32';
  return spawnSync(bin, [...flags, '--workers', '1'], { cwd: root, stdio: 'inherit', shell }).status === 0;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
