import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Stretch, wordDiff } from '#ui/notice/wordDiff.ts';

const joined = (stretches: readonly Stretch[], without: Stretch['is']): string =>
  stretches.flatMap(({ is, text }) => (is === without ? [] : [text])).join('');

test('a word put right is one word gone and one come, and the rest is the same', () => {
  expect(wordDiff('Ouvrir le capot, puis enfiler.', 'Ouvrir le capot, débrancher, puis enfiler.')).toEqual([
    { at: 0, is: 'same', text: 'Ouvrir le capot, ' },
    { at: 1, is: 'new', text: 'débrancher, ' },
    { at: 2, is: 'same', text: 'puis enfiler.' },
  ]);
  expect(wordDiff('Meuler à 25 degrés', 'Meuler à 30 degrés').map(({ is, text }) => `${is}:${text}`)).toEqual([
    'same:Meuler à ',
    'gone:25',
    'new:30',
    'same: degrés',
  ]);
  expect(wordDiff('', 'a')).toEqual([{ at: 0, is: 'new', text: 'a' }]);
  expect(wordDiff('a', 'a')).toEqual([{ at: 0, is: 'same', text: 'a' }]);
  expect(wordDiff('', '')).toEqual([]);
});

test('whatever two texts, the stretches give both back, letter by letter', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.constantFrom('le ', 'capot', ', ', 'puis ', '\n', '1. ', 'é'), { maxLength: 40 })
      .map((w) => w.join('')),
  );
  fc.assert(
    fc.property(text, text, (before, after) => {
      const stretches = wordDiff(before, after);
      expect(joined(stretches, 'new')).toBe(before);
      expect(joined(stretches, 'gone')).toBe(after);
      expect(new Set(stretches.map(({ at }) => at)).size).toBe(stretches.length);
    }),
    { numRuns: 400 },
  );
});

test('texts that share nothing, as long as they may be, are told whole and not searched for ever', () => {
  const [before, after] = ['a b '.repeat(8000), 'c d '.repeat(8000)];
  const stretches = wordDiff(before, after);
  expect(joined(stretches, 'new')).toBe(before);
  expect(joined(stretches, 'gone')).toBe(after);
});
