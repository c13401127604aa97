import { writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import {
  addTool,
  home,
  invite,
  joinByLink,
  openMeeting,
  openTool,
  parcelOf,
  signalingAlone,
  test,
  title,
} from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

/** Its own line of the notebook on a tool's page, the newest first. */
const lastLine = (page: Page) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: 'Son carnet' }) })
    .getByRole('listitem')
    .first();
const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const peers = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Ici maintenant' }) });

// No pod keeps anything: what one has, the other gave.
test.use({ podFlags: signalingAlone });

test('@two-phones what one does the other sees, with its second tick; without signaling, after a reload, after sleep', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(180_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await addTool(zoe.page(), 'Perceuse');
  await zoe.page().goto('/#/');
  await expect(zoe.page().getByRole('link', { name: /à partager/ })).toBeVisible();
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  await openTool(bakary.page(), 'Perceuse');
  await openTool(zoe.page(), 'Perceuse');

  // Within seconds, both ways.
  await act(zoe.page(), 'Je prends').click();
  await expect(lastLine(bakary.page())).toContainText('Zoé l’emmène.', { timeout: 10_000 });
  await expect(bakary.page().getByText('Chez Zoé').first()).toBeVisible();
  await act(zoe.page(), 'Je rends').click();
  await expect(act(bakary.page(), 'Je prends')).toBeVisible({ timeout: 10_000 });
  await act(bakary.page(), 'Je prends').click();
  await expect(lastLine(zoe.page())).toContainText('Bakary l’emmène.', { timeout: 10_000 });

  // The second tick: the other one has it.
  await expect(bakary.page().getByRole('main').getByText('ailleurs aussi')).toBeAttached();
  await openMeeting(zoe.page());
  await expect(peers(zoe.page())).toContainText('Téléphone de Bakary');
  await expect(peers(zoe.page())).toContainText('à jour');
  await expect(zoe.page().getByText('Tout est aussi ailleurs')).toBeVisible();

  // They have met: whoever brought them together may go.
  await pod.stop();
  await openTool(zoe.page(), 'Perceuse');
  await act(bakary.page(), 'Je rends').click();
  await expect(act(zoe.page(), 'Je prends')).toBeVisible({ timeout: 10_000 });
  await act(zoe.page(), 'Je prends').click();
  await expect(lastLine(bakary.page())).toContainText('Zoé l’emmène.', { timeout: 10_000 });
  await openMeeting(zoe.page());
  await expect(zoe.page().getByText('Tout est aussi ailleurs')).toBeVisible();

  // A page loaded anew looks for the others itself, and catches up.
  await pod.start();
  await bakary.page().goto('about:blank');
  await addTool(zoe.page(), 'Rabot');
  await bakary.page().goto('/#/tools');
  await expect(bakary.page().getByRole('link', { name: /^Rabot/ })).toBeVisible({ timeout: 30_000 });

  // A phone in a pocket: its page is stopped, and goes on when it is taken out.
  const cdp = await bakary.context().newCDPSession(bakary.page());
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await openTool(zoe.page(), 'Rabot');
  await act(zoe.page(), 'Je prends').click();
  await expect(lastLine(zoe.page())).toContainText('Zoé l’emmène.');
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await openTool(bakary.page(), 'Rabot');
  await expect(lastLine(bakary.page())).toContainText('Zoé l’emmène.', { timeout: 30_000 });
  await openMeeting(bakary.page());
  await expect(peers(bakary.page())).toContainText('Téléphone de Zoé', { timeout: 30_000 });
});

/** So many tools, each with a text that only it has: `rows` facts and more. */
function writeInventory(path: string, rows: number): void {
  const lines = Array.from({ length: rows }, (_, at) => {
    const words = Array.from({ length: 24 }, (_, word) => ((at * 31 + word * 17) % 46_656).toString(36)).join(' ');
    return `Outil ${String(at).padStart(5, '0')},${words}`;
  });
  writeFileSync(path, ['Nom,Description', ...lines].join('\n'));
}

async function importInventory(page: Page, path: string, rows: number): Promise<void> {
  await page.goto('/#/house/import');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  await (await asked).setFiles(path);
  await page.getByRole('button', { name: 'Essayer à blanc' }).click();
  await page.getByRole('button', { name: /^Importer/ }).click();
  await expect(title(page, 'C’est dans le carnet')).toBeVisible({ timeout: 150_000 });
  await expect(
    page.getByText(new RegExp(`${String(rows).slice(0, -3)}.?${String(rows).slice(-3)} outils`)).first(),
  ).toBeVisible();
}

/** As the newcomer sees it: so many came, of so many. */
async function received(page: Page): Promise<{ readonly done: number; readonly of: number }> {
  const words = (await page.getByRole('main').textContent()) ?? '';
  const [, done, of] = /([\d\s]+) sur ([\d\s]+)/.exec(words) ?? [];
  return { done: Number(done?.replaceAll(/\s/g, '') ?? 0), of: Number(of?.replaceAll(/\s/g, '') ?? 0) };
}

test('@two-phones ten thousand facts, four megabytes and more, come to a newcomer whole, and go on where they were cut', async ({
  crew: { phone },
}) => {
  test.setTimeout(420_000);
  const rows = 10_000;
  const file = test.info().outputPath('inventaire.csv');
  writeInventory(file, rows);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await importInventory(zoe.page(), file, rows);
  const link = await invite(zoe.page());

  const bakary = await phone('bakary');
  const began = Date.now();
  await bakary.page().goto(link);
  await bakary.page().getByLabel('Ton prénom').fill('Bakary');
  await bakary.page().getByRole('button', { name: 'Entrer' }).click();
  await expect(bakary.page().getByText('Je reçois le carnet')).toBeVisible({ timeout: 30_000 });
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        const { done } = await received(bakary.page());
        if (done !== seen.at(-1)) seen.push(done);
        return done;
      },
      { timeout: 60_000, intervals: [100] },
    )
    .toBeGreaterThan(4_000);
  const { of } = await received(bakary.page());
  expect(of).toBeGreaterThan(rows);
  // It grows before one's eyes, and never shrinks.
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));

  // The battery dies. The same link goes on where it was: what is here is not sent again.
  const before = seen.at(-1) ?? 0;
  await bakary.off();
  await bakary.on(link);
  await bakary.page().getByLabel('Ton prénom').fill('Bakary');
  await bakary.page().getByRole('button', { name: 'Entrer' }).click();
  await expect
    .poll(async () => (await received(bakary.page())).of, { timeout: 60_000, intervals: [50] })
    .toBeGreaterThan(0);
  expect((await received(bakary.page())).of).toBeLessThan(of - before / 2);
  await bakary.page().getByRole('button', { name: 'Ouvrir le carnet' }).click({ timeout: 180_000 });
  test.info().annotations.push({ type: 'seconds for a newcomer', description: String((Date.now() - began) / 1000) });
  await home(bakary.page()).waitFor();
  await bakary.page().goto('/#/tools');
  await expect(bakary.page().getByText(/10.000 outils/)).toBeVisible({ timeout: 60_000 });
  for (const name of ['Outil 00000', 'Outil 09999']) {
    await bakary.page().getByRole('searchbox', { name: 'Chercher un outil' }).fill(name);
    await expect(bakary.page().getByRole('link', { name: new RegExp(`^${name}`) })).toBeVisible({ timeout: 30_000 });
  }
  // All of it, sealed as it travelled.
  const parcel = await parcelOf(bakary.page());
  expect((await stat(parcel)).size).toBeGreaterThan(4 * 1024 * 1024);
});
