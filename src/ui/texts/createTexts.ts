import { setupI18n, type I18n, type Messages } from '@lingui/core';
import { frenchSpacing } from './frenchSpacing.ts';
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

/** A compiled message is text, or a nest of lists with the text in between. */
const spaced = <Message>(message: Message): Message => {
  if (typeof message === 'string') return frenchSpacing(message) as Message;
  if (Array.isArray(message)) return message.map((part: unknown) => spaced(part)) as Message;
  if (typeof message !== 'object' || message === null) return message;
  return Object.fromEntries(Object.entries(message).map(([key, part]) => [key, spaced(part)])) as Message;
};

/** The texts of the interface, in `language` when it resolves. One catalogue is loaded, the other when it is asked for. */
export const createTexts = async (language: Language): Promise<Texts> => {
  const i18n = setupI18n();
  let wanted = language;
  const speak = async (next: Language): Promise<void> => {
    wanted = next;
    const { messages } = await catalogues[next]();
    // Somebody who changes their mind while a catalogue loads gets the last one they asked for.
    if (wanted === next) i18n.loadAndActivate({ locale: next, messages: next === 'fr' ? spaced(messages) : messages });
  };
  await speak(language);
  return { i18n, speak };
};
