import { expect, type Page } from '@playwright/test';
import { writeCameraFile } from '#tests/support/camera.ts';
import { codeCard } from '#tests/support/codes.ts';
import { fromPng } from '#tests/support/raster.ts';
import { addTool, home, invite, joinByLink, openTool, sheet, signalingAlone, test, title } from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first();
const skill = 'la scie circulaire';
const month = 31 * 24 * 3600 * 1000;

/** The page of the skill, out of the list. */
async function openSkill(page: Page): Promise<void> {
  await page.goto('/#/house/skills');
  await link(page, new RegExp(`^${skill}`)).click();
  await title(page, skill).waitFor();
}

/** Zoé says what is asked for, that she knows it, and which tool asks. */
async function askForSkill(page: Page): Promise<void> {
  await page.goto('/#/house');
  await link(page, /^Savoir-faire/).click();
  await act(page, 'Un savoir-faire').click();
  await page.getByLabel('Ce qu’on sait faire').fill(skill);
  await page.getByRole('radio', { name: 'est accompagné' }).check();
  await page.getByLabel('À renouveler, en mois').fill('');
  await page.getByLabel('Expire sans servir, en mois').fill('6');
  await act(page, 'Enregistrer').click();
  await title(page, skill).waitFor();
  await act(page, 'Je sais déjà faire').click();
  await page.getByRole('checkbox', { name: /Je veux bien montrer/ }).check();
  await addTool(page, 'Scie');
  await page.getByRole('button', { name: 'Autres gestes' }).click();
  await sheet(page).getByRole('link', { name: 'Modifier la fiche' }).click();
  await page.getByRole('checkbox', { name: new RegExp(`^${skill}`) }).check();
  await act(page, 'Enregistrer').click();
  await title(page, 'Scie').waitFor();
}

// No pod keeps anything: a half that has arrived was brought by the other phone.
test.use({ podFlags: signalingAlone });

test('@skill asked for, shown from phone to phone by a code and offline, used, lapsed by disuse, fresh again by use', async ({
  crew: { phone },
}) => {
  test.setTimeout(180_000);
  const camera = test.info().outputPath('camera.y4m');
  await writeCameraFile(camera, { picture: await codeCard('nothing yet', 'QRCode'), widthInFrame: 400 });
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await askForSkill(zoe.page());
  const bakary = await phone('bakary', '/', { camera });
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');

  // Asked once; then it is taken, and comes back without a question.
  await openTool(bakary.page(), 'Scie');
  await expect(bakary.page().getByText(`Il faut une passation : ${skill}.`)).toBeVisible();
  await expect(bakary.page().getByText('Qui peut montrer :')).toContainText('Zoé');
  await act(bakary.page(), 'Je prends').click();
  await expect(bakary.page().getByText('Quelqu’un qui sait est avec toi, pour te montrer ?')).toBeVisible();
  await act(bakary.page(), 'Oui, on me montre').click();
  await act(bakary.page(), 'Je rends').click();
  await expect(act(bakary.page(), 'Je prends')).toBeVisible();

  // Zoé's half, while Bakary's phone is off: it reaches him as a code only.
  await bakary.off();
  await openSkill(zoe.page());
  await link(zoe.page(), 'J’ai montré à quelqu’un').click();
  await act(zoe.page(), 'Bakary').click();
  await act(zoe.page(), 'J’ai montré à Bakary').click();
  const code = zoe.page().getByRole('img', { name: 'La passation, en code QR' });
  await writeCameraFile(camera, { picture: fromPng(await code.screenshot()), widthInFrame: 560, light: 0.8 });
  await zoe.off();
  await bakary.on('/#/scan');
  await bakary.page().getByRole('link', { name: 'Voir la passation' }).click();
  await expect(title(bakary.page(), 'Zoé dit t’avoir montré')).toBeVisible();
  await act(bakary.page(), 'Oui, on m’a montré').click();
  await expect(bakary.page().getByText(/On attend la moitié de Zoé/)).toBeVisible();

  // The halves meet: it counts on both.
  await zoe.on('/#/house/skills');
  await expect(bakary.page().getByText(/^toi\s?: jusqu’au/)).toBeVisible({ timeout: 30_000 });
  await openSkill(zoe.page());
  const chain = zoe.page().locator('section').filter({ hasText: 'Qui a montré à qui' });
  await expect(chain.getByRole('listitem').filter({ hasText: 'Zoé' }).getByText('Bakary')).toBeVisible({
    timeout: 30_000,
  });

  // No question any more.
  await openTool(bakary.page(), 'Scie');
  await act(bakary.page(), 'Je prends').click();
  await act(bakary.page(), 'Je rends').click();
  await expect(act(bakary.page(), 'Je prends')).toBeVisible();

  // Half a year and more without it.
  await bakary.page().clock.setFixedTime(Date.now() + 7 * month);
  await bakary.page().goto('/');
  await expect(home(bakary.page())).toBeVisible();
  await expect(bakary.page().getByText('Ta passation a expiré')).toBeVisible();
  await openTool(bakary.page(), 'Scie');
  await expect(bakary.page().getByText(`La passation a expiré : ${skill}.`)).toBeVisible();
  await act(bakary.page(), 'Je prends').click();
  await act(bakary.page(), 'Oui, on me montre').click();
  await act(bakary.page(), 'Je rends').click();
  await expect(bakary.page().getByText(/^toi\s?: jusqu’au/)).toBeVisible();
  await openSkill(bakary.page());
  await expect(bakary.page().getByText(/^toi\s?: jusqu’au/)).toBeVisible();
});

test('@skill both tap while their phones are together; whoever it was not says so; a note and an offer for somebody without a phone; asked no more, and again', async ({
  crew: { phone },
}) => {
  test.setTimeout(120_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await askForSkill(zoe.page());
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  const question = bakary.page().getByRole('link', { name: new RegExp(`^${skill}`) });
  const showBakary = async (): Promise<void> => {
    await openSkill(zoe.page());
    await link(zoe.page(), 'J’ai montré à quelqu’un').click();
    await act(zoe.page(), 'Bakary').click();
    await act(zoe.page(), 'J’ai montré à Bakary').click();
    await expect(title(zoe.page(), 'Montre ce code à Bakary')).toBeVisible();
  };

  // Not me: the question is gone on both.
  await showBakary();
  await bakary.page().goto('/#/');
  await expect(question).toContainText('On te l’a montré ?', { timeout: 15_000 });
  await question.click();
  await act(bakary.page(), 'Ce n’est pas moi').click();
  await expect(bakary.page().getByText('Zoé dit t’avoir montré.')).toHaveCount(0);
  await openSkill(zoe.page());
  await expect(zoe.page().getByText('Tu as montré à Bakary. On attend son oui.')).toHaveCount(0, { timeout: 15_000 });

  // Yes: Zoé sees it while the code is still on her screen.
  await showBakary();
  await bakary.page().goto('/#/');
  await question.click();
  await act(bakary.page(), 'Oui, on m’a montré').click();
  await expect(title(zoe.page(), 'Bakary a dit oui')).toBeVisible({ timeout: 15_000 });
  await bakary.page().goto('/#/');
  await expect(question).toHaveCount(0);

  // Bakary passes it on, to somebody who has no phone.
  await openSkill(bakary.page());
  await link(bakary.page(), 'J’ai montré à quelqu’un').click();
  await bakary.page().getByRole('searchbox').fill('Paul');
  await bakary
    .page()
    .getByRole('button', { name: /Nouvelle personne : Paul/ })
    .click();
  await act(bakary.page(), 'J’ai montré à Paul').click();
  await title(bakary.page(), skill).waitFor();
  await bakary.page().getByRole('button', { name: /^Paul/ }).click();
  await sheet(bakary.page())
    .getByRole('checkbox', { name: /^Paul veut bien montrer/ })
    .check();
  await openSkill(zoe.page());
  const showers = zoe.page().locator('section').filter({ hasText: 'Qui peut me montrer' });
  await expect(showers).toContainText('Paul', { timeout: 15_000 });
  await zoe.page().getByRole('button', { name: /^Paul/ }).click();
  await expect(sheet(zoe.page())).toContainText('Bakary lui a montré (noté par Bakary)');
  await sheet(zoe.page())
    .getByRole('checkbox', { name: /^Paul veut bien montrer/ })
    .uncheck();
  await expect(showers).not.toContainText('Paul');

  // Asked of nobody any more, taken back, and again.
  const stopAsking = async (): Promise<void> => {
    await act(zoe.page(), 'Modifier').click();
    await act(zoe.page(), 'Ne plus demander ce savoir-faire').click();
    await expect(zoe.page().getByText('Il n’est plus demandé à personne.')).toBeVisible();
  };
  await zoe.page().keyboard.press('Escape');
  await stopAsking();
  await act(zoe.page(), 'Annuler').click();
  await expect(link(zoe.page(), 'J’ai montré à quelqu’un')).toBeVisible();
  await stopAsking();
  await openTool(bakary.page(), 'Scie');
  await expect(bakary.page().getByRole('heading', { name: 'Savoir-faire' })).toHaveCount(0, { timeout: 15_000 });
  await act(zoe.page(), 'Le demander de nouveau').click();
  await expect(link(zoe.page(), 'J’ai montré à quelqu’un')).toBeVisible();
  await expect(bakary.page().getByRole('heading', { name: 'Savoir-faire' })).toBeVisible({ timeout: 15_000 });
});
