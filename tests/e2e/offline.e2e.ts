import { mkdir } from 'node:fs/promises';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { writeCameraFile } from '#tests/support/camera.ts';
import { startHost } from '#tests/support/serve.ts';
import { foundWorkshop, startPhone } from './support/phone.ts';
import { cutLabels, printed } from './support/printer.ts';

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
const sheet = (page: Page) => page.getByRole('dialog');

async function addTool(page: Page, name: string, otherNames: string): Promise<void> {
  await nav(page, 'Outils');
  await page.getByRole('link', { name: 'Ajouter un outil' }).first().click();
  await page.getByLabel('Son nom').fill(name);
  await page.getByLabel('Ses autres noms').fill(otherNames);
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, name)).toBeVisible();
  await page.getByRole('link', { name: 'Outils' }).first().click();
}

/** Prints the label of one tool, from the page where labels are printed. */
async function printLabel(page: Page, tool: string): Promise<Uint8Array> {
  await nav(page, 'Atelier');
  await page.getByRole('link', { name: 'Imprimer des étiquettes' }).click();
  await page.getByRole('checkbox', { name: tool }).check();
  await page.getByRole('button', { name: /^Voir la planche/ }).click();
  return printed(page, async () => {
    await page.getByRole('button', { name: /^Imprimer/ }).click();
    await page.getByRole('button', { name: 'Imprimer quand même' }).click();
  });
}

/** Holds the label before the camera until its tool comes. */
async function scan(page: Page, tool: string): Promise<void> {
  await nav(page, 'Scanner');
  await expect(sheet(page).getByRole('heading', { name: tool })).toBeVisible({ timeout: 20_000 });
}

test.use({ actionTimeout: 10_000 });

test('@offline after one visit the server may be gone: cold start, search, scan, taking and returning, and all is kept', async () => {
  test.setTimeout(120_000);
  const profile = test.info().outputPath('profile');
  await mkdir(test.info().outputDir, { recursive: true });
  const camera = test.info().outputPath('camera.y4m');
  const host = await startHost();
  const start = async (): Promise<{ readonly phone: BrowserContext; readonly page: Page }> => {
    const phone = await startPhone({ profile, camera });
    phone.setDefaultTimeout(10_000);
    const page = phone.pages()[0] ?? (await phone.newPage());
    await page.goto(host.url);
    return { phone, page };
  };

  // The one visit.
  const first = await start();
  await foundWorkshop(first.page, { name: 'L’Établi', myName: 'Odile' });
  await addTool(first.page, 'Perceuse à colonne', 'foreuse');
  await addTool(first.page, 'Échelle double', 'escabeau');
  const [label] = cutLabels(await printLabel(first.page, 'Perceuse à colonne'), 1);
  if (label === undefined) throw new Error('no label was printed');
  await writeCameraFile(camera, { picture: label, widthInFrame: 700, tilt: { x: 12, roll: 6 } });
  await first.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await first.phone.close();
  await host.stop();

  // Nobody answers at that address any more.
  const second = await start();
  const { page } = second;
  await expect(title(page, 'À faire')).toBeVisible();
  await nav(page, 'Outils');
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('echele');
  const found = page.getByRole('main').getByRole('listitem');
  await expect(found).toHaveText([/Échelle double/]);
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('foreuse');
  await expect(found).toHaveText([/Perceuse à colonne/]);
  await scan(page, 'Perceuse à colonne');
  await sheet(page).getByLabel('Pour quoi faire').fill('Fixer une étagère');
  await sheet(page).getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByRole('region', { name: 'Fait à l’instant' })).toContainText('Odile prend 1 outil');
  await second.phone.close();

  const third = await start();
  await expect(third.page.getByRole('link', { name: /Perceuse à colonne/ })).toBeVisible();
  await scan(third.page, 'Perceuse à colonne');
  await sheet(third.page).getByRole('button', { name: 'Je rends' }).click();
  await expect(third.page.getByRole('region', { name: 'Fait à l’instant' })).toContainText('1 outil rendu');
  await third.phone.close();

  const fourth = await start();
  await expect(title(fourth.page, 'À faire')).toBeVisible();
  await nav(fourth.page, 'Dehors');
  await expect(fourth.page.getByText('Rien n’est dehors en ce moment.')).toBeVisible();
  await nav(fourth.page, 'Outils');
  await fourth.page.getByRole('link', { name: /Perceuse à colonne/ }).click();
  await expect(fourth.page.getByText('Fixer une étagère').first()).toBeVisible();
  await expect(fourth.page.getByText('De retour avec Odile.')).toBeVisible();
  await fourth.phone.close();
});
