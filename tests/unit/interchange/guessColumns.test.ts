import { expect, test } from 'vitest';
import { guessColumns } from '#interchange/guessColumns.ts';
import { withTarget, type Mapping } from '#interchange/mapping.ts';
import { readTable } from '#interchange/readTable.ts';

const guess = (text: string): Mapping => {
  const read = readTable(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.refusal.kind);
  return guessColumns(read.value);
};
const targetsOf = (text: string): string[] => guess(text).columns.map(({ target }) => target);
const headersAs = (headers: string): { format: string; targets: Record<string, string> } => {
  const cells = headers.split(',').map((_, at) => `x${at}`);
  const mapping = guess(`${headers}\n${cells.join(',')}\n`);
  return {
    format: mapping.format,
    targets: Object.fromEntries(mapping.columns.map(({ header, target }) => [header, target])),
  };
};

test('headers people write themselves, in three languages', () => {
  expect(
    targetsOf(
      'Désignation;Lieu rgt;N° inv.;Emprunteur;Acheté le;Fam.;Prix HT\nPerceuse;Mur nord;LR-1;Joss;12/03/2019;outils;189,00\n',
    ),
  ).toEqual(['name', 'place', 'code', 'holderName', 'arrival', 'category', 'keep']);
  expect(targetsOf('Tool,Brand,Location,Serial number,Qty,Notes,Price\nSaw,Stanley,Wall,S-1,2,sharp,12\n')).toEqual([
    'name',
    'brand',
    'place',
    'serial',
    'quantity',
    'note',
    'keep',
  ]);
  expect(targetsOf('Bezeichnung;Hersteller;Standort;Anzahl;Ausgeliehen an\nSäge;Gedore;Regal;1;Jana\n')).toEqual([
    'name',
    'brand',
    'place',
    'quantity',
    'holderName',
  ]);
});

test('each program is known by its headers', () => {
  expect(headersAs('HB.name,HB.location,HB.tags,HB.asset_id,HB.sold_to,HB.field.Farbe')).toEqual({
    format: 'homebox',
    targets: {
      'HB.name': 'name',
      'HB.location': 'place',
      'HB.tags': 'category',
      'HB.asset_id': 'code',
      'HB.sold_to': 'leaveOut',
      'HB.field.Farbe': 'keep',
    },
  });
  const shelf = guess(
    'title,description,kit,category,custodian,bookable,valuation,"cf: Serial number,type:text"\nDrill,loud,,Power,Ana,yes,10,S-1\n',
  );
  expect([shelf.format, ...shelf.columns.map(({ target }) => target)]).toEqual([
    'shelf',
    'name',
    'about',
    'keep',
    'category',
    'holderName',
    'keep',
    'keep',
    'serial',
  ]);
  const lend = guess(
    'Id,Type,Code,Name,Type,Serial number,Condition,Components,Care information,Loan fee,Owned by,Donated by\n1,loan,A1,Drill,loan,S1,Good,2 x bits,oil,2,Ana,Ben\n',
  );
  expect([lend.format, ...lend.columns.map(({ target }) => target)]).toEqual([
    'lend-engine',
    'importId',
    'what',
    'code',
    'name',
    'keep',
    'serial',
    'status',
    'contents',
    'note',
    'keep',
    'leaveOut',
    'leaveOut',
  ]);
  expect(headersAs('Item ID,Name,Item Type,Categories,Home Location,Status(es),Admin Notes').format).toBe('my-turn');
  expect(headersAs('product,inventory_code,is_borrowable,building,room,firstname,lastname,badge_id')).toMatchObject({
    format: 'leihs',
    targets: { product: 'name', inventory_code: 'code', firstname: 'holderFirstName', badge_id: 'leaveOut' },
  });
  expect(headersAs('_id,id,name,itype,wc_url,synonyms,deposit')).toMatchObject({
    format: 'leih-lokal',
    targets: { _id: 'importId', id: 'code', itype: 'model', synonyms: 'otherNames' },
  });
  expect(headersAs('Asset Tag,Asset Name,Serial,Model,Checked Out To,Order Number,Warranty,Created By')).toMatchObject({
    format: 'snipe-it',
    targets: { 'Asset Name': 'name', 'Checked Out To': 'holderName', 'Created By': 'leaveOut' },
  });
});

test('people are known by what the cells hold, whatever the header says', () => {
  const { columns } = guess(
    'Outil,Divers,Qui,Lieu\nScie,ana@example.org,Ana Sorel,Mur\nRabot,,,Mur\nLime,ben@example.org,Ben Roux,Mur\n',
  );
  expect(columns.map(({ target, people }) => [target, people])).toEqual([
    ['name', null],
    ['leaveOut', 'emails'],
    ['holderName', 'names'],
    ['place', null],
  ]);
  expect(targetsOf('Outil,X\nScie,06 12 34 56 78\n')).toEqual(['name', 'leaveOut']);
  expect(targetsOf('Outil,X\nScie,0612345678\nRabot,0712345678\nLime,0123456789\n')).toEqual(['name', 'leaveOut']);
  expect(targetsOf('Outil,Commande\nScie,3271901481\nRabot,5504512275\nLime,4861125177\n')).toEqual(['name', 'keep']);
  expect(targetsOf('Outil,EAN\nScie,3165140999999\n')).toEqual(['name', 'code']);
});

test('"Nom" is the thing, unless "Prénom" and a thing stand beside it', () => {
  expect(targetsOf('Nom,Marque\nScie,Stanley\n')).toEqual(['name', 'brand']);
  expect(targetsOf('Outil,Nom,Prénom,Tél\nScie,Sorel,Ana,0612345678\n')).toEqual([
    'name',
    'holderLastName',
    'holderFirstName',
    'holderContact',
  ]);
  const people = guess('Nom,Prénom,Courriel,Ville\nSorel,Ana,ana@example.org,Lyon\n');
  expect(people.rows).toBe('members');
  expect(people.columns.map(({ target }) => target)).toEqual([
    'holderLastName',
    'holderFirstName',
    'holderContact',
    'leaveOut',
  ]);
});

test('"état" is a status only where the cells are', () => {
  expect(targetsOf('Nom,État\nScie,disponible\nRabot,en réparation\n')).toEqual(['name', 'status']);
  expect(targetsOf('Nom,État\nScie,lame rouillée\nRabot,semelle rayée\n')).toEqual(['name', 'keep']);
});

test('three true examples, each different', () => {
  expect(
    guess('Nom,Lieu\nScie,Mur\nRabot,Mur\nLime,Mur\nÉtau,Établi\n').columns.map(({ examples }) => examples),
  ).toEqual([
    ['Scie', 'Rabot', 'Lime'],
    ['Mur', 'Établi'],
  ]);
});

test('a choice by hand takes a single target from its rival, and people are never kept raw', () => {
  const mapping = guess('Nom,Titre,Emprunteur\nScie,grande,Ana\n');
  const chosen = withTarget(mapping, 1, 'name');
  expect(chosen.columns.map(({ target }) => target)).toEqual(['keep', 'name', 'holderName']);
  expect(withTarget(chosen, 2, 'keep').columns[2]?.target).toBe('leaveOut');
});
