import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const entries = (language: string): readonly { readonly id: string; readonly text: string }[] => {
  const file = readFileSync(`src/ui/texts/locales/${language}.po`, 'utf8').replace(/"\n"/g, '');
  return [...file.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id = '', text = '']) => ({ id, text }));
};

test('every text is there in English', () => {
  expect(entries('en').filter(({ text }) => text === '')).toEqual([]);
});

// As it is printed in France: a narrow no-break space (U+202F) inside « » and before ? ! ; : and the curved apostrophe.
test.each([
  ['a plain or missing space before ? ! ;', /[^\s\u202f?!][?!;](?!\w)| [?!;]/u],
  ['a plain space before a colon', / :/u],
  ['a plain or missing space inside « »', /«[^\u202f]|[^\u202f]»/u],
  ['a straight apostrophe', /\p{L}'\p{L}/u],
  ['an exclamation mark', /!/u],
])('no French text has %s', (_, wrong) => {
  // What stands in braces is code: placeholders and plurals.
  const words = ({ id }: { readonly id: string }) => id.replace(/\{\w+, (?:plural|select), |\{[\w.]+\}/g, 'x');
  expect(
    entries('fr')
      .map(words)
      .filter((text) => wrong.test(text)),
  ).toEqual([]);
});
