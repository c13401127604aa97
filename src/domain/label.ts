import type { LabelId } from './ids.ts';
import { ok, refused, type Result } from './result.ts';

/** Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U. The place of a sign is its value. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const idLength = 8;

export type LabelRefusal =
  | { readonly kind: 'label-empty' }
  | { readonly kind: 'label-length'; readonly length: number }
  | { readonly kind: 'label-character'; readonly character: string; readonly position: number }
  | { readonly kind: 'label-check' };

/** A new label id from random bytes: seven random signs and their check. */
export const createLabelId = (randomBytes: (count: number) => Uint8Array): LabelId => {
  const values = Array.from(randomBytes(idLength - 1), (byte) => byte & 31);
  return [...values, checkOf(values)].map((value) => signs.charAt(value)).join('') as LabelId;
};

/**
 * Reads what a person typed or a code holds. Case, hyphens and spaces do not matter; O is 0, I and L are 1.
 * A wrong sign or two swapped ones are always noticed (see `checkOf`).
 */
export const readLabelId = (text: string): Result<LabelId, LabelRefusal> => {
  if (text.length > longestTyped) return refused({ kind: 'label-length', length: text.length });
  const typed = Array.from(text.normalize('NFKC').replace(separators, '').toUpperCase());
  if (typed.length === 0) return refused({ kind: 'label-empty' });

  const values = typed.map(valueOf);
  const position = values.indexOf(-1);
  if (position !== -1) return refused({ kind: 'label-character', character: typed[position] ?? '', position });
  if (values.length !== idLength) return refused({ kind: 'label-length', length: values.length });
  if (checkOf(values.slice(0, -1)) !== values.at(-1)) return refused({ kind: 'label-check' });
  return ok(values.map((value) => signs.charAt(value)).join('') as LabelId);
};

/** As printed and spoken: `7K3Q-X9D2`. */
export const labelGroups = (id: LabelId): string => `${id.slice(0, 4)}-${id.slice(4)}`;

/** Longer than any id with separators; keeps a pasted book from being taken apart letter by letter. */
const longestTyped = 64;
const separators = /[\s\p{Dash}_.]/gu;

const valueOf = (character: string): number => {
  if (character === 'O') return 0;
  if (character === 'I' || character === 'L') return 1;
  return character.length === 1 ? signs.indexOf(character) : -1;
};

/**
 * The check makes the sum of `2^place * value` over the eight places zero, in the field of 32 elements.
 * The weights are all different and none is zero, so any single wrong sign and any swap of two different signs,
 * neighbours or not, leaves a sum that is not zero. The check has weight 1 (place 0), so it equals the sum of the rest.
 */
const checkOf = (values: readonly number[]): number => values.reduceRight((sum, value) => doubled(sum ^ value), 0);

/** Times two in GF(32), modulo x^5 + x^2 + 1. */
const doubled = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);
