/** What is never part of a name: control characters, C1 leftovers, byte order marks, and marks that reverse what follows. */
// eslint-disable-next-line no-control-regex -- finding control characters is what it is for
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The cell as it may be kept: composed letters, well-formed Unicode, one kind of line end, nothing invisible that misleads. */
export const cleanText = (text: string): string =>
  isPlain.test(text)
    ? text.trim()
    : text
        .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
        .replace(loneSurrogate, '\ufffd')
        .replace(unwanted, '')
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
