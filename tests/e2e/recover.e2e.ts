import { readFile, writeFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { toHouseKey } from '#crypto/houseKey.ts';
import { createRecoverySecret } from '#crypto/recovery.ts';
import { foundWorkshop, startPhone } from './support/phone.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** Phones with a profile of their own know no address yet. */
const go = (page: Page, route: string) => page.goto(`${test.info().project.use.baseURL ?? ''}${route}`);

async function addTool(page: Page, name: string): Promise<void> {
  await go(page, '#/tools/new');
  await page.getByLabel('Son nom').fill(name);
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, name)).toBeVisible();
}

async function openTool(page: Page, name: string): Promise<void> {
  await go(page, '#/tools');
  await page.getByRole('link', { name: new RegExp(name) }).click();
  await expect(title(page, name)).toBeVisible();
}

test.use({ actionTimeout: 10_000 });

test('@recover the only phone is lost: a backup and the key of the house bring the workshop back, and it can be written in', async () => {
  test.setTimeout(90_000);
  const lost = await startPhone({ profile: test.info().outputPath('lost') });
  const [page = await lost.newPage()] = lost.pages();
  await go(page, '');
  await foundWorkshop(page);
  await addTool(page, 'Rabot');
  await page.getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByText('C’est noté : avec toi.')).toBeVisible();
  await addTool(page, 'Varlope');

  await go(page, '#/house/key');
  await expect(page.getByText('Pas encore gardée')).toBeVisible();
  await page.getByRole('button', { name: 'Montrer la clé' }).click();
  const key = ((await page.locator('.key-groups').getAttribute('aria-label')) ?? '').replaceAll(', ', ' ');
  expect(key).toMatch(/^[0-9A-Z]{4}(?: [0-9A-Z]{4}){6}$/);
  await page.getByRole('button', { name: 'Je l’ai gardée' }).click();
  await expect(page.getByText(/^Gardée\s:/)).toBeVisible();
  await page.getByRole('button', { name: 'Faire une sauvegarde' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Enregistrer' }).click(),
  ]);
  const backup = test.info().outputPath(download.suggestedFilename());
  await download.saveAs(backup);
  await expect(page.getByText(/^La dernière\s:/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('key.png'), fullPage: true });
  await lost.close();

  const found = await startPhone({ profile: test.info().outputPath('found') });
  const [fresh = await found.newPage()] = found.pages();
  await go(fresh, '');
  await fresh.getByRole('link', { name: 'J’ai une sauvegarde' }).click();
  await expect(title(fresh, 'Ramener un atelier')).toBeVisible();
  const bringBack = fresh.getByRole('button', { name: 'Ramener l’atelier' });
  const give = async (file: string) => {
    const change = fresh.getByRole('button', { name: 'Changer' });
    if (await change.isVisible()) await change.click();
    const [chooser] = await Promise.all([
      fresh.waitForEvent('filechooser'),
      fresh.getByRole('button', { name: 'Choisir la sauvegarde' }).click(),
    ]);
    await chooser.setFiles(file);
    await expect(change).toBeVisible();
  };

  // What is not a backup, or no longer one, is refused in words, and nothing is left behind.
  const bytes = await readFile(backup);
  const cut = test.info().outputPath('cut.circule');
  await writeFile(cut, bytes.subarray(0, bytes.length - 40));
  const flipped = test.info().outputPath('flipped.circule');
  const damaged = Buffer.from(bytes);
  const first = bytes.indexOf('\n') + 5;
  damaged[first] = (damaged[first] ?? 0) ^ 1;
  await writeFile(flipped, damaged);
  const foreign = test.info().outputPath('courses.circule');
  await writeFile(foreign, 'des clous, de la colle');
  await fresh.getByLabel('La clé de la maison').fill(key);
  for (const [file, words] of [
    [foreign, 'Ce n’est pas une sauvegarde de Circule.'],
    [cut, 'Cette sauvegarde est abîmée ou incomplète.'],
    [flipped, 'Cette sauvegarde est abîmée ou incomplète.'],
  ] as const) {
    await give(file);
    await bringBack.click();
    await expect(fresh.getByRole('alert').filter({ hasText: words })).toBeVisible();
  }

  await give(backup);
  const deps = createCryptoDeps(globalThis.crypto);
  const another = await toHouseKey(createRecoverySecret(deps), deps);
  const slipped = `${key.slice(0, -1)}${key.endsWith('7') ? '8' : '7'}`;
  for (const [typed, words] of [
    [key.slice(0, 20), 'La clé a 28 signes. Il y en a 16 ici.'],
    [slipped, 'Un signe ne va pas. Relis la clé, groupe après groupe.'],
    [another, 'C’est la clé d’un autre atelier, ou une ancienne clé de celui-ci.'],
  ] as const) {
    await fresh.getByLabel('La clé de la maison').fill(typed);
    await bringBack.click();
    await expect(fresh.getByText(words)).toBeVisible();
  }
  await fresh.screenshot({ path: test.info().outputPath('refused.png'), fullPage: true });

  // As a person copies it from paper: small letters, no groups.
  await fresh.getByLabel('La clé de la maison').fill(key.replaceAll(' ', '').toLowerCase());
  await bringBack.click();
  await expect(title(fresh, 'À faire')).toBeVisible();
  await expect(fresh.getByText('La Remise est de retour, et tu peux y écrire.')).toBeVisible();
  await expect(fresh.getByRole('link', { name: /Rabot/ })).toBeVisible();

  await openTool(fresh, 'Varlope');
  await fresh.getByRole('button', { name: 'Je prends' }).click();
  await expect(fresh.getByText('C’est noté : avec toi.')).toBeVisible();
  await openTool(fresh, 'Rabot');
  await fresh.getByRole('button', { name: 'Je rends' }).click();
  await expect(fresh.getByText('C’est noté : de retour.')).toBeVisible();

  await go(fresh, '#/house/people');
  await fresh.getByRole('link', { name: /Odile/ }).click();
  await expect(fresh.getByText('C’est toi, gardien·ne')).toBeVisible();
  const devices = fresh.getByRole('main').locator('.device-row');
  await expect(devices.filter({ hasText: 'Cet appareil' })).toContainText('écrit dans le carnet');
  await expect(devices.filter({ hasText: 'Un autre appareil' })).toContainText('carnet clos : il n’y écrit plus');
  await expect(devices).toHaveCount(2);
  await fresh.screenshot({ path: test.info().outputPath('devices.png'), fullPage: true });

  // Once more is once too many: what is here stays as it is.
  await go(fresh, '#/restore');
  await give(backup);
  await fresh.getByLabel('La clé de la maison').fill(key);
  await bringBack.click();
  await expect(fresh.getByText('Cet atelier est déjà sur cet appareil : rien n’est posé par-dessus.')).toBeVisible();
  await fresh.getByRole('button', { name: 'Ouvrir celui qui est là' }).click();
  await expect(fresh.getByRole('link', { name: /Varlope/ })).toBeVisible();
  await found.close();
});
