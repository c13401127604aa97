import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guessColumns } from '#interchange/guessColumns.ts';
import { planImport, type ImportPlan } from '#interchange/planImport.ts';
import { readTable } from '#interchange/readTable.ts';
import { toCsv } from '#interchange/toCsv.ts';

/** Real files of other projects; they lie beside the repository and are read from there. */
const circulate = '../shared/fixtures/circulate-export.csv';
const snipe = '../shared/fixtures/snipeit-assets-sample.csv';
const leihLokal = '../shared/fixtures/leihlokal-testdata.json';

const planOf = (bytes: Uint8Array): ImportPlan => {
  const read = readTable(bytes);
  if (!read.ok) throw new Error(read.refusal.kind);
  return planImport(read.value, guessColumns(read.value));
};

test.skipIf(!existsSync(circulate))('Circulate: 200 tools arrive, every column mapped or kept', () => {
  const { format, rows, report, categories } = planOf(readFileSync(circulate));
  expect(format).toBe('circulate');
  expect(report).toMatchObject({ ready: 196, look: 4, refused: 0, skipped: 0 });
  expect(report.columns).toHaveLength(19);
  expect(report.columns.filter(({ became }) => became === 'left-out')).toEqual([]);
  expect(rows.filter(({ tool }) => tool !== null)).toHaveLength(200);
  expect(rows.filter(({ tool }) => (tool?.categoryPath.length ?? 0) > 0)).toHaveLength(154);
  expect(categories.filter((path) => path.length > 1).length).toBeGreaterThan(20);
  expect(rows.filter(({ tool }) => (tool?.retired ?? null) !== null)).toHaveLength(5);
});

test.skipIf(!existsSync(snipe))('Snipe-IT: 22 tools, nine people who become members and are nowhere else', () => {
  const bytes = readFileSync(snipe);
  const { format, rows, report, members } = planOf(bytes);
  expect(format).toBe('snipe-it');
  expect(report).toMatchObject({ ready: 22, look: 0, refused: 0 });
  expect(report.columns.filter(({ became }) => became === 'left-out').map(({ header }) => header)).toEqual([
    'Checked Out To: Username',
  ]);
  expect(members).toHaveLength(9);
  expect(rows[0]?.tool?.came).toEqual({ how: 'bought', when: '2023-01-23' });
  const withoutHolders = JSON.stringify(rows.map(({ tool }) => ({ ...tool, holder: null })));
  const read = readTable(bytes);
  const people = (read.ok ? read.value.rows : [])
    .flatMap(({ cells }) => cells.slice(15, 19))
    .filter((cell) => cell !== '');
  expect(people).toHaveLength(36);
  for (const each of people) expect(withoutHolders).not.toContain(each);
});

test.skipIf(!existsSync(leihLokal))('leih.lokal: items as tools, customers as members', () => {
  const { docs } = JSON.parse(readFileSync(leihLokal, 'utf8')) as { docs: Record<string, string | number>[] };
  const asCsv = (type: string): Uint8Array => {
    const found = docs.filter((each) => each['type'] === type);
    return new TextEncoder().encode(toCsv(Object.keys(found[0] ?? {}), found, { delimiter: ';' }));
  };
  const items = planOf(asCsv('item'));
  expect(items.format).toBe('leih-lokal');
  // Their generated data repeats seven numbers, and four things are on order.
  expect(items.report).toMatchObject({ ready: 89, look: 11, refused: 0 });
  expect(items.rows.some(({ tool }) => tool?.brand === '-' || tool?.model === '-')).toBe(false);
  expect(items.rows[0]?.tool?.createdAt).toBe('2019-02-25');
  const customers = planOf(asCsv('customer'));
  expect(customers.rows.every(({ member, tool }) => member !== null && tool === null)).toBe(true);
  expect(customers.report.columns.filter(({ became }) => became === 'kept')).toEqual([]);
});
