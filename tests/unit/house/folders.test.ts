import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folders = ['domain', 'crypto', 'store', 'session', 'sync', 'device', 'interchange', 'app', 'ui', 'pod'] as const;
type Folder = (typeof folders)[number];

/** The licences of `docs/architecture.md`: which other folders each may import. */
const licences: Readonly<Record<Folder, readonly Folder[]>> = {
  domain: [],
  crypto: ['domain'],
  store: ['domain', 'crypto'],
  session: ['domain', 'crypto'],
  sync: ['domain', 'crypto', 'store', 'session'],
  device: ['domain'],
  interchange: ['domain'],
  app: ['domain', 'crypto', 'store', 'session', 'sync', 'device', 'interchange'],
  ui: ['domain', 'store', 'app'],
  pod: ['domain', 'crypto', 'session'],
};

/** What a browser or Node gives everybody, and the folder must not know of. */
const unknownGlobals: readonly (readonly [Folder, string])[] = [
  ['domain', 'document.title'],
  ['domain', 'localStorage'],
  ['domain', 'setTimeout'],
  ['domain', 'process.env'],
  ['crypto', 'process.env'],
  ['store', 'process.env'],
  ['session', 'process.env'],
  ['sync', 'process.env'],
  ['pod', 'document.title'],
];

const repository = resolve(import.meta.dirname, '../../..');
let dir = '';

/** A copy of the configuration with one small file in every folder, compiled once, as on a developer's machine. */
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'circule-folders-'));
  mkdirSync(join(dir, 'node_modules'));
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(repository, 'node_modules', name), join(dir, 'node_modules', name));
  }
  for (const file of ['package.json', 'tsconfig.json']) copyFileSync(join(repository, file), join(dir, file));
  for (const folder of folders) {
    mkdirSync(join(dir, 'src', folder), { recursive: true });
    copyFileSync(join(repository, 'src', folder, 'tsconfig.json'), join(dir, 'src', folder, 'tsconfig.json'));
    const imports = licences[folder].map((other) => `export type * as Of${other} from '#${other}/leaf.ts';\n`);
    writeFileSync(join(dir, 'src', folder, 'leaf.ts'), `export type Leaf = '${folder}';\n`);
    writeFileSync(join(dir, 'src', folder, 'licensed.ts'), `${imports.join('')}export {};\n`);
  }
  const whole = tsc('-b', ...folders.map((folder) => `src/${folder}`));
  if (whole !== '') throw new Error(whole);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true }));

function tsc(...flags: readonly string[]): string {
  const program = join(repository, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [program, ...flags], { cwd: dir, encoding: 'utf8' }).stdout;
}

/** What the compiler says of a folder to which these files are added, each by the name of the file. */
function complaints(folder: Folder, files: ReadonlyMap<string, string>): string {
  const paths = [...files].map(([name, code]) => {
    const path = join(dir, 'src', folder, `${name}.ts`);
    writeFileSync(path, `${code}\n`);
    return path;
  });
  const said = tsc('-p', `src/${folder}`, '--noEmit', '--pretty', 'false');
  for (const path of paths) rmSync(path);
  return said;
}

/** TypeScript lets a project see what its references see: ui reaches device through app. There, lint is the guard. */
function withinReach(folder: Folder): ReadonlySet<Folder> {
  return new Set(licences[folder].flatMap((other) => [other, ...withinReach(other)]));
}

test.each(folders)('%s does not compile with a type of a folder out of its reach', (folder) => {
  const others = folders.filter((other) => other !== folder && !withinReach(folder).has(other));
  const importing = (other: Folder): string => `import type { Leaf } from '#${other}/leaf.ts';\nexport type A = Leaf;`;
  const said = complaints(folder, new Map(others.map((other) => [`from_${other}`, importing(other)])));
  const outside = [...said.matchAll(/error TS6307: File '[^']*\/src\/(\w+)\/leaf\.ts' is not listed/g)];
  expect(new Set(outside.map(([, other]) => other))).toEqual(new Set(others));
});

test.each(unknownGlobals)('%s knows no %s', (folder, name) => {
  const said = complaints(folder, new Map([['reaching', `export const a = String(${name});`]]));
  expect(said).toMatch(/reaching\.ts\(1,\d+\): error TS\d+: Cannot find name/);
});
