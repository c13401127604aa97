import { setupI18n, type I18n, type Messages } from '@lingui/core';
import type { Language } from './language.ts';

export interface Texts {
  /** For `<I18nProvider i18n={texts.i18n}>` and for the macros outside of components. */
  readonly i18n: I18n;
  /** Loads the catalogue and changes the language of everything shown. */
  readonly speak: (language: Language) => Promise<void>;
  /** Loads what the first screen does not say, once; every screen and sheet that comes late waits for it. */
  readonly speakFully: () => Promise<void>;
  readonly isFull: () => boolean;
}

type Catalogue = () => Promise<{ readonly messages: Messages }>;

/** Cut in two by the build, see `.ci/catalogues.ts`. */
const first: Readonly<Record<Language, Catalogue>> = {
  fr: () => import('virtual:texts/fr-first'),
  en: () => import('virtual:texts/en-first'),
};
const rest: Readonly<Record<Language, Catalogue>> = {
  fr: () => import('virtual:texts/fr-rest'),
  en: () => import('virtual:texts/en-rest'),
};

/** The texts of the interface, in `language` when it resolves. One catalogue is loaded, the other when it is asked for. */
export const createTexts = async (language: Language): Promise<Texts> => {
  const i18n = setupI18n();
  let wanted = language;
  let isFull = false;
  let filling: Promise<void> | undefined;
  // One after the other: else a change of language and the rest of the texts could each miss the other.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => (last = last.catch(() => undefined).then(step));
  const show = async (): Promise<void> => {
    const locale = wanted;
    const parts = await Promise.all([first[locale](), ...(isFull ? [rest[locale]()] : [])]);
    // Somebody who changes their mind while a catalogue loads gets the last one they asked for.
    if (wanted === locale)
      i18n.loadAndActivate({ locale, messages: Object.assign({}, ...parts.map(({ messages }) => messages)) });
  };
  const fill = async (): Promise<void> => {
    // Nothing shown says any of it, so nothing is drawn anew.
    Object.assign(i18n.messages, (await rest[i18n.locale as Language]()).messages);
    isFull = true;
  };
  const texts: Texts = {
    i18n,
    speak: (next) => {
      wanted = next;
      return inTurn(show);
    },
    isFull: () => isFull,
    speakFully: () => {
      filling ??= inTurn(fill).catch((reason: unknown) => {
        filling = undefined;
        throw reason;
      });
      return filling;
    },
  };
  await texts.speak(language);
  return texts;
};
