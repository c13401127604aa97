import { expect, type Page } from '@playwright/test';
import {
  addTool,
  home,
  invite,
  joinByLink,
  keptForOffline,
  openMeeting,
  openTool,
  shownLink,
  signalingAlone,
  test,
  title,
} from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

test.use({ podFlags: signalingAlone });

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const day = 86_400_000;

const openPerson = async (page: Page, name: string): Promise<void> => {
  await page.goto('/#/house/people');
  await page.getByRole('link', { name: new RegExp(name) }).click();
  await title(page, name).waitFor();
};

/** The person says, or a steward for them, that the device is gone. */
async function declareLost(page: Page, name: string): Promise<void> {
  await openPerson(page, name);
  await page.getByRole('button', { name: 'Perdu ?' }).last().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer', exact: true }).click();
  await expect(page.getByText('C’est retiré. Cet appareil n’apprend plus rien de nouveau.')).toBeVisible();
}

test('@revoke a lost phone learns nothing more and what it writes counts nowhere; honest late news is taken up; one who slept through two rotations comes back', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(300_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  for (const tool of ['Perceuse', 'Rabot', 'Scie']) await addTool(zoe.page(), tool);
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  const chloe = await phone('chloe');
  await joinByLink(chloe.page(), await invite(zoe.page()), 'Chloé');
  // Chloé's second device: by a link of her own.
  await openPerson(chloe.page(), 'Chloé');
  await chloe.page().getByRole('link', { name: 'Ajouter un autre appareil à moi' }).click();
  await act(chloe.page(), 'Faire l’invitation').click();
  const second = await shownLink(chloe.page());
  const tablet = await phone('tablet', second);
  await expect(
    tablet.page().getByText('Ton nom est déjà dans le carnet : cet appareil devient le tien.'),
  ).toBeVisible();
  await act(tablet.page(), 'Entrer').click();
  await act(tablet.page(), 'Ouvrir le carnet').click({ timeout: 60_000 });
  await home(tablet.page()).waitFor();
  await openMeeting(tablet.page());
  await expect(tablet.page().getByRole('listitem').filter({ hasText: 'à jour' })).toHaveCount(3, { timeout: 30_000 });
  await expect(tablet.page().getByText('Tout est aussi ailleurs')).toBeVisible();
  await Promise.all([zoe, bakary, chloe, tablet].map(({ page }) => keptForOffline(page())));

  // Nobody brings anybody together. Chloé took the saw along, and notes it on the tablet; then she cannot find it, says so
  // on her phone, and Zoé's, which is beside it, changes the key.
  await pod.stop();
  await Promise.all([bakary.off(), tablet.off()]);
  await Promise.all([bakary.on(), tablet.on()]);
  await openTool(tablet.page(), 'Scie');
  await act(tablet.page(), 'Je prends').click();
  await expect(act(tablet.page(), 'Je rends')).toBeVisible();
  await declareLost(chloe.page(), 'Chloé');
  await openPerson(zoe.page(), 'Chloé');
  await expect(zoe.page().getByText('carnet clos : il n’y écrit plus')).toBeVisible({ timeout: 30_000 });
  await addTool(zoe.page(), 'Après le retrait');
  await openTool(chloe.page(), 'Après le retrait');
  await Promise.all([zoe.off(), chloe.off()]);

  // Bakary, who has not heard of it, meets the tablet, then Zoé: what came that late is shown, and a steward takes it up.
  await pod.start();
  await openTool(bakary.page(), 'Scie');
  await expect(bakary.page().getByText('Chez Chloé').first()).toBeVisible({ timeout: 60_000 });
  await tablet.off();
  await Promise.all([zoe.on(), chloe.on()]);
  await openPerson(zoe.page(), 'Chloé');
  const late = zoe.page().getByText('1 trace est arrivée après le retrait. Elle ne compte pas.');
  await expect(late).toBeVisible({ timeout: 60_000 });
  await openTool(zoe.page(), 'Scie');
  await expect(act(zoe.page(), 'Je prends')).toBeVisible();
  await openPerson(zoe.page(), 'Chloé');
  await act(zoe.page(), 'Elles sont honnêtes : les reprendre').click();
  await expect(zoe.page().getByText('C’est repris dans le carnet.')).toBeVisible();
  await openTool(zoe.page(), 'Scie');
  await expect(zoe.page().getByText('Chez Chloé').first()).toBeVisible();
  await openTool(chloe.page(), 'Scie');
  await expect(chloe.page().getByText('Avec toi').first()).toBeVisible({ timeout: 30_000 });

  // Whoever found it takes the drill, as if it had been last month, and the planer. Zoé has the drill.
  await openTool(zoe.page(), 'Perceuse');
  await act(zoe.page(), 'Je prends').click();
  await expect(act(zoe.page(), 'Je rends')).toBeVisible();
  await openTool(bakary.page(), 'Perceuse');
  await expect(bakary.page().getByText('Chez Zoé').first()).toBeVisible({ timeout: 30_000 });
  await pod.stop();
  await tablet.on();
  await home(tablet.page()).waitFor();
  await tablet.page().clock.setFixedTime(Date.now() - 30 * day);
  for (const tool of ['Perceuse', 'Rabot']) {
    await openTool(tablet.page(), tool);
    await act(tablet.page(), 'Je prends').click();
    await expect(act(tablet.page(), 'Je rends')).toBeVisible();
  }
  await pod.start();
  await tablet.page().goto('/#/');
  // It is told that it is out, and nothing else.
  await expect(tablet.page().getByText('Cet appareil lit, il n’écrit plus')).toBeVisible({ timeout: 60_000 });
  await tablet.page().goto('/#/tools');
  await expect(tablet.page().getByRole('link', { name: /^Scie/ })).toBeVisible();
  await expect(tablet.page().getByRole('link', { name: /^Après le retrait/ })).toHaveCount(0);
  for (const { page } of [zoe, bakary, chloe]) {
    await openTool(page(), 'Rabot');
    await expect(act(page(), 'Je prends')).toBeVisible();
    await page().goto('/#/');
    await expect(page().getByText('Un scan, et c’est réglé.')).toHaveCount(0);
  }
  await openTool(chloe.page(), 'Perceuse');
  await expect(chloe.page().getByText('Chez Zoé').first()).toBeVisible();
  await tablet.off();

  // Bakary's phone goes to sleep, and two go meanwhile: two new keys.
  const dede = await phone('dede');
  await joinByLink(dede.page(), await invite(zoe.page()), 'Dédé');
  await expect(title(zoe.page(), 'Dédé vient d’entrer')).toBeVisible({ timeout: 30_000 });
  await Promise.all([bakary.off(), dede.off()]);
  for (const name of ['Dédé', 'Chloé']) {
    await openPerson(zoe.page(), name);
    await zoe.page().getByRole('button', { name: 'Retirer de l’atelier' }).click();
    await zoe.page().getByRole('alertdialog').getByRole('button', { name: 'Retirer', exact: true }).click();
    await expect(zoe.page().getByText(`${name} n’est plus dans l’atelier.`)).toBeVisible();
  }
  await addTool(zoe.page(), 'Après la seconde clé');
  await bakary.on();
  await home(bakary.page()).waitFor();
  await bakary.page().goto('/#/tools');
  await expect(bakary.page().getByRole('link', { name: /^Après la seconde clé/ })).toBeVisible({ timeout: 90_000 });
  await openTool(bakary.page(), 'Après la seconde clé');
  await act(bakary.page(), 'Je prends').click();
  await openTool(zoe.page(), 'Après la seconde clé');
  await expect(zoe.page().getByText('Chez Bakary').first()).toBeVisible({ timeout: 30_000 });
});
