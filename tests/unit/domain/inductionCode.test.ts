import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type InductionCode, inductionText, readInductionText } from '#domain/inductionCode.ts';
import { readScanned } from '#domain/scannedCode.ts';
import { idOf } from '#tests/support/facts.ts';

const code: InductionCode = {
  skill: idOf.skill('lathe'),
  of: { log: idOf.log('Ana'), seq: 1234, id: idOf.fact('taught') },
  learner: idOf.member('Ben'),
};

test('the code of an induction comes back as it was, and is known by the shape of its address', () => {
  expect(readInductionText(inductionText(code))).toEqual(code);
  const link = `https://atelier.example/app/#/learn/${inductionText(code)}`;
  expect(readScanned(link, 'QRCode')).toEqual({ kind: 'induction', induction: inductionText(code) });
  expect(readScanned(link, 'Typed')).toEqual({ kind: 'induction', induction: inductionText(code) });
});

test('damaged codes are refused, and never throw', () => {
  const text = inductionText(code);
  expect(readInductionText(`${text}.more`)).toBeNull();
  expect(readInductionText(text.replace('.1234.', '.-1.'))).toBeNull();
  fc.assert(
    fc.property(fc.nat(text.length), fc.string({ unit: 'binary' }), (at, put) => {
      const read = readInductionText(text.slice(0, at) + put + text.slice(at + 1));
      return read === null || Number.isSafeInteger(read.of.seq);
    }),
    { numRuns: 2000 },
  );
});
