import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iconNames, markNames, silhouetteNames } from '#ui/parts/drawingNames.ts';
import { initials } from '#ui/parts/initials.ts';
import { tokenFace } from '#ui/parts/tokenFace.ts';

test('every drawing that may be named is in the file, and the other way round', () => {
  const file = readFileSync('src/ui/parts/drawings.svg', 'utf8');
  const drawn = [...file.matchAll(/<symbol id="([sim]-[^"]+)"/g)].map((match) => match[1]);
  const named = [
    ...silhouetteNames.map((name) => `s-${name}`),
    ...iconNames.map((name) => `i-${name}`),
    ...markNames.map((name) => `m-${name}`),
  ];
  expect(new Set(drawn)).toEqual(new Set(named));
});

test.each([
  ['Léa', 'LÉ'],
  ['Marie-Jo', 'MJ'],
  ['émile', 'ÉM'],
  ['Nour El Amrani', 'NE'],
  ['  Zoé  ', 'ZO'],
  ['O’Brien', 'OB'],
  ['X', 'X'],
  ['نور', 'نو'],
  ['🦊 Renard', 'RE'],
  ['🦊', '🦊'],
  ['e\u0301va', 'ÉV'],
  ['', ''],
])('the initials of %s', (name, stamped) => {
  expect(initials(name)).toBe(stamped);
});

test('initials never fail and stay short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(initials(name))];
      // One letter may become two in capitals: ß, ﬁ.
      expect(parts.length).toBeLessThanOrEqual(6);
    }),
  );
});

test('a token has the same face for the same member, and all twelve faces are used about evenly', () => {
  expect(tokenFace('k1zv0yFq3c8mX2b9LQwTdg')).toEqual(tokenFace('k1zv0yFq3c8mX2b9LQwTdg'));
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i += 1) {
    const { shape, metal } = tokenFace(`member-${i.toString(36).padStart(6, '0')}`);
    seen.set(`${shape} ${metal}`, (seen.get(`${shape} ${metal}`) ?? 0) + 1);
  }
  expect(seen.size).toBe(12);
  for (const times of seen.values()) expect(times).toBeGreaterThan(350);
});
