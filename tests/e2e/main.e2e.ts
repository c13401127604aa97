import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { readScanned } from '#domain/scannedCode.ts';
import { labelGroups } from '#domain/label.ts';
import { readRaster } from '#tests/support/codes.ts';
import { foundWorkshop } from './support/phone.ts';
import { cutLabels, printed } from './support/printer.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const sheet = (page: Page) => page.getByRole('dialog');
const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();

/** Writes a tool into the notebook and ends on its page. */
async function addTool(page: Page, name: string, more: () => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('link', { name: 'Ajouter un outil' }).first().click();
  await page.getByLabel('Son nom').fill(name);
  await more();
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, name)).toBeVisible();
}

/** What the list of tools shows for these words, and how it came to it. */
async function search(page: Page, words: string, found: string | RegExp): Promise<void> {
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill(words);
  await expect(
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link') })
      .first(),
  ).toContainText(found);
}

/** A section of a tool's page, by the question it answers. */
const answer = (page: Page, question: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: question }) });

/** What is out, as another program gets it: lines of cells. */
async function outAsTable(page: Page): Promise<readonly (readonly string[])[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tableur (CSV)' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
}

test.use({ actionTimeout: 10_000 });

test('@main a workshop is founded, its tools are found, labelled, taken, passed on and returned, for oneself and for others', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await foundWorkshop(page, { name: 'L’Établi', myName: 'Odile' });

  await nav(page, 'Outils');
  await addTool(page, 'Perceuse à colonne', async () => {
    await page.getByLabel('Ses autres noms').fill('foreuse, chignole');
    await page.getByLabel('Sa place').selectOption({ label: 'Une nouvelle place…' });
    await page.getByLabel('Nom de la place').fill('Mur nord');
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await expect(page.getByLabel('Sa place').locator('option:checked')).toHaveText('Mur nord');
    await page.getByLabel('Où exactement').fill('crochet 7');
  });
  for (const name of ['Échelle double', 'Scie sauteuse']) {
    await page.getByRole('link', { name: 'Outils' }).first().click();
    await addTool(page, name);
  }

  await page.getByRole('link', { name: 'Outils' }).first().click();
  await expect(page.getByText('3 outils')).toBeVisible();
  await search(page, 'echelle', 'Échelle double');
  await search(page, 'foreuse', 'Perceuse à colonneaussi « foreuse »');
  await search(page, 'perseuse', 'Perceuse à colonne');

  await nav(page, 'Atelier');
  await page.getByRole('link', { name: /Gens/ }).click();
  await page.getByRole('button', { name: 'Quelqu’un sans téléphone' }).click();
  await sheet(page).getByLabel('Prénom').fill('Bakary');
  await sheet(page).getByLabel('Comment la joindre').fill('06 12 34 56 78');
  await sheet(page).getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(page.getByRole('link', { name: /Bakary/ })).toContainText('sans téléphone, rien en main');

  await page.getByRole('link', { name: 'Atelier' }).first().click();
  await page.getByRole('link', { name: 'Imprimer des étiquettes' }).click();
  await page.getByRole('radio', { name: 'À coller plus tard' }).check();
  await page.getByRole('button', { name: /^Voir la planche/ }).click();
  const pdf = await printed(page, async () => {
    await page.getByRole('button', { name: /^Imprimer/ }).click();
    await page.getByRole('button', { name: 'Imprimer quand même' }).click();
  });
  const [forDrill, forLadder] = await Promise.all(
    cutLabels(pdf, 2).map(async (label) => {
      const [code] = await readRaster(label);
      if (code === undefined) throw new Error('the label cannot be read');
      const read = readScanned(code.text, code.format);
      if (read.kind !== 'label') throw new Error('the label is none');
      return { address: code.text, typed: labelGroups(read.label) };
    }),
  );
  if (forDrill === undefined || forLadder === undefined) throw new Error('two labels were wanted');

  // A label printed ahead, opened by its address as by the phone's own camera.
  await page.goto(forLadder.address);
  await expect(title(page, 'Cette étiquette est libre. La coller à quoi ?')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('echele');
  await page.getByRole('button', { name: /Échelle double/ }).click();
  await expect(title(page, 'Échelle double')).toBeVisible();
  await page.goto('/#/');
  await page.goto(forLadder.address);
  await expect(title(page, 'Échelle double')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();

  // The other one, typed: there is no camera here.
  await page.goto('/#/scan');
  await page.getByLabel('Le code de l’étiquette').fill(forDrill.typed);
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await sheet(page)
    .getByRole('button', { name: /Perceuse à colonne/ })
    .click();
  await expect(sheet(page).getByRole('heading', { name: 'Perceuse à colonne' })).toBeVisible();

  // Taken for oneself, with all that may be said of it.
  await sheet(page).getByRole('button', { name: 'Demain' }).click();
  await sheet(page).getByLabel('Pour quoi faire').fill('Fixer une étagère');
  await sheet(page).getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'C’est noté : avec toi, jusqu’à demain.' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Fait à l’instant' })).toContainText('Odile prend 1 outil');
  await page.getByRole('link', { name: /^C’est bon/ }).click();
  await expect(page.getByRole('link', { name: /Perceuse à colonne.*demain/ })).toBeVisible();

  const drill = page.getByRole('link', { name: /Perceuse à colonne/ });
  await nav(page, 'Dehors');
  await expect(drill).toContainText('Avec toi, jusqu’à demain');
  await expect(drill).toContainText('Fixer une étagère');
  const [, mine] = await outAsTable(page);
  expect(mine).toMatchObject({
    0: 'Perceuse à colonne',
    1: forDrill.typed,
    2: 'Odile',
    5: 'no',
    6: 'Fixer une étagère',
  });

  await drill.click();
  await expect(answer(page, 'À quoi ça sert')).toContainText('Fixer une étagère');
  await expect(answer(page, 'À qui ça sert')).toContainText('1 personne');
  await expect(answer(page, 'Comment ça circule')).toContainText('Odile');

  // From hand to hand, to somebody without a phone.
  const act = async (name: string) => {
    await page.getByRole('button', { name: 'Autres gestes' }).click();
    await sheet(page).getByRole('button', { name }).click();
  };
  await act('Passer à quelqu’un');
  await sheet(page).getByRole('button', { name: 'Bakary' }).click();
  await sheet(page).getByLabel('Pour quoi faire').fill('Poser une tringle');
  await sheet(page).getByRole('button', { name: 'Passer à Bakary' }).click();
  await expect(page.getByText('C’est noté : chez Bakary.')).toBeVisible();
  await expect(answer(page, 'À quoi ça sert').getByRole('listitem')).toHaveText([
    /Poser une tringle/,
    /Fixer une étagère/,
  ]);
  await expect(answer(page, 'À qui ça sert')).toContainText('2 personnes');
  await expect(answer(page, 'Comment ça circule')).toContainText('Bakary');
  await page.goto('/#/out');
  await expect(drill).toContainText('Chez Bakary');
  await expect(page.getByRole('link', { name: 'Appeler Bakary' })).toBeVisible();
  expect((await outAsTable(page))[1]).toMatchObject({ 2: 'Bakary', 4: '', 6: 'Poser une tringle' });

  // Brought back by whoever does the writing for him.
  await drill.click();
  await act('Rendre pour Bakary');
  await sheet(page).getByRole('button', { name: 'C’est rendu' }).click();
  await expect(page.getByText('C’est noté : de retour, Mur nord.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
  await expect(answer(page, 'Comment ça circule')).toContainText('Mur nord');
  await expect(answer(page, 'Son carnet')).toContainText(/De retour avec Bakary\. .*\(noté par Odile\)/);
  await page.goto('/#/out');
  await expect(page.getByText('Rien n’est dehors en ce moment.')).toBeVisible();

  // For somebody who was not in the notebook yet.
  await page.goto('/#/tools');
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('');
  await page.getByRole('link', { name: /Scie sauteuse/ }).click();
  await act('Prendre pour quelqu’un');
  await sheet(page).getByRole('searchbox', { name: 'Chercher un prénom' }).fill('Nour');
  await sheet(page).getByRole('button', { name: 'Nouvelle personne : Nour' }).click();
  await sheet(page).getByRole('button', { name: 'Nour prend' }).click();
  await expect(page.getByText('C’est noté : chez Nour.')).toBeVisible();
  await expect(answer(page, 'Son carnet')).toContainText(/Nour l’emmène\. .*\(noté par Odile\)/);
  await expect(answer(page, 'À qui ça sert')).toContainText('1 personne');
  // Here she is: one has it now, straight from her hands.
  await act('Je l’ai maintenant');
  await sheet(page).getByRole('button', { name: 'Je l’ai maintenant' }).click();
  await expect(page.getByText('C’est noté : avec toi.')).toBeVisible();
  await page.getByRole('button', { name: 'Je rends' }).click();
  await expect(page.getByText('C’est noté : de retour.')).toBeVisible();

  // Taken by mistake, and taken back at once.
  await page.getByRole('button', { name: 'Je prends' }).click();
  const said = page.getByRole('status').filter({ hasText: 'C’est noté : avec toi.' }).last();
  await said.getByRole('button', { name: 'Annuler' }).last().click();
  await expect(page.getByText('C’est annulé.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
  await expect(answer(page, 'Son carnet').locator('del').filter({ hasText: 'Odile l’emmène.' })).toBeVisible();

  // Two days later the notebook says one has it; it was not me.
  await page.getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByRole('button', { name: 'Je rends' })).toBeVisible();
  await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Je rends' })).toBeVisible();
  await act('Ce n’était pas moi');
  await expect(page.getByText('C’est noté : ce n’était pas toi.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
  await expect(answer(page, 'Son carnet')).toContainText('Odile dit : ce n’était pas moi.');
  await page.goto('/#/out');
  await expect(page.getByText('Rien n’est dehors en ce moment.')).toBeVisible();
});
