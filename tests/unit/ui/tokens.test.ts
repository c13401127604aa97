import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const file = readFileSync('src/ui/styles/tokens.css', 'utf8');

const roles = (block: string): ReadonlyMap<string, string> =>
  new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, role = '', colour = '']) => [role, colour]));

const block = (selector: string): string => {
  const start = file.indexOf(selector);
  expect(start, selector).toBeGreaterThan(-1);
  return file.slice(file.indexOf('{', start) + 1, file.indexOf('}', start));
};
/** The rule that follows a media question. */
const wished = (question: string): string => {
  const start = file.indexOf(`@media (${question})`);
  const rule = file.indexOf(':root', start);
  return file.slice(file.indexOf('{', rule) + 1, file.indexOf('}', rule));
};

const light = roles(block(':root {'));
const dark = roles(block(":root[data-theme='dark']"));
const contrast = roles(block(":root[data-theme='contrast']"));
const themes = { light, dark, contrast };

const brightness = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (one: string, other: string): number => {
  const [a, b] = [brightness(one), brightness(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

test('a theme that was chosen and one that was wished for are the same', () => {
  expect(roles(wished('prefers-color-scheme: dark'))).toEqual(dark);
  expect(roles(wished('prefers-contrast: more'))).toEqual(contrast);
});

test.each(Object.entries(themes))('the contrasts of %s', (_, theme) => {
  const colour = (role: string): string => theme.get(role) ?? light.get(role) ?? '';
  const least: readonly (readonly [string, string, number])[] = [
    ['ink', 'paper', 7],
    ['ink', 'sheet', 7],
    ['ink', 'board', 7],
    ['soft', 'paper', 7],
    ['soft', 'sheet', 7],
    ['soft', 'board', 7],
    ['accent', 'paper', 7],
    ['accent', 'sheet', 7],
    ['accent', 'accent-soft', 7],
    ['accent-ink', 'accent', 7],
    ['ok', 'ok-soft', 7],
    ['warn', 'warn-soft', 7],
    ['bad', 'bad-soft', 7],
    ['contest', 'contest-soft', 7],
    ['ok', 'sheet', 7],
    ['warn', 'sheet', 7],
    ['bad', 'sheet', 7],
    ['contest', 'sheet', 7],
    ['cast', 'board', 7],
    ['edge', 'paper', 3],
    ['edge', 'sheet', 3],
    ['token-ink', 'brass', 7],
    ['token-ink', 'copper', 7],
    ['token-ink', 'zinc', 7],
    ['token-ink', 'slate', 7],
  ];
  const low = least
    .map(([front, back, wanted]) => ({ front, back, wanted, found: ratio(colour(front), colour(back)) }))
    // One decimal, as in the table of the look.
    .filter(({ wanted, found }) => Math.round(found * 10) / 10 < wanted);
  expect(low).toEqual([]);
});

test('colours stand in the tokens and nowhere else in the styles', () => {
  const index = readFileSync('src/ui/styles/index.css', 'utf8');
  const others = [...index.matchAll(/'\.\/(\w+)\.css'/g)].map(([, name]) => name).filter((name) => name !== 'tokens');
  expect(others.length).toBeGreaterThan(5);
  for (const name of others) {
    expect(readFileSync(`src/ui/styles/${name}.css`, 'utf8'), name).not.toMatch(
      /#[0-9a-f]{3,8}\b(?![^;]*url)|rgba?\(|hsl/i,
    );
  }
});
