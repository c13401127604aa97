const letters = (text: string): readonly string[] =>
  Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.normalize('NFC')),
    (s) => s.segment,
  );

/**
 * The two signs stamped on a token: of one word the first two letters, of several the first of the first two
 * (`Léa` → `LÉ`, `Marie-Jo` → `MJ`). Signs that are not letters or digits count only where there is nothing else.
 */
export const initials = (name: string): string => {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu) ?? [];
  const [first, second] = words;
  if (first === undefined) return letters(name.trim())[0] ?? '';
  const two =
    second === undefined ? letters(first.replace(/['’]/g, '')).slice(0, 2) : [letters(first)[0], letters(second)[0]];
  return two.join('').toLocaleUpperCase('fr');
};
