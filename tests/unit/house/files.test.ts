import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../../..');

const filesBelow = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`);

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

const sources = filesBelow('src', /\.tsx?$/);
const written = [
  ...sources,
  ...filesBelow('src', /\.css$/),
  ...filesBelow('tests', /\.tsx?$/),
  ...filesBelow('.ci', /\.mjs$/),
];

/** Each line of these files that looks like this, as `path:line text`. */
function linesLike(pattern: RegExp, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)} ${line.trim()}`] : [])),
  );
}

test('no file is longer than 800 lines', () => {
  expect(written.filter((path) => read(path).split('\n').length > 801)).toEqual([]);
});

test('nothing is left to be done: an issue holds that, not a comment', () => {
  expect(linesLike(/\b(?:T[O]DO|F[I]XME|X{3})\b/, written)).toEqual([]);
});

test('no state at module level: what has a life is made by a function and can be stopped', () => {
  const acting = new Set(['src/main.tsx', 'src/pod/main.ts']);
  const others = sources.filter((path) => !acting.has(path) && !path.endsWith('Worker.ts'));
  expect(linesLike(/^(?:export )?(?:let|var)\s/, others)).toEqual([]);
  const container =
    /^(?:export )?const \w+(?:: (?!Readonly|readonly)[^=]+)? = (?:new (?:Map|Set|WeakMap|WeakSet)\b.*\(\)|\[\]|\{\});/;
  expect(linesLike(container, others)).toEqual([]);
});

test('no barrels: a name is imported from the file that makes it', () => {
  expect(sources.filter((path) => /^index\.tsx?$/.test(basename(path)))).toEqual([]);
  expect(linesLike(/^export (?:\*|\{[^}]*\}) from\b/, sources)).toEqual([]);
  // The screens see what lies below the app only as types, and those app names for them.
  const others = sources.filter((path) => !path.startsWith('src/app/'));
  expect(linesLike(/^export type (?:\*|\{[^}]*\}) from\b/, others)).toEqual([]);
});

test('imports name the file, across folders by #folder/', () => {
  const specifier = /\bfrom '(?<path>[.#][^']*)'/;
  const wrong = sources.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line) => specifier.exec(line)?.groups?.['path'] ?? [])
      .filter((imported) => {
        const hasExtension = /\.(?:ts|tsx|css|json|po|js|wasm|svg|png)(?:\?\w+)?$/.test(imported);
        const folder = path.split('/')[1] ?? '';
        const up =
          imported.startsWith('../') && !join(path, '..', imported).replaceAll('\\', '/').startsWith(`src/${folder}/`);
        return !hasExtension || (up && path !== 'src/main.tsx');
      })
      .map((imported) => `${path}: ${imported}`),
  );
  expect(wrong).toEqual([]);
});

test('the names that say nothing are not used', () => {
  const saysNothing = /^(?:utils?|helpers?|common|misc|types|manager|service|stuff)\b/i;
  const parts = sources.flatMap((path) =>
    path
      .split('/')
      .slice(1)
      .map((part) => [part, path] as const),
  );
  expect(parts.filter(([part]) => saysNothing.test(part)).map(([, path]) => path)).toEqual([]);
});

test('colours are named once, in the tokens', () => {
  const styles = filesBelow('src', /\.css$/).filter((path) => !path.endsWith('tokens.css') && !/print/i.test(path));
  expect(linesLike(/#[0-9a-f]{3,8}\b(?![^(]*\))|\b(?:rgba?|hsla?|oklch|oklab)\(/i, styles)).toEqual([]);
});
