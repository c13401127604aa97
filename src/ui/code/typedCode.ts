import { labelGroups, readLabelId, type LabelRefusal } from '#domain/label.ts';
import { readScanned, type ScannedCode } from '#domain/scannedCode.ts';

/** A code typed by hand: a label, or any number somebody else gave to the thing. Null while there is nothing. */
export const readTypedCode = (typed: string): ScannedCode | null =>
  typed.trim() === '' ? null : readScanned(typed.trim(), 'Typed');

/** Whether so much is typed that a wrong sign can be told of at once: eight signs that make no label. */
export const slipIn = (typed: string): LabelRefusal | null => {
  const signs = typed.replace(/[\s-]/g, '');
  if (signs.length !== 8 || /^\d{8}$/.test(signs) || typed.trim().indexOf('-') !== 4) return null;
  const read = readLabelId(signs);
  return read.ok ? null : read.refusal;
};

/**
 * What is typed, as it stands in the field: in two groups as printed once it is a label, and until then as typed, since
 * it may become a number of somebody else's.
 */
export const groupedWhenLabel = (typed: string): string => {
  const read = readLabelId(typed);
  return read.ok ? labelGroups(read.value) : typed;
};
