/**
 * One spelling for comparing and sorting names: without accents and case, ligatures opened (œuvre = oeuvre). Reads no
 * locale, so every phone makes the same order.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/[’‘`´]/g, "'");

/**
 * A key that sorts "2" before "10" and by folded text otherwise; for an index, so plain code point order serves. A number
 * is led by how many digits it has, so that a serial number sorts as well.
 */
export const sortKey = (text: string): string =>
  fold(text).replace(/0*(\d+)/g, (_whole, digits: string) => `${String(digits.length).padStart(3, '0')}${digits}`);
