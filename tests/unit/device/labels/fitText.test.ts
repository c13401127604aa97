import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeXml, fitText } from '#device/labels/fitText.ts';

const nameOf = (text: string, width = 26) => fitText(text, 'serif-bold', 4.1, width, 2);

test('names break between words and after hyphens', () => {
  expect(nameOf('Scie')).toEqual({ lines: ['Scie'], loss: 'none' });
  expect(nameOf('Machine à coudre').lines).toEqual(['Machine à', 'coudre']);
  expect(nameOf('Perceuse-visseuse').lines).toEqual(['Perceuse-', 'visseuse']);
  expect(nameOf('').lines).toEqual([]);
});

test('a number is not parted from its unit', () => {
  expect(nameOf('Bouilloire 3 L').lines).toEqual(['Bouilloire', '3\u00a0L']);
  expect(nameOf('Pince de 20 mètres').lines).toEqual(['Pince de 20', 'mètres']);
});

test('what does not fit ends with an ellipsis, and says so', () => {
  const long = nameOf('Scie sauteuse pendulaire avec coffret');
  expect(long.lines.length).toBe(2);
  expect(long.lines[1]).toMatch(/…$/);
  expect(long.loss).toBe('end');
  expect(nameOf('Débroussailleuse', 15).loss).toBe('word');
  expect(nameOf('x'.repeat(10_000)).lines.join('').length).toBeLessThan(40);
});

test('signs made of several parts are never cut in two', () => {
  for (const line of nameOf('👩‍🔧'.repeat(30)).lines) expect(line.replace('…', '').replaceAll('👩‍🔧', '')).toBe('');
  expect(nameOf('e\u0301'.repeat(60)).lines[1]).toMatch(/e\u0301…$/);
});

test('any text gives at most the lines asked for, none empty, none beyond XML', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.double({ min: 1, max: 60, noNaN: true }),
      (text, width) => {
        const { lines } = nameOf(text, width);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) {
          expect(line).not.toBe('');
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\ufffe\uffff]/u);
          expect(escapeXml(line)).not.toMatch(/[<>"']/);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
