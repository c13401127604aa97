import { setupI18n, type I18n, type Messages } from '@lingui/core';
import type { Language } from './language.ts';

export interface Texts {
  /** For `<I18nProvider i18n={texts.i18n}>` and for the macros outside of components. */
  readonly i18n: I18n;
  /** Loads the catalogue and changes the language of everything shown. */
  readonly speak: (language: Language) => Promise<void>;
}

const catalogues: Readonly<Record<Language, () => Promise<{ readonly messages: Messages }>>> = {
  fr: () => import('./locales/fr.po'),
  en: () => import('./locales/en.po'),
};

/** The texts of the interface, in `language` when it resolves. One catalogue is loaded, the other when it is asked for. */
export const createTexts = async (language: Language): Promise<Texts> => {
  const i18n = setupI18n();
  let wanted = language;
  const speak = async (next: Language): Promise<void> => {
    wanted = next;
    const { messages } = await catalogues[next]();
    // Somebody who changes their mind while a catalogue loads gets the last one they asked for.
    if (wanted === next) i18n.loadAndActivate({ locale: next, messages });
  };
  await speak(language);
  return { i18n, speak };
};
