import { readFile, writeFile } from 'node:fs/promises';
import { chromium, expect, test, type Locator, type Page } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import { codeCard } from '#tests/support/codes.ts';
import { toJpeg } from '#tests/support/raster.ts';
import { foundWorkshop, phoneScreen, startPhone } from './support/phone.ts';

test.use({ actionTimeout: 10_000 });

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const sheet = (page: Page) => page.getByRole('dialog');
const typed = (page: Page) => page.getByLabel('Le code de l’étiquette');

/** A photo from the gallery, of a QR code somebody else made. */
const photoOf = async (text: string) => ({
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from(toJpeg(await codeCard(text, 'QRCode', 4))),
});

async function addTool(page: Page, name: string): Promise<void> {
  await page.goto(new URL('/#/tools/new', page.url()).href);
  await page.getByLabel('Son nom').fill(name);
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Son carnet' })).toBeVisible();
}

async function foundInEnglish(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Open a workshop' }).click();
  await page.getByLabel('What is the workshop called?').fill('The Shed');
  await page.getByLabel('your first name').fill('Ann');
  await page.getByRole('button', { name: 'Open the workshop' }).click();
  await expect(title(page, 'To do')).toBeVisible();
}

interface ImportFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const csv = (name: string, content: string | Buffer): ImportFile => ({
  name,
  mimeType: 'text/csv',
  buffer: typeof content === 'string' ? Buffer.from(content) : content,
});

/** One of the files other programs gave, as they gave it. */
const kept = async (name: string): Promise<ImportFile> => csv(name, await readFile(`tests/support/files/${name}`));

/** Goes to the list: so many tools are in it. */
async function expectTools(page: Page, count: number): Promise<void> {
  await page.goto(new URL('/#/tools', page.url()).href);
  await expect(title(page, 'Outils')).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Chercher un outil' });
  if (count > 7) await search.fill('');
  const words = `${String(count).replace(/\B(?=\d{3}$)/, '\\s')} outils?`;
  await expect(page.getByText(new RegExp(`^${words}$`)).first()).toBeVisible();
}

/** Nothing may push the page wider than the phone. */
async function expectNoSideways(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
}

test('@badinput without a camera codes are typed; a torn label and hostile codes do no harm', async ({
  page,
  context,
}) => {
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto('/');
  const origin = new URL(page.url()).origin;
  await foundWorkshop(page);
  await addTool(page, 'Perceuse');

  await context.grantPermissions(['camera']);
  await page.goto('/#/scan');
  await expect(title(page, 'Tape le code de l’étiquette')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Pas de caméra ici' })).toBeVisible();

  // A label half torn away, read by eye.
  await typed(page).fill('7K3Q-X9DU');
  await expect(page.getByText('Le signe 8, « U », n’est sur aucune étiquette. Relis-la.')).toBeVisible();
  await typed(page).fill('7K3Q-X9D0');
  await expect(page.getByText('Le dernier signe ne va pas. Relis l’étiquette.')).toBeVisible();
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await expect(sheet(page).getByRole('heading', { name: 'Cette étiquette se lit mal' })).toBeVisible();
  await page.keyboard.press('Escape');
  await typed(page).fill('7K3Q');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await expect(sheet(page).getByRole('heading', { name: 'Ce code, c’est quel outil ?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await typed(page).fill('');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await expect(page.getByText('Écris d’abord le code.')).toBeVisible();

  // Codes made to do harm are shown as what they are, and nothing of them is opened.
  const photo = page.locator('.photo-of-code input');
  for (const text of [
    'javascript:alert(document.domain)',
    '"><img src=x onerror="alert(1)"><script>alert(2)</script>',
    'https://example.org/#/t/../../x',
    'Rendu le \u202Egnp.exe\u0007',
    'x'.repeat(1200),
  ]) {
    await photo.setInputFiles(await photoOf(text));
    await expect(sheet(page).getByRole('heading', { name: 'Ce n’est pas une étiquette' })).toBeVisible();
    await expect(sheet(page).locator('.code')).toContainText(text.slice(0, 20).trim());
    await expect(sheet(page).locator('img, script, a[href*="javascript"], a[href*="example"]')).toHaveCount(0);
    await expectNoSideways(page);
    if (text.length < 1000) await page.keyboard.press('Escape');
  }
  // Too long to be anybody's number.
  await sheet(page).getByRole('button', { name: 'S’en servir pour un outil' }).click();
  await sheet(page)
    .getByRole('button', { name: /Perceuse/ })
    .click();
  await expect(sheet(page).getByText('C’est trop long : 300 signes au plus.')).toBeVisible();
  await page.keyboard.press('Escape');

  await photo.setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
  await expect(page.getByText('Cette photo ne se lit pas.')).toBeVisible();

  for (const address of ['%3Cscript%3Ealert(3)%3C%2Fscript%3E', '7K3QX9D0', '%E0%A4%A', 'A'.repeat(5000)]) {
    await page.goto(`/#/o/${address}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cette étiquette se lit mal');
    await expectNoSideways(page);
  }
  await page.goto('/#/t/nothing-of-ours');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rien à ce crochet');

  expect(asked).toEqual([]);
  expect(new URL(page.url()).origin).toBe(origin);
  await page.goto('/#/tools');
  await expect(page.getByText('1 outil', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: /Perceuse/ }).click();
  await page.getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByText('C’est noté : avec toi.')).toBeVisible();
});

test('@badinput a camera one may not use is explained, in French and in English, and used once one may', async ({
  baseURL,
}) => {
  // A camera there is, and nobody who answers when it is asked for.
  const browser = await chromium.launch(browserLaunch(['--use-fake-device-for-media-stream']));
  const open = async (locale: string, setting: 'denied' | 'granted'): Promise<Page> => {
    const context = await browser.newContext({ ...phoneScreen, locale, baseURL: baseURL ?? '' });
    const page = await context.newPage();
    await page.goto('/');
    await allow(page, setting);
    return page;
  };
  const allow = async (page: Page, setting: 'denied' | 'granted') => {
    const cdp = await page.context().newCDPSession(page);
    const { targetInfo } = await cdp.send('Target.getTargetInfo');
    await cdp.send('Browser.setPermission', {
      permission: { name: 'camera' },
      setting,
      origin: new URL(page.url()).origin,
      ...(targetInfo.browserContextId === undefined ? {} : { browserContextId: targetInfo.browserContextId }),
    });
  };
  const page = await open('fr-FR', 'denied');
  await foundWorkshop(page);
  await addTool(page, 'Perceuse');
  await page.goto('/#/scan');
  await expect(title(page, 'Tape le code de l’étiquette')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'La caméra n’est pas permise' })).toBeVisible();
  await allow(page, 'granted');
  await page.getByRole('button', { name: 'Essayer la caméra encore' }).click();
  await expect(title(page, 'Montre-moi l’étiquette')).toBeVisible();
  await expect(page.locator('video')).toBeVisible();

  const english = await open('en-GB', 'denied');
  await foundInEnglish(english);
  await english.goto('/#/scan');
  await expect(title(english, 'Type the code on the label')).toBeVisible();
  await expect(english.getByRole('heading', { name: 'The camera is not allowed' })).toBeVisible();
  await browser.close();
});

test('@badinput names too long, from right to left and of pictures; two tabs that take the same tool', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await foundWorkshop(page);

  await page.goto('/#/tools/new');
  await page.getByLabel('Son nom').fill('scie'.repeat(2500));
  await page.getByLabel('Ses autres noms').fill('perceuse'.repeat(1250));
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(page.getByRole('alert').first()).toHaveText(/100 signes au plus/);
  await expect(page.getByLabel('Ses autres noms')).toHaveValue('perceuse'.repeat(1250));
  await expect(page.getByLabel('Son nom')).toHaveValue('scie'.repeat(50));
  await expectNoSideways(page);
  await page.getByLabel('Ses autres noms').fill('');
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, 'scie'.repeat(50))).toBeVisible();
  await expectNoSideways(page);

  const names = ['מקדחה', 'مطرقة كبيرة (2)', 'Tarière 🪱🌱 👩🏽‍🌾', 'Scie \u202Egnp.exe', 'Z̶̡̛a̵l̷g̸o̴'];
  for (const name of names) await addTool(page, name);
  await expect(page.getByText('est au mur').first()).toBeVisible();
  await page.goto('/#/tools');
  await expect(page.getByText('6 outils')).toBeVisible();
  await expectNoSideways(page);
  const search = page.getByRole('searchbox', { name: 'Chercher un outil' });
  for (const [words, found] of [
    ['מקדחה', /מקדחה/],
    ['مطرقة', /مطرقة/],
    ['🌱', /Tarière/],
    ['exe', /Scie/],
  ] as const) {
    await search.fill(words);
    await expect(
      page
        .getByRole('listitem')
        .filter({ has: page.getByRole('link') })
        .first(),
    ).toContainText(found);
  }

  // Two tabs, one tool: in the one for oneself, in the other for somebody who stands beside.
  await search.fill('Tarière');
  await page.getByRole('link', { name: /Tarière/ }).click();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Autres gestes' }).click();
  await sheet(other).getByRole('button', { name: 'Prendre pour quelqu’un' }).click();
  await sheet(other).getByRole('searchbox', { name: 'Chercher un prénom' }).fill('Nour');
  await sheet(other).getByRole('button', { name: 'Nouvelle personne : Nour' }).click();
  const mine = page.getByRole('button', { name: 'Je prends' });
  const hers = sheet(other).getByRole('button', { name: 'Nour prend' });
  await expect(mine).toBeVisible();
  await expect(hers).toBeVisible();
  const at = Date.now() + 400;
  const press = (button: typeof mine) =>
    button.evaluate(
      (element, instant) =>
        new Promise<void>((resolve) => {
          const wait = () =>
            Date.now() < instant ? requestAnimationFrame(wait) : resolve((element as HTMLElement).click());
          wait();
        }),
      at,
    );
  await Promise.all([press(mine), press(hers)]);
  const taken = (tab: Page) => tab.getByText(/^C’est noté\s: (avec toi|chez Nour)\./);
  const refused = (tab: Page) => tab.getByText(/Quelqu’un d’autre l’a déjà\.|Il est déjà avec/);
  const inBoth = async (words: (tab: Page) => Locator) =>
    (await Promise.all([words(page).count(), words(other).count()])).reduce((sum, count) => sum + count);
  await expect.poll(() => inBoth(taken)).toBe(1);
  await expect.poll(() => inBoth(refused)).toBe(1);
  await other.close();
  await page.reload();
  const story = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Son carnet' }) });
  await expect(story.getByRole('listitem').filter({ hasText: 'l’emmène' })).toHaveCount(1);
  await expect(page.getByText('Deux personnes pensent l’avoir')).toHaveCount(0);
});

test('@badinput a clock in 1970 and one in 2099: one takes and returns, nothing is lost, the hour is doubted', async ({
  page,
}) => {
  await page.goto('/');
  await foundWorkshop(page);
  await addTool(page, 'Rabot');
  const take = async (words: string) => {
    await page.getByRole('button', { name: words }).click();
    await expect(page.getByText('C’est noté').last()).toBeVisible();
  };
  const answers = page.getByRole('main');

  for (const [year, doubt] of [
    ['1970', /heure douteuse/],
    ['2099', null],
  ] as const) {
    await page.clock.setFixedTime(`${year}-01-01T00:00:30Z`);
    await page.goto('/#/tools');
    await page.reload();
    await page.getByRole('link', { name: /Rabot/ }).click();
    // To a phone in 1970 all the others are ahead.
    if (doubt !== null) await expect(answers).toContainText(doubt);
    await take('Je prends');
    await expect(page.getByRole('button', { name: 'Je rends' })).toBeVisible();
    await page.goto('/#/out');
    await expect(page.getByRole('link', { name: /Rabot/ })).toContainText('Avec toi');
    await page.goto('/#/');
    await expect(page.getByRole('link', { name: /Rabot/ })).toBeVisible();
    // The clock is put right.
    await page.clock.setFixedTime(Date.now());
    await page.reload();
    await page.goto('/#/out');
    await expect(page.getByRole('link', { name: /Rabot/ })).toContainText('depuis une heure douteuse');
    await page.getByRole('link', { name: /Rabot/ }).click();
    await expect(answers).toContainText('heure douteuse');
    await take('Je rends');
    await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
  }
  const story = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Son carnet' }) });
  await expect(story.getByRole('listitem').filter({ hasText: 'Odile l’emmène' })).toHaveCount(2);
  await expect(story.getByRole('listitem').filter({ hasText: 'De retour' })).toHaveCount(2);
  await page.reload();
  await take('Je prends');
});

test('@badinput files that are empty, too large or no table are refused; odd ones are read and said to be odd', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  await page.goto('/');
  await foundWorkshop(page);
  await addTool(page, 'Escabeau');

  // By its path: 30 MB would take long to be handed over.
  const large = test.info().outputPath('grand.csv');
  await writeFile(large, Buffer.alloc(30 * 1024 * 1024, 'Nom;Marque\nPelle;Leborgne\n'));
  const choose = (file: ImportFile | string) => page.locator('input[type=file]').setInputFiles(file);
  const toStart = async () => {
    await page.goto('/#/');
    // Both addresses at once would be none: the page stays.
    await expect(title(page, 'À faire')).toBeVisible();
    await page.goto('/#/house/import');
    await expect(title(page, 'Importer un inventaire')).toBeVisible();
  };
  const read = async (file: ImportFile) => {
    await toStart();
    await choose(file);
    await expect(title(page, 'Quelle colonne va où ?')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Essayer à blanc' })).toBeEnabled();
  };
  const tryIt = async () => {
    await page.getByRole('button', { name: 'Essayer à blanc' }).click();
    await expect(title(page, 'Rien n’est encore écrit')).toBeVisible();
  };
  const bringIn = async (count: number) => {
    await page.getByRole('button', { name: new RegExp(`^Importer ${count} outils?$`) }).click();
    await expect(title(page, 'C’est dans le carnet')).toBeVisible();
  };
  const said = (words: string | RegExp) => expect(page.getByText(words).first()).toBeVisible();

  // What is no table stays outside, and says what to do instead.
  await toStart();
  for (const [file, words] of [
    [csv('vide.csv', ''), 'Ce fichier est vide.'],
    [csv('blancs.csv', '\uFEFF \r\n\r\n'), 'Ce fichier est vide.'],
    [csv('titres.csv', 'Nom;Marque\n'), 'Il n’y a que les titres des colonnes, aucune ligne dessous.'],
    [large, /Ce fichier est trop gros\s: 25 Mo au plus\./],
    [csv('classeur.csv', Buffer.from('504b030414000600080000002100', 'hex')), /C’est un(e archive| classeur)\./],
    [
      csv('image.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      'C’est une image. Il me faut le tableau, en fichier CSV.',
    ],
  ] as const) {
    await choose(file);
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
  }
  await expectTools(page, 1);

  // An alphabet of the nineties, found out; told to read it otherwise, one sees what is wrong and how to mend it.
  await read(await kept('latin1-semicolon.csv'));
  await said('Ponceuse à bande');
  await page.getByText('Le fichier se lit mal ?').click();
  await page.getByLabel('Alphabet').selectOption('utf-8');
  await said('Des signes sont illisibles. Essaie un autre alphabet.');
  await said(/signes illisibles, montrés par/);
  await page.getByLabel('Alphabet').selectOption('windows-1252');
  await said('Ponceuse à bande');
  await tryIt();
  await bringIn(3);
  // Read wrong by the program before.
  await read(
    csv('abimes.csv', Buffer.from(Buffer.from('Nom;Catégorie\nRâteau à feuilles;Jardin d’été\n').toString('latin1'))),
  );
  await said(/Des accents sont abîmés/);
  await page.getByRole('button', { name: 'Réparer' }).click();
  await said(/Accents réparés dans \d cases\./);
  await said('Râteau à feuilles');

  await read(await kept('duplicate-headers.csv'));
  await said(/Plusieurs colonnes ont le même titre\s: Catégorie\./);
  await said('2 colonnes n’ont pas de titre.');
  await tryIt();
  await bringIn(2);

  await read(await kept('ragged.csv'));
  await said('2 lignes n’ont pas le bon nombre de cases.');
  await tryIt();
  await said(/Il manque des cases dans cette ligne/);
  await said(/Cette ligne a des cases en trop/);
  await expect(page.getByText('1 refusée')).toBeVisible();
  await page.getByText('1 refusée').click();
  await said('Pas de nom : cette ligne reste dehors.');
  await bringIn(3);

  await read(await kept('formula.csv'));
  await tryIt();
  await said(/ressemble à une formule\s: gardé comme texte\./);
  await bringIn(5);

  await read(await kept('rtl-emoji.csv'));
  await said(/Des signes invisibles ôtés de \d cases?\./);
  await tryIt();
  await bringIn(6);

  await read(csv('long.csv', `Nom;Marque\n${'Étau '.repeat(2000)};Facom\nLime;\n`));
  await tryIt();
  await said(/Le nom est trop long\s: coupé ici/);
  await expectNoSideways(page);
  await bringIn(2);

  // All of it is here, what was here before as well; no cell became more than text.
  await expectTools(page, 22);
  const search = page.getByRole('searchbox', { name: 'Chercher un outil' });
  for (const [words, name] of [
    ['escabeau', /Escabeau/],
    ['מקדחה', /מקדחה/],
    ['🪱', /Tarière/],
    ['ponceuse', /Ponceuse à bande/],
    ['étau', /^Étau Étau/],
    ['hyperlink', /=HYPERLINK\("https:\/\/example\.org";"clic"\)/],
  ] as const) {
    await search.fill(words);
    await expect(page.getByRole('main').getByRole('link', { name }).first()).toBeVisible();
  }
  await expectNoSideways(page);
  await page.getByRole('link', { name: /HYPERLINK/ }).click();
  await page.getByRole('button', { name: 'Je prends' }).click();
  await said(/^C’est noté\s: avec toi\./);
  await page.goto('/#/out');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tableur (CSV)' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain(`"'=HYPERLINK(`);

  // The last import is taken back in one piece, and nothing but it.
  await toStart();
  await page.getByRole('listitem').getByRole('button', { name: 'Annuler', exact: true }).first().click();
  await page.getByRole('button', { name: 'Annuler l’import' }).click();
  await said('L’import est annulé. Le carnet est comme avant.');
  await expectTools(page, 20);

  const context = await browser.newContext({ ...phoneScreen, locale: 'en-GB', baseURL: baseURL ?? '' });
  const english = await context.newPage();
  await english.goto('/');
  await foundInEnglish(english);
  await english.goto('/#/house/import');
  for (const [file, words] of [
    [csv('empty.csv', ''), 'This file is empty.'],
    [csv('headers.csv', 'Name;Brand\n'), /only|no row/i],
  ] as const) {
    await english.locator('input[type=file]').setInputFiles(file);
    await expect(english.getByRole('alert').filter({ hasText: words })).toBeVisible();
  }
  await english.locator('input[type=file]').setInputFiles(await kept('duplicate-headers.csv'));
  await expect(english.getByText(/Several columns|same (title|heading|header)/i)).toBeVisible();
  await context.close();
});

test('@badinput an import and a taking on a phone that is full: what is written stays, the rest comes later', async ({
  baseURL,
}) => {
  test.setTimeout(90_000);
  const profile = test.info().outputPath('profile');
  const origin = new URL(baseURL ?? '').origin;
  const rows = 1000;
  const table = ['Nom;Numéro de série', ...Array.from({ length: rows }, (_, at) => `Outil ${at + 1};S-${at + 1}`)].join(
    '\n',
  );
  const file = csv('grand.csv', table);

  /** A browser measures the room there is when it opens its notebook, so that is made narrow before. */
  const start = async (more: number) => {
    const phone = await startPhone({ profile });
    const page = phone.pages()[0] ?? (await phone.newPage());
    const cdp = await phone.newCDPSession(page);
    const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin });
    const setMore = (room: number) =>
      cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.max(1, usage + room) });
    await setMore(more);
    await page.goto(`${origin}/`);
    return { phone, page, setMore };
  };
  const plenty = 200_000_000;

  const before = await start(plenty);
  await foundWorkshop(before.page);
  await addTool(before.page, 'Scie égoïne');
  await before.page.evaluate(() => navigator.serviceWorker.ready);
  await before.phone.close();

  const first = await start(1_500_000);
  {
    const { page, setMore } = first;
    await page.goto(`${origin}/#/house/import`);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Essayer à blanc' }).click();
    await page.getByRole('button', { name: /^Importer 1\s000 outils$/ }).click();
    await expect(title(page, 'Arrêté en chemin')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('L’appareil est plein')).toBeVisible();
    const said = (await page.getByText(/lignes sur .* sont écrites/).textContent()) ?? '';
    const written = Number(said.slice(0, said.indexOf('lignes')).replace(/\D/g, ''));
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(rows);
    await expectTools(page, written + 1);
    await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('egoine');
    await page.getByRole('link', { name: /Scie égoïne/ }).click();
    await expect(title(page, 'Scie égoïne')).toBeVisible();

    // There is room again: the same file brings in what is not there.
    await setMore(plenty);
    await page.goto(`${origin}/#/house/import`);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Essayer à blanc' }).click();
    await expect(page.getByText(`${written.toLocaleString('fr-FR')} à regarder`)).toBeVisible();
    await page.getByRole('button', { name: /^Importer/ }).click();
    await expect(title(page, 'C’est dans le carnet')).toBeVisible({ timeout: 30_000 });
    await expectTools(page, rows + 1);
    await first.phone.close();
  }

  const { phone, page, setMore } = await start(-1_000_000);
  await expectTools(page, rows + 1);
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('egoine');
  await page.getByRole('link', { name: /Scie égoïne/ }).click();
  await page.getByRole('button', { name: 'Demain' }).click();
  await page.getByRole('button', { name: 'Je prends' }).click();
  await expect(
    page.getByText(/L’appareil est plein.*rien n’a été écrit\. Fais de la place, puis recommence\./),
  ).toBeVisible();
  await expect(page.getByText(/^C’est noté/)).toHaveCount(0);
  await page.goto(`${origin}/#/tools/new`);
  await page.getByLabel('Son nom').fill('Pied-de-biche');
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(page.getByText(/L’appareil est plein.*rien n’a été écrit/)).toBeVisible();
  await page.reload();
  await expect(page.getByText('Ce que tu avais commencé est encore là.')).toBeVisible();
  await setMore(plenty);
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, 'Pied-de-biche')).toBeVisible();
  // What was chosen for the taking waited as well.
  await expectTools(page, rows + 2);
  await page.getByRole('searchbox', { name: 'Chercher un outil' }).fill('egoine');
  await page.getByRole('link', { name: /Scie égoïne/ }).click();
  await expect(page.getByRole('button', { name: 'Demain' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByText(/C’est noté.*avec toi, jusqu’à demain\./)).toBeVisible();
  await phone.close();
});
