/** Languages the interface speaks; French is the source. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** In each its own name, so that one finds it whatever is spoken now. */
export const languageNames: Readonly<Record<Language, string>> = { fr: 'français', en: 'English' };

/** The first language wished that we speak, else French. `appearance.js` does the same before the first paint. */
export const chooseLanguage = (wished: readonly string[]): Language => {
  for (const tag of wished) {
    const short = tag.slice(0, 2).toLowerCase();
    if (isLanguage(short)) return short;
  }
  return 'fr';
};
