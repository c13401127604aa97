export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'latin-1' | 'mac-roman';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Bytes that meant nothing and became U+FFFD. */
  readonly replaced: number;
}

/**
 * Reads text whose encoding nobody wrote down: a byte order mark decides; else UTF-8 if it is valid; else the eight-bit
 * alphabet under which the accents look like words.
 */
export const decodeText = (bytes: Uint8Array, asked?: TextEncodingName): DecodedText => {
  const marked = markOf(bytes);
  if (asked === undefined && marked !== null) return decodeAs(bytes, marked);
  if (asked !== undefined) return decodeAs(bytes, asked);
  const wide = wideWithoutMark(bytes);
  if (wide !== null) return decodeAs(bytes, wide);
  const strict = decodeStrictly(bytes);
  if (strict !== null) return { text: strict, encoding: 'utf-8', replaced: 0 };
  const lenient = decodeAs(bytes, 'utf-8');
  return isDamagedUtf8(lenient) ? lenient : decodeAs(bytes, eightBitAlphabet(bytes));
};

const decodeAs = (bytes: Uint8Array, encoding: TextEncodingName): DecodedText => {
  if (encoding === 'windows-1252' || encoding === 'latin-1')
    return { text: eightBit(bytes, windows1252), encoding, replaced: 0 };
  if (encoding === 'mac-roman') return { text: eightBit(bytes, macRoman), encoding, replaced: 0 };
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, replaced: countOf(text, '\ufffd') };
};

const markOf = (bytes: Uint8Array): TextEncodingName | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
};

/** Western text in UTF-16 has a zero in every other byte. */
const wideWithoutMark = (bytes: Uint8Array): TextEncodingName | null => {
  const seen = Math.min(bytes.length, 4096) & ~1;
  if (seen < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < seen; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const half = seen / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  return even > half * 0.6 && odd < half * 0.1 ? 'utf-16be' : null;
};

const decodeStrictly = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** A UTF-8 file with a few broken bytes, not a file in another alphabet: nearly all of its accents are right. */
const isDamagedUtf8 = ({ text, replaced }: DecodedText): boolean => {
  let accents = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) accents += 1;
  return accents - replaced > replaced * 10;
};

/**
 * Windows and old Macintosh give the same bytes different letters. The right reading puts lower-case accents beside
 * letters; the wrong one gives Ž, È and ‰ in the middle of words. Files with bare carriage returns come from a Mac.
 */
const eightBitAlphabet = (bytes: Uint8Array): TextEncodingName => {
  const mac = usualAccents(eightBit(bytes.subarray(0, 262_144), macRoman));
  const windows = usualAccents(eightBit(bytes.subarray(0, 262_144), windows1252));
  const macLines = bytes.includes(13) && !bytes.includes(10);
  if (mac > windows || (mac === windows && macLines)) return 'mac-roman';
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f) ? 'windows-1252' : 'latin-1';
};
const usualAccents = (text: string): number =>
  (text.match(/[àâäáãåæçéèêëíîïñóôöœúùûüß’“”«»–…°²³½€Ø]/g) ?? []).length +
  (text.match(/\b[ÉÈÀÇÊÎÔÄÖÜ](?=[a-zà-ÿ])/g) ?? []).length;

// Written out, because Node's decoder for windows-1252 gives control characters for 80-9F.
const windows1252 =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' +
  Array.from({ length: 96 }, (_, at) => String.fromCharCode(0xa0 + at)).join('');
const macRoman =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

const eightBit = (bytes: Uint8Array, high: string): string => {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192) {
    const units = Array.from(bytes.subarray(from, from + 8192), (byte) =>
      byte < 0x80 ? byte : high.charCodeAt(byte - 0x80),
    );
    pieces.push(String.fromCharCode(...units));
  }
  return pieces.join('');
};

/** The byte a character stood for when text was read as Windows-1252 or Latin-1. */
export const windows1252ByteOf = (character: string): number | undefined => {
  const unit = character.charCodeAt(0);
  if (unit <= 0xff) return unit;
  const at = windows1252.indexOf(character);
  return at < 0 ? undefined : 0x80 + at;
};

const countOf = (text: string, character: string): number => text.split(character).length - 1;
