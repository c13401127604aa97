import * as v from 'valibot';
import { encode } from 'cborg';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeClaimed, toolAdded } from '#domain/kinds/tool.ts';
import { bounds } from '#domain/schema.ts';
import { guessColumns } from '#interchange/guessColumns.ts';
import { type ImportedTool, likenessOf } from '#interchange/importedTool.ts';
import type { ImportNoteKind } from '#interchange/importNote.ts';
import { withTarget } from '#interchange/mapping.ts';
import {
  createImportPlanner,
  planImport,
  type ExistingThings,
  type ImportPlan,
  type PlannedRow,
} from '#interchange/planImport.ts';
import { readTable } from '#interchange/readTable.ts';
import type { Table } from '#interchange/table.ts';

const tableOf = (input: string | Uint8Array): Table => {
  const read = readTable(typeof input === 'string' ? new TextEncoder().encode(input) : input);
  if (!read.ok) throw new Error(read.refusal.kind);
  return read.value;
};
const nothing: ExistingThings = {
  toolNames: [],
  codeTexts: [],
  importIds: [],
  likenesses: [],
  categories: [],
  places: [],
  members: [],
};
const plan = (input: string | Uint8Array, existing: Partial<ExistingThings> = {}): ImportPlan => {
  const table = tableOf(input);
  return planImport(table, guessColumns(table), { ...nothing, ...existing });
};
const toolOf = (row: PlannedRow | undefined): ImportedTool => {
  const tool = row?.tool ?? null;
  if (tool === null) throw new Error(`no tool: ${JSON.stringify(row)}`);
  return tool;
};
const firstTool = (input: string): ImportedTool => toolOf(plan(input).rows[0]);
const kindsOf = (row: PlannedRow | undefined): ImportNoteKind[] => (row?.notes ?? []).map(({ kind }) => kind);
const file = (name: string): Uint8Array => readFileSync(`tests/support/files/${name}`);

test('an inventory of ours in the columns of Circulate', () => {
  const { rows, report, categories, places } = plan(file('atelier-circulate.csv'));
  expect(report).toMatchObject({ ready: 39, look: 2, refused: 0, skipped: 0 });
  expect(report.columns.every(({ became }) => became === 'mapped' || became === 'kept')).toBe(true);
  expect(toolOf(rows[0])).toMatchObject({
    name: 'Perceuse à colonne',
    otherNames: ["perceuse d'établi", 'colonne'],
    about: "Pour percer droit. Serrer la pièce dans l'étau avant de mettre en marche.\n\nLunettes obligatoires.",
    categoryPath: ['Électroportatif', 'Perçage'],
    moreCategoryPaths: [['Atelier bois']],
    placePath: ['Mur nord', 'Établi'],
    spot: 'E1',
    codes: [
      { format: 'Typed', text: 'A-1001' },
      { format: 'Typed', text: '1001' },
    ],
    importId: 'circulate:1',
    imported: { strength: '500 W', power_source: 'electric_corded' },
  });
  expect(categories).toContainEqual(['Électroportatif']);
  const paths = categories.map((path) => path.join(' / '));
  expect(paths.indexOf('Jardin')).toBeLessThan(paths.indexOf('Jardin / Pelouse'));
  expect(places).toContainEqual(['Mur nord', 'Râtelier']);
  expect(rows.filter(({ tool }) => (tool?.retired ?? null) !== null)).toHaveLength(1);
});

test('one spelling for each category and place, the workshop’s own first', () => {
  const made = plan(
    'Nom,Catégorie,Lieu\nScie,Outils à main / Scies,ATELIER\nLime,outils  à main,Atelier\nÉtau,Outils À Main / scies,atelier\n',
    {
      places: [['Atelier']],
    },
  );
  expect(made.rows.map(({ tool }) => tool?.categoryPath)).toEqual([
    ['Outils à main', 'Scies'],
    ['Outils à main'],
    ['Outils à main', 'Scies'],
  ]);
  expect(made.categories).toEqual([['Outils à main'], ['Outils à main', 'Scies']]);
  expect(made.rows.map(({ tool }) => tool?.placePath)).toEqual([['Atelier'], ['Atelier'], ['Atelier']]);
  expect(made.places).toEqual([]);
});

test('no name: refused; a model instead: looked at', () => {
  const made = plan('Nom,Marque,Modèle\n,Stanley,\n,Bosch,GSR 12\n');
  expect(made.rows.map(({ outcome, skip }) => [outcome, skip])).toEqual([
    ['refused', true],
    ['look', false],
  ]);
  expect(kindsOf(made.rows[0])).toEqual(['name-missing']);
  expect([toolOf(made.rows[1]).name, ...kindsOf(made.rows[1])]).toEqual(['Bosch GSR 12', 'name-from-model']);
});

test('a name of 10,000 characters is cut, and nothing of it is lost', () => {
  const name = Array.from({ length: 1250 }, (_, at) => `nom${String(at).padStart(4, '0')} `)
    .join('')
    .trim();
  const { rows } = plan(`Nom,Lieu\n${name},Mur\n`);
  const tool = toolOf(rows[0]);
  expect(kindsOf(rows[0])).toEqual(['name-cut', 'text-continued', 'place-new']);
  expect(tool.name.length).toBeLessThanOrEqual(bounds.name);
  expect([tool.about, ...Object.values(tool.imported)].join('').replace(/ /g, '')).toBe(name.replace(/ /g, ''));
});

test('dates are read by the whole column', () => {
  const days = (cells: string[]): (string | undefined)[] =>
    plan(`Nom,Acheté le\n${cells.map((cell, at) => `outil ${at},"${cell}"\n`).join('')}`).rows.map(
      ({ tool }) => tool?.came?.when,
    );
  expect(days(['3/1/23', '12/27/22'])).toEqual(['2023-03-01', '2022-12-27']);
  expect(days(['3/1/23', '27/12/22'])).toEqual(['2023-01-03', '2022-12-27']);
  expect(days(['3/1/23', '4/1/23'])).toEqual(['2023-01-03', '2023-01-04']);
  expect(
    days([
      '2023-01-03',
      '2023/1/4',
      '20230105',
      '5 février 2024',
      'Mar 5, 2024',
      '1er août 2021',
      '45000',
      '1551052800000',
    ]),
  ).toEqual([
    '2023-01-03',
    '2023-01-04',
    '2023-01-05',
    '2024-02-05',
    '2024-03-05',
    '2021-08-01',
    '2023-03-15',
    '2019-02-25',
  ]);
  const unread = plan('Nom,Acheté le\nScie,l’an dernier\nRabot,31/02/2023\nLime,0\n');
  expect(unread.rows.map(kindsOf)).toEqual([['date-unread'], ['date-unread'], []]);
  expect(toolOf(unread.rows[0]).imported).toEqual({ 'Acheté le': 'l’an dernier' });
  const table = tableOf('Nom,Acheté le\nScie,3/4/23\n');
  expect(planImport(table, guessColumns(table), nothing, { dateHabit: 'mdy' }).rows[0]?.tool?.came?.when).toBe(
    '2023-03-04',
  );
  expect(planImport(table, guessColumns(table)).report.columns[1]?.dates).toEqual({ order: 'dmy', sure: false });
});

test('formulas stay text and are told', () => {
  const { rows } = plan(file('formula.csv'));
  expect(rows.map(kindsOf)).toEqual([
    ['formula-kept-as-text'],
    ['formula-kept-as-text'],
    ['formula-kept-as-text'],
    ['formula-kept-as-text'],
    ['code-rounded'],
  ]);
  expect(toolOf(rows[0]).name).toBe('=HYPERLINK("https://example.org";"clic")');
  expect(toolOf(rows[4])).toMatchObject({ codes: [], imported: { Code: '1.23E+12' } });
});

test('ragged rows say so, and what stands beyond the headers is kept', () => {
  const { rows } = plan(file('ragged.csv'));
  expect(rows.map(({ outcome }) => outcome)).toEqual(['ready', 'look', 'look', 'refused']);
  expect(kindsOf(rows[1])).toEqual(['row-short']);
  expect(rows[2]?.notes[0]).toEqual({ kind: 'row-long', column: null, value: '1' });
  expect(toolOf(rows[2]).imported).toEqual({ '#5': 'une tordue' });
});

test('duplicate and blank headers keep their cells apart', () => {
  expect(toolOf(plan(file('duplicate-headers.csv')).rows[0])).toMatchObject({
    categoryPath: ['Outils à main'],
    moreCategoryPaths: [['Vissage']],
    imported: { '#3': 'rouge', '#6': 'cruciforme' },
  });
});

test('right-to-left and emoji names come through', () => {
  expect(plan(file('rtl-emoji.csv')).rows.map(({ tool }) => tool?.name)).toEqual([
    'מקדחה',
    'مطرقة',
    'Tarière 🪱🌱',
    'Scie gnp.exe',
    'Équerre',
    'Lime plate',
  ]);
});

test('HTML becomes the text a person reads', () => {
  const tool = firstTool(
    'Nom,Description\nScie,"<p>Coupe &eacute;paisse</p><ul><li>bois</li><li>pl&acirc;tre &lt; 3 cm</li></ul><script>alert(1)</script>"\n',
  );
  expect(tool.about).toBe('Coupe épaisse\n\n- bois\n- plâtre < 3 cm');
});

test('what is here already stays out unless chosen; product numbers are shared by pieces', () => {
  const existing = { codeTexts: ['A-1', '3165140999997'], importIds: ['circulate:7'], toolNames: ['scie'] };
  const made = plan('Nom,N° inv.\nRabot,A-1\nPerceuse,3165140999997\nScie,A-3\nLime,A-3\n', existing);
  expect(made.rows.map((row) => [kindsOf(row), row.skip])).toEqual([
    [['already-here'], true],
    [[], false],
    [['same-name-here'], false],
    [['duplicate-in-file'], false],
  ]);
  expect(made.rows[3]?.notes[0]?.value).toBe('4');
  expect(made.report).toMatchObject({ ready: 2, look: 2, skipped: 1 });
  const again = plan('id,complete_number,name,checkout_notice,power_source\n7,B-1,Étau,,\n', existing);
  expect(again.rows[0]?.notes).toEqual([{ kind: 'already-here', column: null, value: 'circulate:7' }]);
});

test('a file without numbers is gone on with: as many of a kind stay out as came', () => {
  const file = 'Nom,Marque\nMarteau,\nMarteau,\nMarteau,Stanley\nMarteau,\n';
  const first = plan(file);
  expect(first.rows.map(({ skip }) => skip)).toEqual([false, false, false, false]);
  const likenesses = first.rows.slice(0, 2).map((row) => likenessOf(toolOf(row)));
  expect(plan(file, { likenesses }).rows.map(({ skip }) => skip)).toEqual([true, true, false, false]);
});

test('a list numbered from 1 is not taken for another list numbered from 1', () => {
  const first = plan('id,Nom,Marque\n1,Scie,Stanley\n2,Rabot,Stanley\n');
  const importIds = first.rows.map((row) => toolOf(row).importId ?? '');
  expect(plan('id,Nom,Marque\n1,Scie,Stanley\n2,Pelle,Leborgne\n', { importIds }).rows.map(({ skip }) => skip)).toEqual(
    [true, false],
  );
});

test('quantities, contents and standing', () => {
  const tool = firstTool('Nom,Quantité,Contenu,Statut\nCoffret,1 200 pcs,"2 x batterie; chargeur; 12 mèches",perdu\n');
  expect(tool).toMatchObject({
    quantity: 1200,
    contents: [{ name: 'batterie', count: 2 }, { name: 'chargeur' }, { name: 'mèches', count: 12 }],
    retired: { reason: 'lost' },
    imported: { Quantité: '1 200 pcs', Statut: 'perdu' },
  });
  const odd = plan('Nom,Quantité,Statut\nScie,beaucoup 2,disponible\nLime,3,bizarre\nRabot,-,en panne\n');
  expect(odd.rows.map(kindsOf)).toEqual([['quantity-unread'], ['status-unknown'], ['status-not-now']]);
});

test('a holder becomes a member, once, and nothing of them stays with the tool', () => {
  const made = plan(
    'Outil,Emprunteur,Tél,Retour prévu,Remarque,Lieu\n' +
      'Scie,Ana Sorel,06 12 34 56 78,12/05/2026,prêté à Ana Sorel en avril,Mur\n' +
      'Rabot,ana sorel,,,,Ana Sorel\n' +
      'Lime,"Joss, tél. 06 98 76 54 32",,,écrire à joss@example.org,Mur\n' +
      'Étau,,0611111111,,,Mur\n',
    { members: [{ name: 'JOSS' }] },
  );
  expect(made.members.map(({ name, contact, existing, rows }) => [name, contact, existing, rows])).toEqual([
    ['Ana Sorel', '06 12 34 56 78', null, 2],
    ['Joss', '06 98 76 54 32', 0, 1],
  ]);
  expect(toolOf(made.rows[0]).holder).toMatchObject({ name: 'Ana Sorel', until: '2026-05-12' });
  expect(toolOf(made.rows[0]).about).toBe('prêté à … en avril');
  expect(toolOf(made.rows[1]).placePath).toEqual([]);
  expect(toolOf(made.rows[2]).about).toBe('écrire à …');
  expect(made.rows.map(kindsOf)).toEqual([
    ['person-removed', 'place-new', 'holder-new'],
    ['person-removed'],
    ['contact-removed'],
    ['holder-unnamed'],
  ]);
});

test('a column kept by hand with one address in one row is left out all the same', () => {
  const table = tableOf('Nom,Remarque\nScie,bien\nRabot,voir ana@example.org\n');
  const made = planImport(table, withTarget(guessColumns(table), 1, 'keep'));
  expect(made.report.columns[1]).toMatchObject({ became: 'left-out', people: true });
  expect(JSON.stringify(made.rows)).not.toContain('ana@');
});

test('a list of people becomes members, and nothing else is kept of it', () => {
  const made = plan(
    'First Name,Last Name,Email,Job Title,Phone\nAna,Sorel,ana@example.org,cook,0612345678\nBen,Roux,ben@example.org,,\n',
    {
      members: [{ name: 'Ben Roux' }],
    },
  );
  expect(made.rows.map(({ member, tool, skip }) => [member?.name, tool, skip])).toEqual([
    ['Ana Sorel', null, false],
    ['Ben Roux', null, true],
  ]);
  expect(made.members[0]?.contact).toBe('ana@example.org, 0612345678');
  expect(JSON.stringify(made)).not.toContain('cook');
});

test('planned in slices or at once, the plan is the same', () => {
  const table = tableOf(file('atelier-circulate.csv'));
  const planner = createImportPlanner(table, guessColumns(table));
  const counts: number[] = [];
  for (let next = planner.planNext(16); next.length > 0; next = planner.planNext(16)) counts.push(next.length);
  expect(counts).toEqual([16, 16, 9]);
  expect(planner.plan()).toEqual(planImport(table, guessColumns(table)));
});

test('whatever a row holds, the tool stays within what a fact may hold', () => {
  const huge = fc.string({
    unit: fc.constantFrom('😀', '機', 'é', 'a', ' ', '\n', ';', '"'),
    minLength: 0,
    maxLength: 9000,
  });
  const headers = [
    'Nom',
    'Autres noms',
    'Description',
    'Remarque',
    'Marque',
    'Modèle',
    'Série',
    'Tiroir',
    'Contenu',
    'Code',
    'Prix',
    'Divers',
    'Catégorie',
    'Lieu',
  ];
  fc.assert(
    fc.property(fc.array(huge, { minLength: headers.length, maxLength: headers.length }), (cells) => {
      const quoted = ['outil', ...cells.slice(1)].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
      const tool = firstTool(`${headers.join(',')}\n${quoted}\n`);
      const { what, name, otherNames, about, spot, brand, model, serial, contents, came, imported, codes } = tool;
      const body = { what, name, otherNames, about, spot, brand, model, serial, contents, came, imported };
      expect(encode(body).length).toBeLessThan(39 * 1024);
      expect(v.safeParse(toolAdded.body, body).issues).toBeUndefined();
      for (const code of codes) expect(v.is(codeClaimed.body, code)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('5,000 rows are planned, each ready', () => {
  const lines = Array.from(
    { length: 5000 },
    (_, at) =>
      `Outil ${at};Marque ${at % 40};Famille ${at % 30} / Sous ${at % 90};Salle ${at % 12};INV-${at};une remarque de longueur usuelle, numéro ${at};12/${(at % 12) + 1}/2023;${at % 9 === 0 ? `Prénom${at % 50} Nom${at % 70}` : ''};${at},50`,
  );
  const table = tableOf(`Nom;Marque;Catégorie;Lieu;N° inv.;Remarque;Acheté le;Emprunteur;Prix\n${lines.join('\n')}\n`);
  const mapping = guessColumns(table);
  expect(planImport(table, mapping).report).toMatchObject({ ready: 5000, refused: 0 });
});

test('headers that are names of every object are kept under others', () => {
  const tool = firstTool('Nom,__proto__,constructor\nScie,un,deux\n');
  expect(Object.entries(tool.imported)).toEqual([
    ['___proto___', 'un'],
    ['_constructor_', 'deux'],
  ]);
});
