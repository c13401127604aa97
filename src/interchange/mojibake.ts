import { windows1252ByteOf } from './textEncoding.ts';

export interface Mojibake {
  readonly text: string;
  readonly count: number;
}

/**
 * Text that was UTF-8, read as Windows-1252 and saved again ("perceuse Ã  colonne"), set right. Only sequences that
 * are valid UTF-8 *and* give a letter or sign people write are touched, so "à «" and a lone "Ã" stay as they are.
 */
export const repairMojibake = (text: string): Mojibake => {
  if (!suspicious.test(text)) return { text, count: 0 };
  let count = 0;
  const repaired = text.replace(sequence, (whole) => {
    const bytes = Uint8Array.from(whole, (each) => windows1252ByteOf(each) ?? 0);
    const decoded = decodeStrictly(bytes);
    if (decoded === null || !plausible.test(decoded)) return whole;
    count += 1;
    return decoded;
  });
  return { text: repaired, count };
};

const suspicious = /[\u00c2-\u00f4]/;
// What the bytes 80-BF become in Windows-1252, and in Latin-1 for those it leaves free.
const rest = '[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]';
const sequence = new RegExp(
  `[\\u00c2-\\u00df]${rest}|[\\u00e0-\\u00ef]${rest}${rest}|[\\u00f0-\\u00f4]${rest}${rest}${rest}`,
  'g',
);
const plausible = /^[\u00a0-\u024f\u0370-\u03ff\u0400-\u04ff\u2000-\u20bf\u2100-\u27bf\ufeff\u{1f300}-\u{1faff}]$/u;

const decodeStrictly = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};
