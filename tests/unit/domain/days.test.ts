import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, dayAt, dayNumber, dayOfInstant, weekOf, weekOfInstant } from '#domain/days.ts';

const dayLength = 24 * 3600 * 1000;
const anyDay = fc.integer({ min: 0, max: dayNumber('2400-01-01') });

test('days are counted as the calendar counts them', () => {
  fc.assert(
    fc.property(anyDay, (n) => {
      const day = new Date(n * dayLength).toISOString().slice(0, 10);
      expect(dayAt(n)).toBe(day);
      expect(dayNumber(day)).toBe(n);
      expect(dayOfInstant(n * dayLength + 5)).toBe(day);
    }),
  );
});

test.each([
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2026-11-15', 14, '2028-01-15'],
  ['2026-01-31', 12, '2027-01-31'],
  ['9999-12-31', 1, '9999-12-31'],
])('%s and %i months is %s', (day, months, expected) => {
  expect(addMonths(day, months)).toBe(expected);
});

test('a day is a day where the clock is put forward: the last Sunday of March has no hour less here', () => {
  expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2026-10-24', 7)).toBe('2026-10-31');
});

test('weeks begin on Monday, and an instant is in the week of its day', () => {
  expect(weekOf('2026-01-05')).toBe(weekOf('2026-01-04') + 1);
  expect(weekOf('2026-01-11')).toBe(weekOf('2026-01-05'));
  fc.assert(
    fc.property(anyDay, (n) => {
      expect(weekOfInstant(n * dayLength + 7)).toBe(weekOf(dayAt(n)));
    }),
  );
});
