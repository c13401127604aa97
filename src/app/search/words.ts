import { fold } from '#domain/fold.ts';

/** A word of a text: as compared, without its plural, and where it stands. */
export interface Word {
  readonly full: string;
  readonly stem: string;
  readonly from: number;
  readonly to: number;
}

const elided = new Set(['l', 'd', 'j', 'm', 't', 's', 'n', 'c', 'qu', 'jusqu', 'lorsqu', 'puisqu']);
/** Words that are in every name and tell none apart. */
const small = new Set(
  'a au aux avec de des du en et la le les ou par pour sans sur un une of the and for with to in on'.split(' '),
);

/**
 * The words of a text, for index and question alike: folded, without elided articles ("l’égoïne" is found by "egoine")
 * and without the small words; a text made of nothing else keeps them. Each little picture is a word.
 */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}/gu)) {
    const full = fold(match[0]);
    const from = match.index;
    const to = from + match[0].length;
    if (elided.has(full) && /^['’ʼ]/u.test(text.slice(to, to + 1))) continue;
    words.push({ full, stem: stemOf(full), from, to });
  }
  const telling = words.filter(({ full }) => !small.has(full));
  return telling.length === 0 ? words : telling;
}

/** French and English plurals, no more: "ciseaux", "métaux" and "saws" are found by their singular and the other way. */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith('eaux')) return word.slice(0, -1);
  if (word.endsWith('aux')) return `${word.slice(0, -3)}al`;
  return /[^s]s$|[eo]ux$/.test(word) ? word.slice(0, -1) : word;
}
