import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, test, type Page } from '@playwright/test';
import { foundWorkshop, startPhone } from './support/phone.ts';
import { type PodHost, startPod } from './support/podHost.ts';

let pod: PodHost;
let homes: string;
const phones: BrowserContext[] = [];

test.use({ actionTimeout: 15_000 });

test.beforeEach(async () => {
  pod = await startPod();
  homes = await mkdtemp(join(tmpdir(), 'circule-phones-'));
});
test.afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close();
  await pod.remove();
  await rm(homes, { recursive: true, force: true });
});

/** A phone of its own: another browser process, another profile. */
async function phoneOf(name: string): Promise<Page> {
  const phone = await startPhone({ profile: join(homes, name) });
  phones.push(phone);
  await phone.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(pod.url).origin });
  return phone.pages()[0] ?? (await phone.newPage());
}

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
/** Within the page, as a link does: nothing is fetched. */
const goTo = (page: Page, hash: string) => page.evaluate((to) => void (window.location.hash = to), hash);

async function addTool(page: Page, name: string): Promise<void> {
  await goTo(page, '#/tools/new');
  await page.getByLabel('Son nom').fill(name);
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, name)).toBeVisible();
}

/** As a steward does it, up to the link in the clipboard. */
async function invite(page: Page): Promise<string> {
  await page.goto(`${pod.url}#/house/people/invite`);
  await page.getByRole('button', { name: /invitation/i }).click();
  await expect(title(page, 'Montre ce code')).toBeVisible();
  await page.getByRole('button', { name: 'Copier le lien' }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function comeIn(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Ton prénom').fill(name);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.getByRole('button', { name: 'Ouvrir le carnet' }).click({ timeout: 30_000 });
}

test('@two-phones what one writes the other reads, with signaling gone too', async () => {
  test.setTimeout(120_000);
  const odile = await phoneOf('odile');
  await odile.goto(pod.url);
  await foundWorkshop(odile);
  await addTool(odile, 'Perceuse à colonne');
  const link = await invite(odile);

  const ben = await phoneOf('ben');
  await comeIn(ben, link, 'Ben');
  await goTo(ben, '#/tools');
  await ben.getByRole('link', { name: 'Perceuse à colonne' }).click();

  await goTo(odile, '#/tools');
  await odile.getByRole('link', { name: 'Perceuse à colonne' }).click();
  await ben.getByRole('button', { name: 'Je prends' }).first().click();
  await expect(odile.locator('main')).toContainText('Ben', { timeout: 15_000 });

  // They have met: nobody in between is needed any more.
  await pod.kill();
  await addTool(odile, 'Scie à ruban');
  await goTo(ben, '#/tools');
  await expect(ben.getByRole('link', { name: 'Scie à ruban' })).toBeVisible({ timeout: 15_000 });
});
