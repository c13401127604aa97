import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLabelId, labelGroups } from '#domain/label.ts';
import { groupedWhenLabel, readTypedCode, slipIn } from '#ui/code/typedCode.ts';

const label = fc.uint8Array({ minLength: 7, maxLength: 7 }).map((bytes) => createLabelId(() => bytes));

test('a label is shown in two groups, however it was typed', () => {
  fc.assert(
    fc.property(label, fc.constantFrom('', '-', ' ', ' - '), (id, between) => {
      const typed = `${id.slice(0, 4)}${between}${id.slice(4)}`.toLowerCase();
      expect(groupedWhenLabel(typed)).toBe(labelGroups(id));
      expect(readTypedCode(typed)).toEqual({ kind: 'label', label: id });
      expect(slipIn(groupedWhenLabel(typed))).toBeNull();
    }),
  );
});

test('numbers of others are left as they were typed', () => {
  for (const typed of ['LR-0117', 'LR0117', '2000000055206', 'perceuse 3', '', ' ']) {
    expect(groupedWhenLabel(typed)).toBe(typed);
  }
  expect(readTypedCode('  LR-0117 ')).toEqual({ kind: 'foreign', format: 'Typed', text: 'LR-0117' });
  expect(readTypedCode('   ')).toBeNull();
});

test('one wrong sign in two groups of four is told at once; fewer signs are not yet wrong', () => {
  fc.assert(
    fc.property(
      label,
      fc.nat({ max: 7 }),
      fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
      (id, at, sign) => {
        fc.pre(id[at] !== sign);
        const wrong = `${id.slice(0, at)}${sign}${id.slice(at + 1)}`;
        expect(slipIn(`${wrong.slice(0, 4)}-${wrong.slice(4)}`)).toEqual({ kind: 'label-check' });
      },
    ),
  );
  expect(slipIn('7K3Q-X9D')).toBeNull();
  expect(slipIn('7K3U-X9D2')).toEqual({ kind: 'label-character', character: 'U', position: 3 });
  expect(slipIn('12345678')).toBeNull();
});
