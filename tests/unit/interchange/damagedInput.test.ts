import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guessColumns } from '#interchange/guessColumns.ts';
import { planImport } from '#interchange/planImport.ts';
import { readTable } from '#interchange/readTable.ts';

const files = [
  'atelier-circulate.csv',
  'latin1-semicolon.csv',
  'ragged.csv',
  'duplicate-headers.csv',
  'formula.csv',
  'rtl-emoji.csv',
  'mac-cr.csv',
];
const originals = files.map((name) => Uint8Array.from(readFileSync(`tests/support/files/${name}`)).subarray(0, 600));
const shapes = Array.from(',;\t|"\'\n\r=@+-<>&#x\u0000\u202e\ufeff', (each) => each.charCodeAt(0) & 255);

/** One original with bytes changed, taken out, put in or doubled; or no original at all. */
const damaged = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...originals),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...shapes))), {
          minLength: 1,
          maxLength: 8,
        }),
      )
      .map(([original, changes]) => {
        let bytes = Array.from(original);
        for (const [place, kind, byte] of changes) {
          const at = bytes.length === 0 ? 0 : place % bytes.length;
          if (kind === 0) bytes[at] = byte;
          else if (kind === 1) bytes.splice(at, 1 + (byte % 40));
          else if (kind === 2) bytes.splice(at, 0, byte);
          else bytes = [...bytes.slice(0, at), ...bytes];
        }
        return Uint8Array.from(bytes);
      }),
  },
);

test('10,000 damaged files: a table or a refusal, a plan for every row, and nothing thrown', () => {
  fc.assert(
    fc.property(damaged, (bytes) => {
      const read = readTable(bytes);
      if (!read.ok) return;
      const table = read.value;
      for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length);
      const plan = planImport(table, guessColumns(table));
      expect(plan.rows).toHaveLength(table.rows.length);
      const { ready, look, refused } = plan.report;
      expect(ready + look + refused).toBe(table.rows.length);
    }),
    { numRuns: 10_000 },
  );
}, 120_000);

test('no address of anybody reaches a tool, wherever it stands in a row', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'Scie',
      'Mur nord',
      '',
      'une remarque',
      '12',
      'disponible',
      'ana@example.org',
      'écrire à ana@example.org vite',
      'tél 06 12 34 56 78',
      '+33 6 12 34 56 78',
    ),
    fc.string({ maxLength: 8 }),
  );
  const header = fc.constantFrom(
    'Nom',
    'Remarque',
    'Lieu',
    'Étagère',
    'Marque',
    'Code',
    'Série',
    'Divers',
    'Catégorie',
    'Contenu',
    'Statut',
    'Photo',
    'id',
    'Quantité',
    'Acheté le',
    '',
    'Autres noms',
    'Emprunteur',
  );
  fc.assert(
    fc.property(
      fc.array(header, { minLength: 3, maxLength: 7 }),
      fc.array(fc.array(cell, { minLength: 3, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      (headers, rows) => {
        const line = (cells: readonly string[]): string =>
          cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',');
        const read = readTable(new TextEncoder().encode([headers, ...rows].map(line).join('\n')));
        if (!read.ok) return;
        const things = planImport(read.value, guessColumns(read.value)).rows.map(({ tool }) => ({
          ...tool,
          holder: null,
        }));
        expect(JSON.stringify(things)).not.toMatch(/ana@example|0?6 12 34 56 78/);
      },
    ),
    { numRuns: 2000 },
  );
}, 60_000);
