import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { appearanceKey, createAppearance, themes } from '#ui/state/appearance.ts';
import { chooseLanguage } from '#ui/texts/language.ts';

const storageWith = (kept: string | null) => {
  const written: string[] = [];
  return { written, getItem: () => kept, setItem: (_: string, value: string) => void written.push(value) };
};

test('a choice is kept, and read again', () => {
  const storage = storageWith(null);
  const first = createAppearance({ storage, wishedLanguages: ['de-DE', 'en-GB', 'fr'] });
  expect(first.getState()).toMatchObject({ theme: 'auto', language: 'en' });
  first.getState().setTheme('contrast');
  first.getState().setLanguage('fr');
  const again = createAppearance({ storage: storageWith(storage.written.at(-1) ?? null), wishedLanguages: ['en'] });
  expect(again.getState()).toMatchObject({ theme: 'contrast', language: 'fr' });
});

test.each(['', '{', 'null', '[]', '7', '{"theme":"pink","language":"xx"}'])(
  'what is damaged counts as no choice: %s',
  (kept) => {
    const store = createAppearance({ storage: storageWith(kept), wishedLanguages: [] });
    expect(store.getState()).toMatchObject({ theme: 'auto', language: 'fr' });
  },
);

test('storage that refuses does not stop the choice', () => {
  const storage = {
    getItem: () => null,
    setItem: () => {
      throw new Error('quota');
    },
  };
  const store = createAppearance({ storage, wishedLanguages: ['fr'] });
  store.getState().setTheme('dark');
  expect(store.getState().theme).toBe('dark');
});

/** Runs the script that works before the first paint, in a page that has only what it touches. */
const beforePaint = (kept: string | null, languages: readonly string[]) => {
  const page: { lang: string; theme: string | null } = { lang: '', theme: null };
  const document = {
    documentElement: {
      set lang(value: string) {
        page.lang = value;
      },
      setAttribute: (_: string, value: string) => {
        page.theme = value;
      },
    },
    querySelectorAll: () => [],
    createElement: () => ({ noModule: false }),
    addEventListener: () => {},
  };
  const window = { localStorage: { getItem: (key: string) => (key === appearanceKey ? kept : null) } };
  runInNewContext(readFileSync('public/appearance.js', 'utf8'), { document, window, navigator: { languages } });
  return page;
};

test('before the first paint the page already looks and speaks as it will', () => {
  for (const wished of [['fr-CA'], ['en-US', 'fr'], ['de', 'en'], ['br'], []]) {
    expect(beforePaint(null, wished).lang).toBe(chooseLanguage(wished));
  }
  for (const theme of themes) {
    const { theme: shown, lang } = beforePaint(JSON.stringify({ theme, language: 'en' }), ['fr']);
    expect([shown, lang]).toEqual([theme === 'auto' ? null : theme, 'en']);
  }
  expect(beforePaint('{', ['en']).lang).toBe('en');
});
