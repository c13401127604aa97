import { expect, test, type Page } from '@playwright/test';
import { openDemo } from './support/phone.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const sheet = (page: Page) => page.getByRole('dialog');

/** What the tablet asks, or whom it greets. */
const greeting = (page: Page, words: string | RegExp) => page.getByRole('heading', { level: 2, name: words });
const wall = (page: Page, tool: string) => page.getByRole('button', { name: new RegExp(`^${tool} ?, chez`) });

/** There is no camera in the stories of the door: the code of the label is typed. */
async function type(page: Page, code: string): Promise<void> {
  await page.getByLabel('Le code de l’étiquette').fill(code);
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  // Nothing is left for whoever comes next.
  await expect(page.getByLabel('Le code de l’étiquette')).toHaveValue('');
}

test.use({ actionTimeout: 10_000, viewport: { width: 1024, height: 768 } });

test('@door a tablet for everybody: who, code, done; it forgets who, and only its code leads out', async ({ page }) => {
  test.setTimeout(90_000);
  await page.goto('/');
  await openDemo(page);
  await page.goto('/#/tools');
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('scie sauteuse');
  await page.getByRole('link', { name: /Scie sauteuse/ }).click();
  await expect(title(page, 'Scie sauteuse')).toBeVisible();
  const address = page.url();
  const code = (await page.locator('main .code').first().textContent()) ?? '';

  await page.goto('/#/house');
  await page.getByRole('button', { name: /Tablette de la porte/ }).click();
  await sheet(page).getByLabel('Un code pour en sortir').fill('24');
  await sheet(page).getByRole('button', { name: 'Passer en mode porte' }).click();
  await expect(sheet(page).getByText('Il faut quatre à six chiffres.')).toBeVisible();
  await sheet(page).getByLabel('Un code pour en sortir').fill('2468');
  await sheet(page).getByRole('button', { name: 'Passer en mode porte' }).click();
  await expect(greeting(page, 'C’est qui ?')).toBeVisible();

  // It stays the tablet when it is switched off, and whatever address is asked for.
  await page.clock.install();
  await page.reload();
  await expect(greeting(page, 'C’est qui ?')).toBeVisible();
  for (const route of ['#/house/settings', '#/house/people', '#/', new URL(address).hash]) {
    await page.goto(`/${route}`);
    await expect(page).toHaveURL(/#\/door$/);
    await expect(greeting(page, 'C’est qui ?')).toBeVisible();
  }
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.screenshot({ path: test.info().outputPath('rest.png') });

  // Who, code, done.
  await page.getByRole('button', { name: 'Nour', exact: true }).click();
  await expect(greeting(page, 'C’est toi, Nour')).toBeVisible();
  await type(page, code);
  const last = page.getByRole('status').filter({ hasText: 'Scie sauteuse', hasNotText: 'jeton' });
  await expect(last).toContainText('Avec Nour');
  await expect(wall(page, 'Scie sauteuse')).toContainText('Nour');
  await page.screenshot({ path: test.info().outputPath('taken.png') });
  await page.getByRole('button', { name: 'Annuler : Scie sauteuse' }).click();
  await expect(last).toContainText('C’est annulé');
  await expect(wall(page, 'Scie sauteuse')).toHaveCount(0);

  // The code first: then it asks who.
  await page.getByRole('button', { name: 'Ce n’est pas moi' }).click();
  await type(page, code);
  await expect(greeting(page, 'C’est qui ?')).toBeVisible();
  await expect(page.getByText('Scie sauteuse : touche ton jeton.')).toBeVisible();
  await page.getByRole('button', { name: 'Bakary', exact: true }).click();
  await expect(last).toContainText('Avec Bakary');
  await expect(greeting(page, 'C’est toi, Bakary')).toBeVisible();

  // Nobody touches it for a while: nobody acts in his name.
  await page.clock.fastForward(15_000);
  await expect(greeting(page, 'C’est toi, Bakary')).toBeVisible();
  await page.clock.fastForward(10_000);
  await expect(greeting(page, 'C’est qui ?')).toBeVisible();
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(0);

  // Somebody it has never seen brings it back.
  await page.getByRole('button', { name: 'Autre' }).click();
  await sheet(page).getByRole('searchbox', { name: 'Chercher un prénom' }).fill('Zoé');
  await sheet(page)
    .getByRole('button', { name: /^Nouvelle personne : Zoé/ })
    .click();
  await expect(greeting(page, 'C’est toi, Zoé')).toBeVisible();
  await wall(page, 'Scie sauteuse').click();
  await expect(sheet(page).getByRole('heading', { name: 'Scie sauteuse' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('out.png') });
  await sheet(page).getByRole('button', { name: 'C’est revenu à sa place' }).click();
  await expect(last).toContainText('De retour, par Zoé');
  await expect(wall(page, 'Scie sauteuse')).toHaveCount(0);

  // Only the code leads out.
  await page.getByRole('button', { name: 'Quitter', exact: true }).click();
  await sheet(page).getByLabel('Le code de la tablette').fill('1357');
  await sheet(page).getByRole('button', { name: 'Quitter', exact: true }).click();
  await expect(sheet(page).getByText('Ce n’est pas ce code.')).toBeVisible();
  await page.goto('/#/house/settings');
  await expect(page).toHaveURL(/#\/door$/);
  await sheet(page).getByLabel('Le code de la tablette').fill('2468');
  await sheet(page).getByRole('button', { name: 'Quitter', exact: true }).click();
  await expect(title(page, 'L’atelier')).toBeVisible();
  await page.goto(address);
  const story = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Son carnet' }) });
  await expect(story).toContainText('De retour avec Zoé.');
  await expect(story).toContainText('Bakary l’emmène.');
});
