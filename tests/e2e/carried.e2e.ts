import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import {
  addTool,
  allElsewhere,
  home,
  invite,
  joinByLink,
  keptForOffline,
  openMeeting,
  openTool,
  otherAct,
  parcelOf,
  sheet,
  signalingAlone,
  test,
} from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const notebook = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Son carnet' }) });

/** Takes a tool, saying what for. */
async function takeFor(page: Page, tool: string, purpose: string): Promise<void> {
  await openTool(page, tool);
  await otherAct(page, 'Dire jusqu’à quand, pour quoi');
  await sheet(page).getByLabel('Pour quoi faire').fill(purpose);
  await sheet(page).getByRole('button', { name: 'Je prends' }).click();
  await expect(act(page, 'Je rends')).toBeVisible();
}

async function everyFile(folder: string): Promise<readonly Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => readFile(join(parentPath, name))),
  );
}

/**
 * Base64 looks otherwise at each of three places; what its neighbours share is left out. What is shorter than five bytes
 * would be found by chance.
 */
function waysToWrite(words: string): readonly (readonly [way: string, bytes: Buffer])[] {
  const plain = Buffer.from(words);
  const ways: readonly (readonly [way: string, bytes: Buffer])[] = [
    ['text', plain],
    ['text, taken apart', Buffer.from(words.normalize('NFD'))],
    ['Latin-1', Buffer.from(words, 'latin1')],
    ['UTF-16', Buffer.from(words, 'utf16le')],
    ...[0, 1, 2].map((before) => {
      const moved = Buffer.concat([Buffer.alloc(before), plain])
        .toString('base64')
        .replace(/=+$/, '');
      return [`Base64 ${String(before)}`, Buffer.from(moved.slice(before === 0 ? 0 : before + 1, -1))] as const;
    }),
  ];
  return ways.filter(([, bytes]) => bytes.length > 4);
}

test('@pod two phones that are never on together read each other through a pod that reads nothing', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(180_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoélie' });
  await addTool(zoe.page(), 'Perceuse-Pied-Bleu');
  await addTool(zoe.page(), 'Scie-sauteuse');
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  await allElsewhere(bakary.page());
  await bakary.off();

  // Zoélie alone: the pod has it, which is said.
  await takeFor(zoe.page(), 'Perceuse-Pied-Bleu', 'Étagère-de-Nour');
  await addTool(zoe.page(), 'Rabot-Vert');
  const forChloe = await invite(zoe.page());
  await allElsewhere(zoe.page());
  await expect(zoe.page().getByText('Le relais').first()).toBeVisible();
  await zoe.off();

  await bakary.on();
  await home(bakary.page()).waitFor();
  await openTool(bakary.page(), 'Rabot-Vert');
  await openTool(bakary.page(), 'Perceuse-Pied-Bleu');
  await expect(notebook(bakary.page())).toContainText('Zoélie l’emmène.');
  await expect(notebook(bakary.page())).toContainText('Étagère-de-Nour');
  await openTool(bakary.page(), 'Rabot-Vert');
  await act(bakary.page(), 'Je prends').click();
  await expect(act(bakary.page(), 'Je rends')).toBeVisible();
  // He lets Chloé in, who then is on alone: she and Zoélie never meet at all.
  const chloe = await phone('chloe');
  await joinByLink(chloe.page(), forChloe, 'Chloé');
  await allElsewhere(bakary.page());
  await bakary.off();
  await takeFor(chloe.page(), 'Scie-sauteuse', 'Cabane-de-Lou');
  await allElsewhere(chloe.page());
  await chloe.off();

  // Killed and started again meanwhile: what it acknowledged is there.
  await pod.stop('SIGKILL');
  await pod.start();
  await zoe.on();
  await openTool(zoe.page(), 'Rabot-Vert');
  await expect(notebook(zoe.page())).toContainText('Bakary l’emmène.', { timeout: 30_000 });
  await openTool(zoe.page(), 'Scie-sauteuse');
  await expect(notebook(zoe.page())).toContainText('Chloé l’emmène.');
  await expect(notebook(zoe.page())).toContainText('Cabane-de-Lou');
  await act(zoe.page(), 'Je l’ai maintenant').click();
  await expect(act(zoe.page(), 'Je rends')).toBeVisible();
  await allElsewhere(zoe.page());
  await zoe.off();
  await chloe.on();
  await openTool(chloe.page(), 'Scie-sauteuse');
  await expect(chloe.page().getByText('Chez Zoélie').first()).toBeVisible();
  await chloe.off();
  await pod.stop('SIGTERM');

  // Nothing that was written can be read on its disk.
  const files = await everyFile(test.info().outputPath('pod'));
  expect(files.length).toBeGreaterThan(1);
  const written = ['La Remise', 'Zoélie', 'Bakary', 'Chloé', 'Perceuse', 'Pied-Bleu', 'Rabot', 'Étagère', 'de-Nour'];
  for (const words of [...written, 'sauteuse', 'Cabane'])
    for (const [way, bytes] of waysToWrite(words))
      expect(
        files.filter((file) => file.includes(bytes)),
        `${words}, as ${way}`,
      ).toEqual([]);
});

test.describe('by file', () => {
  test.use({ podFlags: signalingAlone });

  test('@file two phones that are never on together read each other from a file; a changed, cut, strange or old one does no harm', async ({
    crew: { pod, phone },
  }) => {
    test.setTimeout(240_000);
    const open = async (page: Page, file: string): Promise<void> => {
      await page.goto('/#/');
      await openMeeting(page);
      await page.getByLabel('Un pli reçu').setInputFiles(file);
    };
    const zoe = await phone('zoe');
    await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
    await addTool(zoe.page(), 'Perceuse');
    const bakary = await phone('bakary');
    await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
    await openTool(bakary.page(), 'Perceuse');
    await Promise.all([zoe, bakary].map(({ page }) => keptForOffline(page())));
    await Promise.all([bakary.off(), pod.stop()]);

    const old = test.info().outputPath('old.circule-pli');
    await writeFile(old, await readFile(await parcelOf(zoe.page())));
    await takeFor(zoe.page(), 'Perceuse', 'Une étagère');
    const parcel = test.info().outputPath('pli.circule-pli');
    await writeFile(parcel, await readFile(await parcelOf(zoe.page())));
    await zoe.off();

    await bakary.on();
    await home(bakary.page()).waitFor();
    // Changed on the way, cut off, of another workshop, and no parcel at all: each is refused, and nothing is taken in.
    const bytes = await readFile(parcel);
    const spoilt = async (name: string, change: (copy: Buffer) => Buffer): Promise<string> => {
      const path = test.info().outputPath(name);
      await writeFile(path, change(Buffer.from(bytes)));
      return path;
    };
    const changed = await spoilt('changed', (copy) => {
      copy[copy.length - 40] = (copy[copy.length - 40] ?? 0) ^ 1;
      return copy;
    });
    const cut = await spoilt('cut', (copy) => copy.subarray(0, copy.length - 200));
    for (const file of [changed, cut]) {
      await open(bakary.page(), file);
      await expect(
        bakary.page().getByRole('alert').filter({ hasText: 'Ce pli est abîmé ou incomplet. Fais-le renvoyer.' }),
      ).toBeVisible();
    }
    await open(bakary.page(), await spoilt('strange', () => Buffer.from('Nom,Place\nScie,Mur nord\n')));
    const foreign = 'Ce n’est pas un pli de Circule, ou il vient d’un autre atelier.';
    await expect(bakary.page().getByRole('alert').filter({ hasText: foreign })).toBeVisible();
    await openTool(bakary.page(), 'Perceuse');
    await expect(act(bakary.page(), 'Je prends')).toBeVisible();

    await open(bakary.page(), parcel);
    await expect(bakary.page().getByText(/nouvelles traces sont là\./)).toBeVisible();
    await openTool(bakary.page(), 'Perceuse');
    await expect(notebook(bakary.page())).toContainText('Une étagère');
    await expect(bakary.page().getByText('Chez Zoé').first()).toBeVisible();
    // The same again, and one from before: nothing new, nothing undone.
    for (const file of [parcel, old]) {
      await open(bakary.page(), file);
      await expect(bakary.page().getByText('Rien de neuf dans ce pli : tout était déjà là.').first()).toBeVisible();
    }
    await openTool(bakary.page(), 'Perceuse');
    await act(bakary.page(), 'Je l’ai maintenant').click();
    await expect(act(bakary.page(), 'Je rends')).toBeVisible();
    const back = test.info().outputPath('retour.circule-pli');
    await writeFile(back, await readFile(await parcelOf(bakary.page())));
    await bakary.off();

    await zoe.on();
    await open(zoe.page(), back);
    await expect(zoe.page().getByText(/nouvelles? traces? (?:sont|est) là\./)).toBeVisible();
    await openTool(zoe.page(), 'Perceuse');
    await expect(zoe.page().getByText('Chez Bakary').first()).toBeVisible();

    // Another workshop takes nothing from it.
    await pod.start();
    const odile = await phone('odile');
    await foundWorkshop(odile.page(), { name: 'L’Établi', myName: 'Odile' });
    await open(odile.page(), parcel);
    await expect(odile.page().getByRole('alert').filter({ hasText: foreign })).toBeVisible();
  });
});
