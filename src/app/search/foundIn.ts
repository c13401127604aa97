import { type Word, wordsOf } from './words.ts';

/** What was looked for, and the words of the workshop it was found by: those are others after a typo. */
export interface FoundBy {
  readonly words: readonly string[];
  readonly terms: readonly string[];
}

/** Where a text holds what was looked for, in order, to be underlined. */
export function foundIn(text: string, by: FoundBy): readonly { readonly from: number; readonly to: number }[] {
  if (by.words.length === 0) return [];
  const terms = new Set(by.terms);
  return wordsOf(text).flatMap((word) => {
    const to = endOf(word, by.words, terms);
    return to === null ? [] : [{ from: word.from, to }];
  });
}

/** A word found by its beginning is underlined as far as it was typed. */
function endOf(word: Word, typed: readonly string[], terms: ReadonlySet<string>): number | null {
  const length = word.to - word.from;
  const begun = typed.find((each) => word.full.startsWith(each));
  // Where folding changed the length (œ), letters no longer stand where they stood.
  if (begun !== undefined) return word.full.length === length ? word.from + begun.length : word.to;
  return terms.has(word.full) || terms.has(word.stem) ? word.to : null;
}
