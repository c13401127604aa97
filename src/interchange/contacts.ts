/** Finding e-mail addresses and telephone numbers in cells, so that they never reach anything but a profile. */

// Bounded as addresses are: a cell of a million letters must not take a million times a million steps.
const email = /[^\s@<>()[\],;:"'|]{1,64}@[^\s@<>()[\],;:"'|]{1,255}\.[\p{L}]{2,}/gu;
/** With a plus, or grouped as telephone numbers are: French, North American, German. A bare row of digits is not enough. */
const phone =
  /(?<![\p{L}\p{N}+])(?:\+\d{1,3}[\s.\-/]?(?:\(0\)[\s.\-/]?)?(?:\(?\d{1,4}\)?[\s.\-/]?){2,6}\d{2,4}|0[1-9](?:[\s.-]\d{2}){4}|(?:1[\s.-])?\(\d{3}\)\s?\d{3}[\s.-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}|0\d{2,4}\s?[/-]\s?\d{3,4}[\s-]?\d{2,6})(?![\p{L}\p{N}])/gu;
const frenchPhone = /^(?:0[1-9]\d{8}|[67]\d{8}|(?:00|\+)\d{9,13})$/;
const northAmericanPhone = /^1?[2-9]\d{2}[2-9]\d{6}$/;

const digitsIn = (text: string): number => text.replace(/\D/g, '').length;
const isPhone = (found: string): boolean => digitsIn(found) >= 9 && digitsIn(found) <= 15;

export const holdsEmail = (text: string): boolean => text.includes('@') && text.search(email) >= 0;

export const holdsPhone = (text: string): boolean =>
  text.length > 8 && digits.test(text) && (text.match(phone) ?? []).some(isPhone);
const digits = /\d\D{0,3}\d\D{0,3}\d\D{0,3}\d/;

export const holdsContact = (text: string): boolean => holdsEmail(text) || holdsPhone(text);

/** A cell that is nothing but digits in the shape of a telephone number. One cell proves nothing: a column decides. */
export const mayBeFrenchPhone = (text: string): boolean => onlyDigits.test(text) && frenchPhone.test(bare(text));
export const mayBePhone = (text: string): boolean =>
  onlyDigits.test(text) && (frenchPhone.test(bare(text)) || northAmericanPhone.test(bare(text)));
const onlyDigits = /^[\d\s.\-/()+]{9,24}$/;
const bare = (text: string): string => text.replace(/[\s.\-/()]/g, '');

/** What stands where something about a person was. */
export const removedMark = '…';

export const withoutEmails = (text: string): string => (text.includes('@') ? text.replace(email, removedMark) : text);

export const withoutContacts = (text: string): string => {
  const cleared = withoutEmails(text);
  return holdsPhone(cleared) ? cleared.replace(phone, (found) => (isPhone(found) ? removedMark : found)) : cleared;
};

/** "Joss, tél. 06 12 34 56 78" is a name and a way to reach it. */
export const splitPerson = (cell: string): { readonly name: string; readonly contact: string } => {
  const found = [...(cell.match(email) ?? []), ...(cell.match(phone) ?? []).filter(isPhone)];
  if (found.length === 0) return mayBePhone(cell) ? { name: '', contact: cell } : { name: cell, contact: '' };
  const name = found
    .reduce((rest, each) => rest.replace(each, ' '), cell)
    .replace(/\b(?:t[ée]l(?:[ée]phone)?|phone|mobile|portable|e-?mail|mail|courriel|handy)\b\.?\s*:?/gi, ' ')
    .replace(/[\s,;:/|()<>[\]–-]+$|^[\s,;:/|()<>[\]–-]+/g, '')
    .replace(/\s+/g, ' ');
  return { name, contact: found.join(', ') };
};
