import { plainText } from '#domain/plainText.ts';

/** The cell as it may be kept: composed letters, well-formed Unicode, one kind of line end, nothing invisible that misleads. */
export const cleanText = (text: string): string =>
  isPlain.test(text)
    ? text.trim()
    : plainText(text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n'))
        .normalize('NFC')
        .trim();

/** Most cells: nothing to clean. */
const isPlain = /^[\n\t\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]*$/;

/** Two spellings of the same name: they differ by case, by spaces or by how an accent is written. */
export const foldName = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Cut to at most `max` UTF-16 units, never through a character that needs two. */
export const cutText = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max).trimEnd();
};

/** Bytes the text takes in UTF-8. */
export const textBytes = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
};

/** On one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
