import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '#interchange/cleanText.ts';
import { readTable } from '#interchange/readTable.ts';
import { delimiters } from '#interchange/table.ts';
import { csvCell, toCsv } from '#interchange/toCsv.ts';

test('a text a spreadsheet would run is written as text', () => {
  expect(csvCell('=1+1')).toBe("'=1+1");
  expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(csvCell('-cmd|x')).toBe("'-cmd|x");
  expect(csvCell("'=1")).toBe("''=1");
  expect(csvCell(-5)).toBe('-5');
  expect(csvCell('dit "oui"; non')).toBe('"dit ""oui""; non"');
  expect(csvCell('a;b', ';')).toBe('"a;b"');
  expect(csvCell(null)).toBe('');
});

test('keys and rows, with a mark for Excel and line ends as the standard says', () => {
  expect(toCsv(['name', 'late'], [{ name: 'Scie', late: true }, { name: 'Étau' }])).toBe(
    '\ufeffname,late\r\nScie,true\r\nÉtau,\r\n',
  );
});

test('what is written is read back the same, with every delimiter', () => {
  const cell = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('=1', "'=1", '-', '"', '""', 'a\nb', ',;|\t', '', '@x'),
    )
    .map((text) => cleanText(text));
  const full = cell.filter((text) => text !== '');
  fc.assert(
    fc.property(
      fc.constantFrom(...delimiters),
      fc.array(fc.tuple(full, cell, full), { minLength: 1, maxLength: 8 }),
      (delimiter, rows) => {
        const keys = ['one', 'two', 'three'] as const;
        const text = toCsv(
          keys,
          rows.map(([one, two, three]) => ({ one, two, three })),
          { delimiter },
        );
        const read = readTable(new TextEncoder().encode(text), { delimiter });
        expect(read.ok && read.value.columns.map(({ header }) => header)).toEqual(keys);
        expect(read.ok && read.value.rows.map(({ cells }) => cells)).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});
