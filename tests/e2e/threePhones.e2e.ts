import { expect, type Page } from '@playwright/test';
import { addTool, home, invite, joinByLink, keptForOffline, openTool, signalingAlone, test } from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

test.use({ podFlags: signalingAlone });

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('@three-phones one of them carries the news between two that never meet', async ({ crew: { phone } }) => {
  test.setTimeout(180_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await addTool(zoe.page(), 'Perceuse');
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  const link = await invite(zoe.page());
  await bakary.page().goto('/#/house/people');
  await expect(bakary.page().getByText('Invitations en attente')).toBeVisible({ timeout: 30_000 });
  await Promise.all([keptForOffline(zoe.page()), keptForOffline(bakary.page())]);
  await openTool(zoe.page(), 'Perceuse');
  await act(zoe.page(), 'Je prends').click();
  await openTool(bakary.page(), 'Perceuse');
  await expect(bakary.page().getByText('Chez Zoé').first()).toBeVisible({ timeout: 30_000 });
  await zoe.off();

  // Chloé comes in through Bakary: of Zoé's phone she has only ever heard.
  const chloe = await phone('chloe');
  await joinByLink(chloe.page(), link, 'Chloé');
  await openTool(chloe.page(), 'Perceuse');
  await expect(chloe.page().getByText('Chez Zoé').first()).toBeVisible();
  await addTool(chloe.page(), 'Rabot');
  await act(chloe.page(), 'Je prends').click();
  await openTool(bakary.page(), 'Rabot');
  await expect(bakary.page().getByText('Chez Chloé').first()).toBeVisible({ timeout: 30_000 });
  await chloe.off();

  await zoe.on();
  await home(zoe.page()).waitFor();
  await openTool(zoe.page(), 'Rabot');
  await expect(zoe.page().getByText('Chez Chloé').first()).toBeVisible({ timeout: 30_000 });
  await openTool(zoe.page(), 'Perceuse');
  await act(zoe.page(), 'Je rends').click();
  await openTool(bakary.page(), 'Perceuse');
  await expect(act(bakary.page(), 'Je prends')).toBeVisible({ timeout: 30_000 });
  await zoe.off();

  await chloe.on();
  await openTool(chloe.page(), 'Perceuse');
  await expect(act(chloe.page(), 'Je prends')).toBeVisible({ timeout: 30_000 });
});
