/** The typefaces of a label. Widths are estimated for the widest face the stack may end up with. */
export type LabelFace = 'serif-bold' | 'sans';

export interface FittedText {
  readonly lines: readonly string[];
  /** What had to give: nothing, the end of the text, or a word broken in two, which reads worst. */
  readonly loss: 'none' | 'end' | 'word';
}

/**
 * Breaks a text into at most `most` lines of `width` (same unit as `size`); what does not fit ends with an ellipsis.
 * Widths are estimated, not measured: the same sheet must come out of every phone, and a little air does no harm.
 */
export const fitText = (text: string, face: LabelFace, size: number, width: number, most: number): FittedText => {
  const limit = width / size;
  const { pieces, broken } = piecesOf(printable(text), face, limit);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line === '' || widthOf((line + piece).trimEnd(), face) <= limit) {
      line = (line + piece).trimStart();
      continue;
    }
    if (lines.length + 1 === most)
      return { lines: [...lines, ellipsized(line + piece, face, limit)], loss: broken ? 'word' : 'end' };
    lines.push(line.trimEnd());
    line = piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return { lines, loss: broken ? 'word' : 'none' };
};

/** Text as XML. What XML forbids is already gone after `printable`, which `fitText` applies. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Longer than any label can show; a name of a book's length must not cost a book's work. */
const longest = 300;

/** Without what XML forbids (controls, halves of signs) and without marks that turn the writing direction around. */
const printable = (text: string): string =>
  text
    .slice(0, longest)
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    // A number stays with its unit.
    .replace(/(\d) (?=\p{L}{1,3}(?!\p{L}))/gu, '$1\u00a0')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();

/** Words with the space or hyphen after them; a word wider than a line is given sign by sign. */
const piecesOf = (text: string, face: LabelFace, limit: number) => {
  const words = text.match(/[^ \-/]*[ \-/]+|[^ \-/]+/gu) ?? [];
  const fits = (word: string) => widthOf(word.trimEnd(), face) <= limit;
  return { pieces: words.flatMap((word) => (fits(word) ? [word] : signsOf(word))), broken: !words.every(fits) };
};

const ellipsized = (text: string, face: LabelFace, limit: number): string => {
  const signs = [...signsOf(text.trimEnd())];
  while (signs.length > 0 && widthOf(`${signs.join('').trimEnd()}…`, face) > limit) signs.pop();
  return `${signs.join('').trimEnd()}…`;
};

/** What a reader takes for one sign: a letter with its marks, an emoji with its parts. */
const signsOf = (text: string): readonly string[] =>
  Array.from(new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

const widthOf = (text: string, face: LabelFace): number =>
  signsOf(text).reduce((sum, sign) => sum + signWidth(sign), 0) * (face === 'sans' ? 0.88 : 1);

/** In em, for a wide bold serif. The first letter decides; accents stand above it. */
const signWidth = (sign: string): number => {
  const base = sign.normalize('NFD').charAt(0);
  if (base === ' ' || base === '\u00a0') return 0.28;
  if (/[.,;:!|'’·]/.test(base)) return 0.34;
  if (/[ijl]/.test(base)) return 0.36;
  if (/[ftrsI()[\]\-/°"]/.test(base)) return 0.48;
  if (/[mwMW—…%&@]/.test(base)) return 1.06;
  if (/\p{Lu}/u.test(base)) return 0.74;
  if (/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]/u.test(base)) return 0.62;
  return /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(base) ? 0.7 : 1.4;
};
