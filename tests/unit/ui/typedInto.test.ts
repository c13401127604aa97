import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeIn, typedInto } from '#ui/hooks/typedInto.ts';

test('what was typed on an old text goes to its place in the new one', () => {
  expect(typedInto('Range.', 'Range bien.', 'Range.')).toBe('Range bien.');
  expect(typedInto('Range.', 'Range bien.', 'Ici : Range.')).toBe('Ici : Range bien.');
  expect(typedInto('Range. Merci', 'Range bien. Merci', 'Range. Merci beaucoup')).toBe('Range bien. Merci beaucoup');
  expect(typedInto('a b c', 'a c', 'a b c d')).toBe('a c d');
  // Struck out here while they wrote within it: theirs stays.
  expect(typedInto('a b c', 'a c', 'a bXb c')).toContain('Xb');
});

test('no letter the others wrote is lost', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 12 });
  fc.assert(
    fc.property(word, word, fc.nat(12), fc.nat(12), (before, typed, at, length) => {
      const start = Math.min(at, before.length);
      const now = before.slice(0, start) + '#'.repeat(Math.min(length, 5)) + before.slice(start);
      const merged = typedInto(before, typed, now);
      expect(merged.split('#')).toHaveLength(now.split('#').length);
      expect(merged.replaceAll('#', '')).toBe(typed);
    }),
  );
});

test('the caret stays at its letter', () => {
  expect(placeIn('Range.', 'Ici : Range.', 3)).toBe(9);
  expect(placeIn('Range.', 'Range. Merci', 3)).toBe(3);
  expect(placeIn('abcdef', 'af', 3)).toBe(1);
});
