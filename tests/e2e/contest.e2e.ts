import { expect, type Page } from '@playwright/test';
import {
  addTool,
  home,
  invite,
  joinByLink,
  keptForOffline,
  openTool,
  otherAct,
  sheet,
  signalingAlone,
  test,
  title,
} from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

test.use({ podFlags: signalingAlone });

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const take = async (page: Page, tool: string): Promise<void> => {
  await openTool(page, tool);
  await act(page, 'Je prends').click();
  await expect(act(page, 'Je rends')).toBeVisible();
};
/** What waits on the home page, one card per thing. */
const cards = (page: Page, tool: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: tool });
const sides = (page: Page) => page.locator('.contest-sides');

test('@contest two who took the same apart see one card with both their names, and a scan ends it for all', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(240_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  for (const tool of ['Perceuse', 'Ponceuse', 'Échelle', 'Rabot']) await addTool(zoe.page(), tool);
  // A code somebody else stuck on it is claimed.
  const scan = async (page: Page): Promise<void> => {
    await page.goto('/#/scan');
    await page.getByLabel('Le code de l’étiquette').fill('4006381333931');
    await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  };
  await scan(zoe.page());
  await sheet(zoe.page())
    .getByRole('button', { name: /Perceuse/ })
    .click();
  await sheet(zoe.page()).getByRole('heading', { name: 'Perceuse' }).waitFor();
  for (const tool of ['Ponceuse', 'Échelle']) await take(zoe.page(), tool);
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  const chloe = await phone('chloe');
  await joinByLink(chloe.page(), await invite(zoe.page()), 'Chloé');
  await openTool(bakary.page(), 'Échelle');
  await expect(bakary.page().getByText('Chez Zoé').first()).toBeVisible();
  await bakary.page().goto('/#/house/people');
  await expect(bakary.page().getByRole('link', { name: /Chloé/ })).toBeVisible({ timeout: 30_000 });
  await Promise.all([zoe, bakary, chloe].map(({ page }) => keptForOffline(page())));

  // Chloé is away; the two others are apart: nobody brings them together.
  await Promise.all([chloe.off(), zoe.off(), bakary.off(), pod.stop()]);
  await Promise.all([zoe.on(), bakary.on()]);
  await home(zoe.page()).waitFor();
  await Promise.all([take(zoe.page(), 'Perceuse'), take(bakary.page(), 'Perceuse')]);
  // Handed to two: Zoé gives it to Chloé, and Bakary says that he has it from her.
  await openTool(zoe.page(), 'Ponceuse');
  await otherAct(zoe.page(), 'Passer à quelqu’un');
  await sheet(zoe.page()).getByRole('button', { name: 'Chloé' }).click();
  await sheet(zoe.page()).getByRole('button', { name: 'Passer à Chloé' }).click();
  await expect(zoe.page().getByText('C’est noté : chez Chloé.')).toBeVisible();
  const have = async (page: Page, tool: string): Promise<void> => {
    await openTool(page, tool);
    await act(page, 'Je l’ai maintenant').click();
    await expect(act(page, 'Je rends')).toBeVisible();
  };
  await have(bakary.page(), 'Ponceuse');
  // Brought back by one, carried on by the other.
  await openTool(zoe.page(), 'Échelle');
  await act(zoe.page(), 'Je rends').click();
  await expect(act(zoe.page(), 'Je prends')).toBeVisible();
  await have(bakary.page(), 'Échelle');
  // No longer lent for one, taken by the other.
  await openTool(zoe.page(), 'Rabot');
  await otherAct(zoe.page(), 'Ne plus prêter');
  await sheet(zoe.page()).getByRole('radio', { name: 'hors d’usage' }).check();
  await sheet(zoe.page()).getByRole('button', { name: 'Ne plus prêter' }).click();
  await expect(zoe.page().getByText('C’est noté : on ne le prête plus.')).toBeVisible();
  await take(bakary.page(), 'Rabot');
  await bakary.page().goto('/#/');
  await expect(bakary.page().getByRole('main').getByText('Désaccord')).toHaveCount(0);

  // They meet: one card each, that names the other, and both on its page.
  await zoe.page().goto('/#/');
  await pod.start();
  await expect(cards(zoe.page(), 'Désaccord avec Bakary').filter({ hasText: 'Perceuse' })).toHaveCount(1, {
    timeout: 60_000,
  });
  await expect(cards(bakary.page(), 'Désaccord avec Zoé').filter({ hasText: 'Perceuse' })).toHaveCount(1, {
    timeout: 30_000,
  });
  for (const { page } of [zoe, bakary]) await openTool(page(), 'Perceuse');
  await expect(sides(zoe.page())).toContainText(/Toi.*Bakary|Bakary.*Toi/s);
  await expect(sides(bakary.page())).toContainText(/Toi.*Zoé|Zoé.*Toi/s);
  for (const [tool, told] of [
    ['Ponceuse', /Chloé.*Toi|Toi.*Chloé/s],
    ['Échelle', /Toi.*Zoé\s*l’a remis à sa place/s],
    ['Rabot', /Toi.*Zoé\s*l’a retiré du prêt/s],
  ] as const) {
    await openTool(bakary.page(), tool, '/#/');
    await expect(sides(bakary.page())).toContainText(told);
  }

  // Zoé has it in her hands: she scans it, and says so.
  await scan(zoe.page());
  await sheet(zoe.page()).getByRole('button', { name: 'Je l’ai en main' }).click();
  await zoe.page().goto('/#/');
  await expect(
    zoe.page().getByRole('main').getByText('Désaccord avec Bakary').filter({ hasText: 'Perceuse' }),
  ).toHaveCount(0);
  await openTool(bakary.page(), 'Perceuse');
  await expect(bakary.page().getByText('Chez Zoé').first()).toBeVisible({ timeout: 30_000 });
  await expect(sides(bakary.page())).toHaveCount(0);
  // Bakary was mistaken about the planer, and the ladder is on the wall.
  await openTool(bakary.page(), 'Rabot', '/#/');
  await act(bakary.page(), 'Mon erreur, je ne l’ai pas').click();
  await expect(bakary.page().getByText('On ne le prête plus', { exact: false }).first()).toBeVisible();
  await openTool(bakary.page(), 'Ponceuse');
  await act(bakary.page(), 'Je l’ai en main').click();
  await expect(act(bakary.page(), 'Je rends')).toBeVisible();
  await bakary.page().goto('/#/');
  await expect(bakary.page().getByText('Un scan, et c’est réglé.')).toHaveCount(1);
  await openTool(bakary.page(), 'Échelle');
  await act(bakary.page(), 'Mon erreur, je ne l’ai pas').click();
  await expect(act(bakary.page(), 'Je prends')).toBeVisible();

  // Chloé was away all the time: she hears all of it at once, and of no disagreement.
  await chloe.on();
  await home(chloe.page()).waitFor();
  await openTool(chloe.page(), 'Perceuse');
  await expect(chloe.page().getByText('Chez Zoé').first()).toBeVisible({ timeout: 30_000 });
  await openTool(chloe.page(), 'Ponceuse');
  await expect(chloe.page().getByText('Chez Bakary').first()).toBeVisible();
  await chloe.page().goto('/#/');
  await expect(chloe.page().getByText('Un scan, et c’est réglé.')).toHaveCount(0);
  await zoe.page().goto('/#/');
  await expect(zoe.page().getByText('Un scan, et c’est réglé.')).toHaveCount(0);
  await title(zoe.page(), 'À faire').waitFor();
});
