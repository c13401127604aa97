import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { readScanned } from '#domain/scannedCode.ts';
import { createLabelId, labelGroups } from '#domain/label.ts';
import { writeCameraFile, type Scene } from '#tests/support/camera.ts';
import { codeCard, readRaster } from '#tests/support/codes.ts';
import { toJpeg, type Raster } from '#tests/support/raster.ts';
import { openDemo, startPhone } from './support/phone.ts';
import { cutLabels, printed } from './support/printer.ts';

/** A label held so near that it fills half of the picture, in a room that is none too bright. */
const held = { widthInFrame: 620, light: 0.8 } as const;

const sheet = (page: Page) => page.getByRole('dialog');
const title = (page: Page) => sheet(page).getByRole('heading', { level: 2 });
const tray = (page: Page) => page.getByRole('region', { name: 'Fait à l’instant' });
const act = (page: Page, name: string) => sheet(page).getByRole('button', { name });

/** A phone with the demo on it, and a camera one can hold things before. */
interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Goes to the scanner with this before the camera. */
  readonly scan: (scene: Scene | readonly Scene[], framesEach?: number) => Promise<void>;
  /** Closes what lies over the scanner, and leaves it. */
  readonly leave: () => Promise<void>;
  /** How often the page asked for the camera since it was loaded. */
  readonly asked: () => Promise<number>;
}

async function visit(url: string): Promise<Visitor> {
  const camera = test.info().outputPath('camera.y4m');
  await writeCameraFile(camera, { picture: await codeCard('nothing yet', 'QRCode'), ...held });
  const context = await startPhone({ profile: test.info().outputPath('phone'), camera });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const counted = { asked: 0 };
    Object.assign(window, { counted });
    mediaDevices.getUserMedia = (wish) => {
      counted.asked++;
      return ask(wish);
    };
  });
  await page.goto(url);
  await openDemo(page);
  return {
    context,
    page,
    scan: async (scene, framesEach) => {
      await writeCameraFile(camera, scene, framesEach);
      await page.getByRole('navigation').getByRole('link', { name: 'Scanner' }).click();
    },
    leave: async () => {
      if (await sheet(page).isVisible()) await act(page, 'Fermer').click();
      await page.getByRole('link', { name: 'Quitter le scanner' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'À faire' })).toBeVisible();
    },
    asked: () => page.evaluate(() => (window as unknown as { counted: { asked: number } }).counted.asked),
  };
}

/** Prints what was chosen, and cuts it out. */
async function printAndCut(page: Page, count: number): Promise<readonly Raster[]> {
  await page.getByRole('button', { name: /^Voir la planche/ }).click();
  const pdf = await printed(page, async () => {
    await page.getByRole('button', { name: /^Imprimer à 100 %/ }).click();
    await act(page, 'Imprimer quand même').click();
  });
  await page.goto('/#/');
  return cutLabels(pdf, count);
}

const openLabels = async (page: Page) => {
  await page.getByRole('navigation').getByRole('link', { name: 'Atelier' }).click();
  await page.getByRole('link', { name: 'Imprimer des étiquettes' }).click();
};

const blankLabel = async (page: Page): Promise<Raster> => {
  await openLabels(page);
  await page.getByRole('radio', { name: 'À coller plus tard' }).check();
  await page.getByRole('textbox', { name: 'Combien' }).fill('1');
  const [label] = await printAndCut(page, 1);
  if (label === undefined) throw new Error('nothing was printed');
  return label;
};

/** The tool to put a code on, out of the list in the sheet. */
const choose = async (page: Page, name: string) => {
  await sheet(page).getByRole('searchbox', { name: 'Chercher un outil' }).fill(name);
  await act(page, name).click();
  await expect(title(page)).toHaveText(name);
};

const code128 = 'PERC-0007';
const ean = '4006381333931';
const strange = createLabelId((count) => new Uint8Array(count).fill(9));

test('@camera printed labels are read in the dusk and tilted, each into the sheet of its tool', async ({ baseURL }) => {
  test.setTimeout(120_000);
  const { context, page, scan, leave, asked } = await visit(baseURL ?? '');
  const names = ['Décapeur thermique', 'Plane à deux manches', 'Varlope', 'Wastringue', 'Trusquin'] as const;
  await openLabels(page);
  for (const name of names) await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check();
  const labels = await printAndCut(page, names.length);
  const held45 = [
    { tilt: { x: 45 }, light: 0.35, noise: 5 },
    { tilt: { y: -45 }, light: 0.5 },
    { tilt: { x: -30, y: 30, roll: 45 }, light: 0.4 },
  ] as const;
  for (const [at, how] of held45.entries()) {
    await scan({ ...held, ...how, picture: labels[at] as Raster });
    await expect(title(page), JSON.stringify(how)).toHaveText(names[at] ?? '');
    // One tap was the scanner, the other is this.
    await act(page, 'Je prends').click();
    await expect(tray(page)).toContainText('Léa prend 1 outil');
    await expect(tray(page).getByRole('listitem')).toContainText(names[at] ?? '');
    // This camera has no lamp, so none is offered.
    await expect(page.getByRole('button', { name: 'Lampe' })).toHaveCount(0);
    expect(await asked()).toBe(at + 1);
    await leave();
  }

  // One after the other in one visit; what was read already is not read again.
  const both = [3, 4].map((at) => ({ ...held, picture: labels[at] as Raster }));
  await scan(both, 25);
  const seen: string[] = [];
  for (const count of ['1 outil', '2 outils']) {
    await expect(act(page, 'Je prends')).toBeVisible();
    seen.push((await title(page).textContent()) ?? '');
    await act(page, 'Je prends').click();
    await expect(tray(page)).toContainText(`Léa prend ${count}`);
  }
  expect(seen.toSorted()).toEqual(['Trusquin', 'Wastringue']);
  await expect(page.getByText('Déjà dans la liste')).toBeVisible();
  await expect(sheet(page)).toBeHidden();
  await tray(page).getByRole('button', { name: 'Annuler : Trusquin' }).click();
  await expect(tray(page)).toContainText('Léa prend 1 outil');
  expect(await asked()).toBe(held45.length + 1);
  await page.getByRole('link', { name: 'C’est bon, 1 outil' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'À faire' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Wastringue' })).toBeVisible();

  // Shown again, what one has is brought back.
  await scan(both[0] ?? []);
  await act(page, 'Je rends').click();
  await expect(tray(page)).toContainText('1 outil rendu');
  await context.close();
});

test('@camera codes of others are claimed and read again, and no code is a dead end', async ({ baseURL }) => {
  test.setTimeout(120_000);
  const { context, page, scan, leave, asked } = await visit(baseURL ?? '');

  // A bar code that came with the tool, ten degrees off level.
  for (const [text, format, roll, name] of [
    [code128, 'Code128', 10, 'Varlope'],
    [ean, 'EAN13', -10, 'Trusquin'],
  ] as const) {
    const card: Scene = { picture: await codeCard(text, format), widthInFrame: 640, light: 0.6, tilt: { roll } };
    await scan(card);
    await expect(title(page)).toHaveText('Ce code, c’est quel outil ?');
    await expect(sheet(page)).toContainText(text);
    await choose(page, name);
    await leave();
    await scan(card);
    await expect(title(page)).toHaveText(name);
    await leave();
  }
  expect(await asked()).toBe(4);

  // Something that is no label: said, not followed.
  const before = page.url();
  await scan({ ...held, picture: await codeCard('https://exemple.fr/carte-du-jour', 'QRCode'), widthInFrame: 400 });
  await expect(title(page)).toHaveText('Ce n’est pas une étiquette');
  await expect(sheet(page)).toContainText('https://exemple.fr/carte-du-jour');
  await expect(sheet(page)).toContainText('Je ne l’ouvre pas');
  await expect(sheet(page).getByRole('link')).toHaveCount(0);
  await leave();
  expect(new URL(page.url()).origin).toBe(new URL(before).origin);

  // A label of another workshop: its code and address, to be told to somebody there.
  await scan({ ...held, picture: await codeCard(`https://outils.ailleurs.org/#/o/${strange}`, 'QRCode') });
  await expect(title(page)).toHaveText('L’étiquette d’un autre atelier');
  await expect(sheet(page)).toContainText('https://outils.ailleurs.org');
  await expect(sheet(page)).toContainText(labelGroups(strange));
  await leave();

  // A label printed ahead is bound by a scan; then its photo, its code and a hand-held scanner find the tool too.
  const blank = await blankLabel(page);
  await scan({ ...held, picture: blank });
  await expect(title(page)).toHaveText('Cette étiquette est libre. La coller à quoi ?');
  await choose(page, 'Wastringue');
  await leave();
  const [read] = await readRaster(blank);
  const code = readScanned(read?.text ?? '', 'QRCode');
  if (read === undefined || code.kind !== 'label') throw new Error('the label cannot be read');
  const typed = labelGroups(code.label);

  const nothing = new Uint8ClampedArray(400 * 400 * 4).fill(255);
  await scan({ ...held, picture: { width: 400, height: 400, data: nothing } });
  await page.getByRole('button', { name: 'Taper le code' }).click();
  const field = sheet(page).getByLabel('Le code de l’étiquette');
  await expect(field).toBeFocused();
  await field.fill(typed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
  await expect(sheet(page)).toContainText('Le dernier signe ne va pas. Relis l’étiquette.');
  await field.fill(typed.toLowerCase());
  await act(page, 'Chercher').click();
  await expect(title(page)).toHaveText('Wastringue');
  await act(page, 'Fermer').click();
  await page.getByLabel('Choisir une photo').setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(toJpeg(blank)),
  });
  await expect(title(page)).toHaveText('Wastringue');
  await leave();

  // Anywhere: while searching, too. What the scanner typed is not left in the field.
  await page.getByRole('navigation').getByRole('link', { name: 'Outils' }).click();
  const search = page.getByRole('searchbox', { name: 'Chercher un outil' });
  await search.fill('pot');
  await handHeld(page, ean);
  await expect(title(page)).toHaveText('Trusquin');
  await expect(search).toHaveValue('pot');
  await act(page, 'Fermer').click();
  await page.getByRole('heading', { level: 1 }).focus();
  await handHeld(page, read.text);
  await expect(title(page)).toHaveText('Wastringue');
  await act(page, 'Fermer').click();
  // On a French keyboard the digits of such a scanner come as other signs.
  await handHeld(page, ean, { french: true });
  await expect(title(page)).toHaveText('Trusquin');
  await act(page, 'Je prends').click();
  await expect(page.getByRole('status').filter({ hasText: 'C’est noté : avec toi.' })).toBeVisible();
  await context.close();
});

/** A hand-held scanner: keys quicker than any hand, then Enter. In a field each of them writes its sign. */
const handHeld = (page: Page, text: string, { french = false } = {}): Promise<void> =>
  page.evaluate(
    ([signs, digits]) => {
      const codes: Record<string, string> = {
        ':': 'Semicolon',
        '/': 'Slash',
        '.': 'Period',
        '#': 'Digit3',
        '-': 'Minus',
      };
      const press = (init: KeyboardEventInit) => {
        const focus = document.activeElement ?? document.body;
        const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
        if (!focus.dispatchEvent(event) || init.key === 'Enter') return;
        if (focus instanceof HTMLInputElement) document.execCommand('insertText', false, init.key);
      };
      for (const sign of signs) {
        const isLetter = /[a-z]/i.test(sign);
        const code = isLetter ? `Key${sign.toUpperCase()}` : /\d/.test(sign) ? `Digit${sign}` : (codes[sign] ?? '');
        press({ key: digits[Number(sign)] ?? sign, code, shiftKey: /[A-Z:#]/.test(sign) });
      }
      press({ key: 'Enter', code: 'Enter' });
    },
    [text, french ? 'à&é"\'(-è_ç' : ''] as const,
  );
