import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTexts } from '#ui/texts/createTexts.ts';
import { frenchSpacing } from '#ui/texts/frenchSpacing.ts';

const entries = (language: string): readonly { readonly id: string; readonly text: string }[] => {
  const file = readFileSync(`src/ui/texts/locales/${language}.po`, 'utf8').replace(/"\n"/g, '');
  return [...file.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id = '', text = '']) => ({ id, text }));
};

test('every text is there in English', () => {
  expect(entries('en').filter(({ text }) => text === '')).toEqual([]);
});

// A plain space before ? ! : ; and inside « » becomes the narrow one when the texts are loaded; a missing one does not.
test.each([
  ['no space before ? ! ;', /[^\s\u202f?!…][?!;](?!\w)/u],
  ['no space inside « »', /«[^\s\u202f]|[^\s\u202f]»/u],
  ['a straight apostrophe', /'/u],
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

test('French spaces are put right when the texts are loaded', async () => {
  expect(frenchSpacing('Quoi ? Là : « ryoba » ; oui !')).toBe(
    'Quoi\u202f? Là\u202f: «\u202fryoba\u202f»\u202f; oui\u202f!',
  );
  expect(frenchSpacing('à 9:40, voir https://x.org')).toBe('à 9:40, voir https://x.org');
  const { i18n, speak } = await createTexts('fr');
  expect(i18n.locale).toBe('fr');
  await speak('en');
  expect(i18n.locale).toBe('en');
});
