import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import Papa from 'papaparse';
import { everythingStored, foundWorkshop } from './support/phone.ts';

const fileAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ours = fileAt('../support/files/atelier-circulate.csv');
const circulate = fileAt('../../../shared/fixtures/circulate-export.csv');
const snipeIt = fileAt('../../../shared/fixtures/snipeit-assets-sample.csv');

type Row = Readonly<Record<string, string>>;
const rowsOf = (file: string): readonly Row[] =>
  Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const sheet = (page: Page) => page.getByRole('dialog');
const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
const listed = (page: Page) => page.getByRole('main').getByRole('listitem');
const search = (page: Page, words: string) => page.getByRole('searchbox', { name: 'Chercher un outil' }).fill(words);

/** Chooses a file and waits until its columns are seen; what each of them becomes. */
async function choose(page: Page, file: string): Promise<ReadonlyMap<string, string>> {
  await page.getByRole('link', { name: 'Atelier' }).first().click();
  await page.getByRole('link', { name: 'Importer un inventaire' }).click();
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  await (await asked).setFiles(file);
  await expect(title(page, 'Quelle colonne va où ?')).toBeVisible();
  const becomes = page.getByRole('combobox', { name: / devient$/ });
  const chosen = await becomes.evaluateAll((fields) =>
    fields.map((field) => {
      const { labels, selectedOptions } = field as HTMLSelectElement;
      return [labels[0]?.textContent.replace(/ devient$/, '') ?? '', selectedOptions[0]?.textContent ?? ''] as const;
    }),
  );
  return new Map(chosen);
}

/** From the dry run to the end of writing. */
async function write(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: `Importer ${count} outils` }).click();
  await expect(title(page, 'C’est dans le carnet')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(`${count} outils sont entrés.`)).toBeVisible();
}

async function tryOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Essayer à blanc' }).click();
  await expect(title(page, 'Rien n’est encore écrit')).toBeVisible();
}

test.use({ actionTimeout: 10_000 });
test.setTimeout(120_000);

test('@main an inventory in the columns of Circulate is tried out, brought in, found, used, and taken back as a whole', async ({
  page,
}) => {
  await page.goto('/');
  await foundWorkshop(page);
  const columns = await choose(page, ours);
  expect([...columns.keys()]).toEqual(Object.keys(rowsOf(ours)[0] ?? {}));
  expect([...columns.values()]).not.toContain('Laisser de côté');
  expect(Object.fromEntries(columns)).toMatchObject({
    name: 'Nom',
    other_names: 'Autres noms',
    location_area: 'Rangement',
    complete_number: 'Code collé dessus',
    strength: 'Tel quel',
  });
  // What was guessed can be said otherwise, and is tried again at once.
  await page.getByRole('combobox', { name: 'size devient' }).selectOption({ label: 'Ce qui va avec' });
  await expect(page.getByRole('combobox', { name: 'size devient' }).locator('option:checked')).toHaveText(
    'Ce qui va avec',
  );
  await page.getByRole('combobox', { name: 'size devient' }).selectOption({ label: 'Tel quel' });

  await tryOut(page);
  await expect(page.getByText('39 prêtes')).toBeVisible();
  await expect(page.getByText('2 à regarder')).toBeVisible();
  await expect(listed(page).filter({ hasText: 'Ponceuse excentrique' })).toContainText('« maintenance »');
  await write(page, 41);
  await page.getByRole('link', { name: 'Voir les outils' }).click();

  // One of them is retired: it came too, and is no longer lent.
  await expect(page.getByText('40 outils')).toBeVisible();
  await search(page, 'decolleuse');
  await expect(listed(page)).toHaveText([/Décolleuse à papier peint/]);
  await search(page, 'biobeche');
  await expect(listed(page)).toHaveText([/Grelinette\s*aussi «\sbiobêche\s»/]);
  await search(page, 'tronsonneuse');
  await expect(listed(page).first()).toContainText('Tronçonneuse électrique');
  await search(page, '');
  await page.getByRole('button', { name: 'Retirés' }).click();
  await expect(listed(page)).toHaveText([/Pistolet à peinture/]);

  // The number that stuck on it over there leads to it here.
  await nav(page, 'Scanner');
  await page.getByLabel('Le code de l’étiquette').fill('A-1001');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await expect(sheet(page).getByRole('heading', { name: 'Perceuse à colonne' })).toBeVisible();
  await sheet(page).getByRole('button', { name: 'Je prends' }).click();
  await page.getByRole('link', { name: /^C’est bon/ }).click();
  await page.getByRole('link', { name: /Perceuse à colonne/ }).click();
  await page.getByText('Venu de l’import').click();
  await expect(page.getByRole('main')).toContainText(/Marque\s*Sidamo D16 FVA/);
  await expect(page.getByRole('main')).toContainText(/strength\s*500 W/);
  await expect(page.getByText(/^Sa place\s: Mur nord.*établi.*E1/i)).toBeVisible();

  await page.goto('/#/house/import');
  await listed(page).filter({ hasText: '41 outils' }).getByRole('button', { name: 'Annuler' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler l’import' }).click();
  await expect(page.getByText('L’import est annulé. Le carnet est comme avant.')).toBeVisible();
  await expect(listed(page).filter({ hasText: '41 outils' })).toContainText('annulé');
  await nav(page, 'Outils');
  await page.getByRole('button', { name: 'Tous' }).click();
  await expect(page.getByText('Le mur est encore vide')).toBeVisible();
  await nav(page, 'Atelier');
  await page.getByRole('link', { name: 'Lieux' }).click();
  await expect(page.getByRole('main')).not.toContainText('Mur nord');
});

test('@main two hundred tools as Circulate exports them, then what Snipe-IT exports: its people become members and are kept nowhere else', async ({
  page,
}) => {
  test.skip(!existsSync(circulate) || !existsSync(snipeIt), 'the files of others are not here');
  await page.goto('/');
  await foundWorkshop(page);

  const theirs = rowsOf(circulate);
  const columns = await choose(page, circulate);
  expect([...columns.keys()]).toEqual(Object.keys(theirs[0] ?? {}));
  expect([...columns.values()]).not.toContain('Laisser de côté');
  await tryOut(page);
  const strange = theirs.filter(({ status }) => status !== 'active' && status !== 'retired');
  await expect(page.getByText(`${strange.length} à regarder`)).toBeVisible();
  await expect(page.getByText(`${theirs.length - strange.length} prêtes`)).toBeVisible();
  await expect(page.getByText('refusée')).toHaveCount(0);
  await write(page, theirs.length);
  await page.getByRole('link', { name: 'Voir les outils' }).click();
  const lent = theirs.filter(({ status }) => status !== 'retired');
  await expect(page.getByText(`${lent.length} outils`)).toBeVisible();

  // A second list beside it, as when two workshops become one.
  const assets = rowsOf(snipeIt);
  const out = assets.filter((row) => row['Checked Out To: First Name'] !== '');
  const assetColumns = await choose(page, snipeIt);
  expect([...assetColumns.keys()]).toEqual(Object.keys(assets[0] ?? {}));
  expect([...assetColumns].filter(([, target]) => target === 'Laisser de côté').map(([column]) => column)).toEqual([
    'Checked Out To: Username',
  ]);
  await tryOut(page);
  await expect(page.getByText(`${out.length} personnes, membres sans téléphone`)).toBeVisible();
  await write(page, assets.length);
  await page.getByRole('link', { name: 'Atelier' }).first().click();
  await page.getByRole('link', { name: 'Gens et appareils' }).click();
  for (const row of out) {
    const name = `${row['Checked Out To: First Name']} ${row['Checked Out To: Last Name']}`;
    await expect(page.getByRole('link', { name })).toContainText('sans téléphone, 1 outil en main');
  }
  await page.goto('/#/out');
  await expect(page.getByText(`${out.length} outils`)).toBeVisible();
  const [row] = out;
  if (row === undefined) throw new Error('somebody must have something');
  await page.getByRole('link', { name: `Chez ${row['Checked Out To: First Name']}` }).click();
  await page.getByText('Venu de l’import').click();
  const kept = page.getByRole('group').filter({ hasText: 'Venu de l’import' });
  await expect(kept).toContainText('Company');
  for (const part of ['First Name', 'Last Name', 'Username', 'Email'])
    await expect(kept).not.toContainText(row[`Checked Out To: ${part}`] ?? '');

  // The short names they signed in with are nowhere: only inside the addresses, which their profiles hold.
  const stored = await everythingStored(page);
  for (const each of out) {
    const [address = '', user = ''] = [each['Checked Out To: Email'], each['Checked Out To: Username']];
    expect(stored).toContain(address);
    expect(stored.replaceAll(address, '')).not.toContain(user);
  }
});
