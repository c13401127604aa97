import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { maxFileBytes, maxRows } from '#interchange/importBounds.ts';
import { readTable, type ReadTableOptions } from '#interchange/readTable.ts';
import type { ImportRefusal, Table } from '#interchange/table.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0));
const tableOf = (input: Uint8Array | string, options?: ReadTableOptions): Table => {
  const read = readTable(typeof input === 'string' ? bytes(input) : input, options);
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.refusal)}`);
  return read.value;
};
const refusalOf = (input: Uint8Array | string): ImportRefusal | null => {
  const read = readTable(typeof input === 'string' ? bytes(input) : input);
  return read.ok ? null : read.refusal;
};
const cellsOf = (table: Table): readonly (readonly string[])[] => table.rows.map(({ cells }) => cells);
const file = (name: string): Uint8Array => readFileSync(`tests/support/files/${name}`);

test('what is no table is refused by what it is', () => {
  expect(refusalOf('')).toEqual({ kind: 'file-empty' });
  expect(refusalOf('\ufeff \r\n\n')).toEqual({ kind: 'file-empty' });
  expect(refusalOf('Nom;Marque\n')).toEqual({ kind: 'no-rows' });
  expect(refusalOf('Nom;Marque\n;\n ; \n')).toEqual({ kind: 'no-rows' });
  expect(refusalOf(latin('PK\u0003\u0004\u0014\0[Content_Types].xml xl/workbook.xml'))).toEqual({
    kind: 'file-not-text',
    is: 'spreadsheet',
  });
  expect(refusalOf(latin('PK\u0003\u0004\u0014\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet'))).toEqual({
    kind: 'file-not-text',
    is: 'spreadsheet',
  });
  expect(refusalOf(latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1'))).toEqual({
    kind: 'file-not-text',
    is: 'spreadsheet',
  });
  expect(refusalOf(latin('PK\u0003\u0004manifest.json'))).toEqual({ kind: 'file-not-text', is: 'zip' });
  expect(refusalOf('%PDF-1.7\n')).toEqual({ kind: 'file-not-text', is: 'pdf' });
  expect(refusalOf(latin('\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF'))).toEqual({ kind: 'file-not-text', is: 'picture' });
  expect(refusalOf('<!DOCTYPE html><table><tr><td>Nom')).toEqual({ kind: 'file-not-text', is: 'web-page' });
  expect(refusalOf('{ "docs": [] }')).toEqual({ kind: 'file-not-text', is: 'json' });
  expect(refusalOf(Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 32))).toEqual({
    kind: 'file-not-text',
    is: 'binary',
  });
});

test('files beyond the bounds are refused with the bound', () => {
  expect(refusalOf(new Uint8Array(30_000_000).fill(65))).toEqual({
    kind: 'file-too-large',
    bytes: 30_000_000,
    max: maxFileBytes,
  });
  expect(refusalOf(`Nom\n${'x\n'.repeat(maxRows + 1)}`)).toEqual({
    kind: 'too-many-rows',
    rows: maxRows + 1,
    max: maxRows,
  });
  expect(refusalOf(`Nom\n${'x,'.repeat(300)}y\n`)).toMatchObject({ kind: 'too-many-columns', columns: 301 });
});

test('delimiters are found out, also where texts hold the others', () => {
  expect(tableOf('a,b\n1;x,2\n3;y,4\n').delimiter).toBe(',');
  expect(tableOf('Nom;Prix\nScie, grande;1,50\nRabot;2,00\n').delimiter).toBe(';');
  expect(tableOf('Nom\tRemarque\nScie\tun, deux, trois\nRabot\tun\n').delimiter).toBe('\t');
  expect(tableOf('Nom|Lieu\nScie|Mur\n').delimiter).toBe('|');
  expect(tableOf('sep=;\nNom;Lieu\nScie;Mur\n').columns.map(({ header }) => header)).toEqual(['Nom', 'Lieu']);
  expect(cellsOf(tableOf('Nom\nScie\nRabot\n'))).toEqual([['Scie'], ['Rabot']]);
  expect(cellsOf(tableOf('a,b;c\n1,2;3\n', { delimiter: ';' }))).toEqual([['1,2', '3']]);
});

test('line ends of any age, and line breaks inside cells', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const table = tableOf(`Nom,Note${end}Scie,"un${end}deux"${end}Rabot,${end}`);
    expect(cellsOf(table)).toEqual([
      ['Scie', 'un\ndeux'],
      ['Rabot', ''],
    ]);
    expect(table.rows.map(({ number }) => number)).toEqual([2, 3]);
  }
});

test('encodings are found out', () => {
  const wide = (text: string, little: boolean): Uint8Array =>
    Uint8Array.from(
      Array.from(text).flatMap((each) =>
        little
          ? [each.charCodeAt(0) & 255, each.charCodeAt(0) >> 8]
          : [each.charCodeAt(0) >> 8, each.charCodeAt(0) & 255],
      ),
    );
  const text = 'Nom;Marque\nÉquerre à onglet;Stärke\n';
  for (const [input, encoding] of [
    [bytes(text), 'utf-8'],
    [bytes(`\ufeff${text}`), 'utf-8'],
    [wide(`\ufeff${text}`, true), 'utf-16le'],
    [wide(`\ufeff${text}`, false), 'utf-16be'],
    [wide(text, true), 'utf-16le'],
    [latin(text), 'latin-1'],
  ] as const) {
    const table = tableOf(input);
    expect(table.encoding).toBe(encoding);
    expect(table.columns[0]?.header).toBe('Nom');
    expect(cellsOf(table)).toEqual([['Équerre à onglet', 'Stärke']]);
  }
  const windows = tableOf(latin('Nom\nl\u0092\u00e9tau \u00e0 10 \u0080\n'));
  expect([windows.encoding, windows.rows[0]?.cells[0]]).toEqual(['windows-1252', 'l’étau à 10 €']);
  expect(tableOf(latin('Nom\nPr\u00e9s\n'), { encoding: 'mac-roman' }).rows[0]?.cells[0]).toBe('PrÈs');
});

test('files of ours: Latin-1 with semicolons, old Macintosh', () => {
  const windows = tableOf(file('latin1-semicolon.csv'));
  expect([windows.encoding, windows.delimiter, windows.columns[0]?.header]).toEqual(['latin-1', ';', 'Désignation']);
  expect(windows.rows[2]?.cells[0]).toBe('Scie égoïne');
  const mac = tableOf(file('mac-cr.csv'));
  expect(mac.encoding).toBe('mac-roman');
  expect(cellsOf(mac)).toEqual([
    ['Décapeur thermique', 'Électricité', 'Étagère'],
    ['Pelle à tarte', 'Fêtes', 'Réserve'],
    ['Râteau', 'Jardin', 'Cabane'],
  ]);
});

test('one broken byte does not turn a UTF-8 file into another alphabet', () => {
  const whole = bytes(`Nom\n${'Équerre à été\n'.repeat(20)}`);
  const table = tableOf(Uint8Array.from([...whole, 0xff, 10]));
  expect(table.encoding).toBe('utf-8');
  expect(table.rows[0]?.cells[0]).toBe('Équerre à été');
  expect(table.notes).toContainEqual({ kind: 'bytes-replaced', count: 1 });
});

test('UTF-8 read once as Latin-1 is offered for repair, and repaired when asked', () => {
  const garbled = 'Nom,Note\nPerceuse Ã\u00a0 colonne,lâ€™Ã©tau\nà « propos »,Ã\n';
  const offered = tableOf(garbled);
  expect(offered.notes).toEqual([
    { kind: 'mojibake', cells: 2, before: 'Perceuse Ã colonne', after: 'Perceuse à colonne' },
  ]);
  expect(offered.rows[0]?.cells[1]).toBe('lâ€™Ã©tau');
  const repaired = tableOf(garbled, { repairMojibake: true });
  expect(cellsOf(repaired)).toEqual([
    ['Perceuse à colonne', 'l’étau'],
    ['à « propos »', 'Ã'],
  ]);
  expect(repaired.notes).toEqual([{ kind: 'mojibake-repaired', cells: 2 }]);
});

test('duplicate headers are numbered, blank ones have their position', () => {
  const table = tableOf(file('duplicate-headers.csv'));
  expect(table.columns).toEqual([
    { position: 0, header: 'Nom', nth: 1 },
    { position: 1, header: 'Catégorie', nth: 1 },
    { position: 2, header: '', nth: 1 },
    { position: 3, header: 'Marque', nth: 1 },
    { position: 4, header: 'Catégorie', nth: 2 },
    { position: 5, header: '', nth: 1 },
    { position: 6, header: 'Remarque', nth: 1 },
  ]);
  expect(table.notes).toEqual([
    { kind: 'headers-duplicate', headers: ['Catégorie'] },
    { kind: 'headers-blank', positions: [2, 5] },
  ]);
});

test('ragged rows are made even, marked, and nothing of them is lost', () => {
  const table = tableOf(file('ragged.csv'));
  expect(table.rows).toEqual([
    { number: 2, cells: ['Pelle', 'Leborgne', 'Cabane', 'manche neuf', ''], ragged: 0 },
    { number: 3, cells: ['Bêche', 'Leborgne', '', '', ''], ragged: -2 },
    { number: 4, cells: ['Fourche', '', 'Cabane', 'trois dents', 'une tordue'], ragged: 1 },
    { number: 6, cells: ['', 'Stanley', 'Établi', 'sans nom', ''], ragged: 0 },
  ]);
  expect(table.columns[4]).toEqual({ position: 4, header: '', nth: 1 });
});

test('a title above the headers is told and is no row', () => {
  const table = tableOf('Inventaire 2024,,\n,,\nNom,Marque,Lieu\nScie,Stanley,Mur\n');
  expect(table.columns.map(({ header }) => header)).toEqual(['Nom', 'Marque', 'Lieu']);
  expect(table.notes).toEqual([{ kind: 'lines-above', lines: ['Inventaire 2024'] }]);
  expect(table.rows[0]?.number).toBe(4);
});

test('a quotation mark nobody closed does not swallow the rows after it', () => {
  const inches = tableOf('Nom,Taille\nScie,"9 pouces\nRabot,5\nLime,3\n');
  expect(cellsOf(inches)).toEqual([
    ['Scie', '"9 pouces'],
    ['Rabot', '5'],
    ['Lime', '3'],
  ]);
  expect(inches.notes).toEqual([{ kind: 'quotes-mended', count: 1 }]);
  expect(cellsOf(tableOf('Nom,Taille\n"9 pouces scie,grande\n"Rabot",5\nLime,3\n'))).toEqual([
    ['"9 pouces scie', 'grande'],
    ['Rabot', '5'],
    ['Lime', '3'],
  ]);
  expect(cellsOf(tableOf('Nom,Note\nScie,"une lame\ndite "fine" ici"\n'))[0]?.[1]).toContain(
    'une lame\ndite "fine" ici',
  );
});

test('cells are cleaned: composed, without what reverses or hides, well formed', () => {
  const table = tableOf(file('rtl-emoji.csv'));
  expect(cellsOf(table).map(([name]) => name)).toEqual([
    'מקדחה',
    'مطرقة',
    'Tarière 🪱🌱',
    'Scie gnp.exe',
    'Équerre',
    'Lime plate',
  ]);
  expect(table.rows[2]?.cells[1]).toBe('👩‍🌾 outil');
  expect(table.notes).toContainEqual({ kind: 'characters-dropped', cells: 2 });
  expect(tableOf(latin('N\0om,b\nSc\0ie,2\n')).columns[0]?.header).toBe('Nom');
});
