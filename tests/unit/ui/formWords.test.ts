import { expect, test } from 'vitest';
import { addedWords, changedWords, emptyForm, formOf, formWith, typedOf } from '#ui/screens/editTool/formWords.ts';

test('a new tool says what was filled in, and nothing of the rest', () => {
  expect(addedWords({ ...emptyForm, name: ' Étau ' })).toEqual({ name: 'Étau' });
  const form = {
    ...emptyForm,
    name: 'Perceuse',
    otherNames: 'visseuse, drill ;\nvisseuse',
    contents: 'mallette\n2 batteries 18 V\n3 x embouts\n12×vis',
    cameHow: 'bought',
    cameOrigin: 'la caisse du samedi',
  };
  expect(addedWords(form)).toEqual({
    name: 'Perceuse',
    otherNames: ['visseuse', 'drill'],
    contents: [
      { name: 'mallette' },
      { name: 'batteries 18 V', count: 2 },
      { name: 'embouts', count: 3 },
      { name: 'vis', count: 12 },
    ],
    came: { how: 'bought', origin: 'la caisse du samedi' },
  });
});

test('an edit says anew only what was changed, and what was emptied is said to be none', () => {
  const words = { name: 'Scie', about: 'Coupe en tirant.', contents: [{ name: 'lame', count: 2 }] };
  const before = formOf(words);
  expect(changedWords(before, before)).toEqual({});
  expect(changedWords(before, { ...before, about: '', spot: 'crochet 7' })).toEqual({ about: null, spot: 'crochet 7' });
  expect(formOf(words).contents).toBe('2 × lame');
});

test('what was typed is kept apart from what the tool said, so that others’ changes stand', () => {
  const typed = typedOf({ name: 'Scie', place: 7, unknown: 'x' } as never);
  expect(typed).toEqual({ name: 'Scie' });
  expect(formWith(formOf({ name: 'Ryoba', spot: 'crochet 1' }), typed)).toMatchObject({
    name: 'Scie',
    spot: 'crochet 1',
  });
  expect(formWith(emptyForm, { what: 'spaceship' as never }).what).toBe('tool');
});
