import { expect, test, type Page } from '@playwright/test';
import type { LabelSheet } from '#device/labels/sheet.ts';
import { labelSheets } from '#device/labels/sheet.ts';
import { readPrintedSheet, type FoundLabel } from '#tests/support/printedSheet.ts';
import { rasterize } from '#tests/support/raster.ts';
import { foundWorkshop, openDemo } from './support/phone.ts';
import { printed } from './support/printer.ts';

test.use({ actionTimeout: 15_000 });

const fine = 600;
const tolerance = 0.2;

/** As their maker gives them; the app's own table is what is being tried. */
const l7160: LabelSheet = {
  id: 'avery-l7160',
  title: 'Avery L7160',
  width: 63.5,
  height: 38.1,
  columns: 3,
  rows: 7,
  pitchX: 66,
  pitchY: 38.1,
  left: 7.25,
  top: 15.15,
};
const l7651: LabelSheet = {
  id: 'avery-l7651',
  title: 'Avery L7651',
  width: 38.1,
  height: 21.2,
  columns: 5,
  rows: 13,
  pitchX: 40.6,
  pitchY: 21.2,
  left: 4.75,
  top: 10.7,
};

const sheet = (page: Page) => page.getByRole('dialog');
const print = (page: Page) => page.getByRole('button', { name: /^Imprimer à 100 %/ });

async function openLabels(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Atelier' }).click();
  await page.getByRole('link', { name: 'Imprimer des étiquettes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Étiquettes' })).toBeVisible();
}

/** Every page of a print: what is read where. */
async function readPages(pdf: Uint8Array, paper: LabelSheet, dpi = fine): Promise<readonly (readonly FoundLabel[])[]> {
  const pages: (readonly FoundLabel[])[] = [];
  for (const page of rasterize(pdf, dpi)) {
    // A4, to the dot: a page of another size would be scaled by the printer.
    expect(Math.abs(page.width - (210 / 25.4) * dpi)).toBeLessThanOrEqual(3);
    expect(Math.abs(page.height - (297 / 25.4) * dpi)).toBeLessThanOrEqual(3);
    pages.push(await readPrintedSheet(page, dpi, paper));
  }
  return pages;
}

/** Each place holds a label that can be read, lies where it should, and is no other's. */
function expectAllRead(pages: readonly (readonly FoundLabel[])[], address: string): readonly string[] {
  const labels = pages.flat();
  const texts = labels.map(({ text = '' }) => text);
  for (const [at, { offBy }] of labels.entries()) expect(offBy, texts[at]).toBeLessThanOrEqual(tolerance);
  for (const text of texts) expect(text).toMatch(/\/#\/o\/[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(texts.map((text) => text.replace(/\/#\/o\/.*$/, ''))).toEqual(texts.map(() => address));
  expect(new Set(texts).size).toBe(texts.length);
  return texts;
}

const counted = (from: number, end: number) => Array.from({ length: end - from }, (_, at) => from + at);
const placesOf = (labels: readonly FoundLabel[] | undefined) => labels?.map(({ place }) => place);

test('@label sheets of labels are printed where the paper has them, and every code is read back', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/');
  const own = new URL(page.url()).origin;
  await openDemo(page);
  await openLabels(page);

  // Tools without a label, on a sheet three labels of which are used up, by a printer that prints a little beside.
  await page.getByRole('checkbox', { name: /outils de la liste/ }).check();
  const see = page.getByRole('button', { name: /^Voir la planche/ });
  const count = Number(/\d+/.exec((await see.textContent()) ?? '')?.[0]);
  expect(count).toBeGreaterThan(21);
  await see.click();
  await expect(page.getByRole('heading', { level: 1, name: `${count} étiquettes à coller` })).toBeVisible();
  const start = page.getByRole('group', { name: 'Commencer à' });
  for (let place = 2; place <= 4; place++) {
    await start.getByRole('button', { name: 'Plus' }).click();
    await expect(start).toContainText(`la ${place}ᵉ`);
  }
  await page.getByText('Ça ne tombe pas juste').click();
  await page.getByLabel('Vers la droite, mm').fill('1,2');
  await page.getByLabel('Vers le bas, mm').fill('-0,8');
  await expect(page.getByRole('img', { name: 'Page 1 sur 2, comme elle sera imprimée' })).toBeVisible();

  // This machine's own address would lead nobody here: it is asked first, and an address for everybody is kept.
  await print(page).click();
  await expect(sheet(page)).toContainText('Ces étiquettes ne mèneraient qu’ici');
  await expect(sheet(page)).toContainText(own);
  await sheet(page).getByLabel('L’adresse que tout le monde peut ouvrir').fill('192.168.1.20');
  await expect(sheet(page)).toContainText('les autres téléphones ne la trouvent pas');
  await sheet(page).getByLabel('L’adresse que tout le monde peut ouvrir').fill('outils.exemple.org/remise');
  await sheet(page).getByRole('button', { name: 'Garder cette adresse' }).click();
  await expect(sheet(page)).toBeHidden();
  await expect(page.getByText('https://outils.exemple.org/remise')).toBeVisible();
  const firstPrint = await printed(page, () => print(page).click());
  await expect(page.getByText('C’est prêt. La prochaine fois, la planche commence à la suite.')).toBeVisible();
  const shifted = { ...l7160, left: l7160.left + 1.2, top: l7160.top - 0.8 };
  const pages = await readPages(firstPrint, shifted);
  expect(pages.map(placesOf)).toEqual([counted(3, 21), counted(0, count - 18)]);
  const texts = expectAllRead(pages, 'https://outils.exemple.org/remise');

  // What was printed is noted on the tools; printed again, a tool has the label it had, where the sheet goes on.
  await page.goto(`/#/o/${texts[1]?.slice(-8) ?? ''}`);
  const second = page.getByRole('heading', { level: 1 });
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
  const name = (await second.textContent()) ?? '';
  await page.goto('/#/');
  await openLabels(page);
  await expect(page.getByText('Tout a son étiquette.')).toBeVisible();
  await page.getByRole('button', { name: 'Voir tous les outils' }).click();
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill(name);
  await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check();
  await see.click();
  await expect(start).toContainText(`la ${((3 + count) % 21) + 1}ᵉ`);
  const again = await readPages(await printed(page, () => print(page).click()), shifted);
  expect(again).toEqual([[{ place: (3 + count) % 21, text: texts[1], offBy: expect.any(Number) }]]);
  expectAllRead(again, 'https://outils.exemple.org/remise');
});

test('@label blank labels fill the smallest sheet, and one too few for the last', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/');
  const own = new URL(page.url()).origin;
  await foundWorkshop(page);
  await openLabels(page);
  await page.getByRole('radio', { name: 'À coller plus tard' }).check();
  await page.getByRole('textbox', { name: 'Combien' }).fill('66');
  await page.getByRole('button', { name: 'Voir la planche, 66 étiquettes' }).click();
  await page.getByRole('combobox', { name: 'Planche' }).selectOption('avery-l7651');
  await expect(page.getByRole('img', { name: 'Page 1 sur 2' })).toBeVisible();
  const pdf = await printed(page, async () => {
    await print(page).click();
    await sheet(page).getByRole('button', { name: 'Imprimer quand même' }).click();
  });
  const pages = await readPages(pdf, l7651);
  expect(pages.map(placesOf)).toEqual([counted(0, 65), [0]]);
  const texts = expectAllRead(pages, own);

  // A blank one belongs to nothing until somebody says to what.
  await page.goto(`/#/o/${texts[65]?.slice(-8) ?? ''}`);
  await expect(
    page.getByRole('heading', { level: 1, name: 'Cette étiquette est libre. La coller à quoi ?' }),
  ).toBeVisible();
});

test('@label every other paper the app knows is printed in its place too', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/');
  const own = new URL(page.url()).origin;
  await foundWorkshop(page);
  for (const paper of labelSheets.filter(({ id }) => id !== l7160.id && id !== l7651.id)) {
    const full = paper.columns * paper.rows;
    await page.goto('/#/house/labels');
    await page.getByRole('radio', { name: 'À coller plus tard' }).check();
    await page.getByRole('textbox', { name: 'Combien' }).fill(String(full));
    await page.getByRole('button', { name: `Voir la planche, ${full} étiquettes` }).click();
    await page.getByRole('combobox', { name: 'Planche' }).selectOption(paper.id);
    const filled = await printed(page, async () => {
      await print(page).click();
      await sheet(page).getByRole('button', { name: 'Imprimer quand même' }).click();
    });
    const read = await readPages(filled, paper, 300);
    expect(read.map(placesOf), paper.title).toEqual([counted(0, full)]);
    expectAllRead(read, own);
  }
});
