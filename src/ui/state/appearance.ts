import { createStore, type StoreApi } from 'zustand/vanilla';
import { chooseLanguage, isLanguage, type Language } from '../texts/language.ts';

export const themes = ['auto', 'light', 'dark', 'contrast'] as const;
/** `auto` follows the phone's wishes; `contrast` is "Plein soleil". */
export type Theme = (typeof themes)[number];

export interface Appearance {
  readonly theme: Theme;
  readonly language: Language;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: Language) => void;
}

/** Read by `public/appearance.js` before the first paint, under the same name. */
export const appearanceKey = 'circule.appearance';

const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value);

const readChosen = (
  storage: Pick<Storage, 'getItem'>,
): { readonly theme: Theme; readonly language: Language | null } => {
  let kept: unknown;
  try {
    kept = JSON.parse(storage.getItem(appearanceKey) ?? '{}');
  } catch {
    kept = null;
  }
  const { theme, language } = (kept ?? {}) as { readonly theme?: unknown; readonly language?: unknown };
  return { theme: isTheme(theme) ? theme : 'auto', language: isLanguage(language) ? language : null };
};

/**
 * How the app looks and which language it speaks on this device. Kept in localStorage because it is needed before
 * anything else is open; everything of the workshop is kept elsewhere.
 */
export const createAppearance = (deps: {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly wishedLanguages: readonly string[];
}): StoreApi<Appearance> => {
  const chosen = readChosen(deps.storage);
  const store = createStore<Appearance>()((set) => ({
    theme: chosen.theme,
    language: chosen.language ?? chooseLanguage(deps.wishedLanguages),
    setTheme: (theme) => set({ theme }),
    setLanguage: (language) => set({ language }),
  }));
  store.subscribe(({ theme, language }) => {
    try {
      deps.storage.setItem(appearanceKey, JSON.stringify({ theme, language }));
    } catch {
      // Full or forbidden storage: the choice then holds until the page is closed.
    }
  });
  return store;
};

/** Puts theme and language on the page, now and at every change. Returns a way to stop. */
export const showAppearance = (store: StoreApi<Appearance>, root: HTMLElement): (() => void) => {
  const show = ({ theme, language }: Appearance): void => {
    root.lang = language;
    if (theme === 'auto') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    // The bars of the phone take the colour of the page; without a choice each keeps the one of its scheme.
    for (const bar of root.ownerDocument.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      const own = (bar.dataset['own'] ??= bar.content);
      bar.content = theme === 'auto' ? own : getComputedStyle(root).getPropertyValue('--paper').trim();
    }
  };
  show(store.getState());
  return store.subscribe(show);
};
