import { expect, type Page } from '@playwright/test';
import { addTool, invite, joinByLink, signalingAlone, test, title } from './support/crew.ts';
import { foundWorkshop, openDemo } from './support/phone.ts';

// No pod keeps anything: what one has, the other gave.
test.use({ podFlags: signalingAlone });

const field = (page: Page) => page.getByRole('textbox', { name: /brouillon$/ });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const prose = (page: Page) => page.locator('main > .prose').first();

/** From the page of a tool, of which nothing is written yet. */
async function writeFirst(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: /^Écrire la notice/ }).click();
  await field(page).fill(text);
  await keep(page);
}
async function keep(page: Page): Promise<void> {
  await press(page, 'Garder cette version');
  await page.getByText('C’est gardé : tout l’atelier lit cette version.').waitFor();
}
/** Puts words before others, as somebody does who goes there and types. */
async function typeBefore(page: Page, words: string, added: string): Promise<void> {
  await field(page).evaluate((element: HTMLTextAreaElement, at) => {
    element.focus();
    element.setSelectionRange(element.value.indexOf(at), element.value.indexOf(at));
  }, words);
  await page.keyboard.type(added);
}

/** Letters the browser has put away on its disk, one record each: a phone that goes off keeps these. */
const putAway = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const found = (await indexedDB.databases()).find(({ name = '' }) => name.startsWith('circule-board-'));
    if (found?.name === undefined) return 0;
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('could not be read'));
      });
    const database = await wait(indexedDB.open(found.name));
    const count = await wait(database.transaction('updates').objectStore('updates').count());
    database.close();
    return count;
  });

/** What Yjs makes of letters that two put at one place is decided by nobody: all of them are there, once. */
const lettersOf = (text: string): string => Array.from(text).toSorted().join('');

test('@notice two rewrite one paragraph apart; met, both read the same and no letter is lost; an older version comes back', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(120_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await addTool(zoe.page(), 'Compresseur');
  const tool = zoe.page().url().replace(/.*#/, '/#');
  await writeFirst(zoe.page(), 'Purger la cuve.');
  await expect(prose(zoe.page())).toHaveText('Purger la cuve.');
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  await bakary.page().goto(tool);
  await bakary
    .page()
    .getByRole('link', { name: /^Lire la notice/ })
    .click();
  await expect(prose(bakary.page())).toHaveText('Purger la cuve.');

  // Apart: nobody brings them together, and neither knows what the other writes.
  await pod.stop();
  await zoe.off();
  await bakary.page().getByRole('link', { name: 'Écrire ensemble' }).click();
  await expect(field(bakary.page())).toHaveValue('Purger la cuve.');
  const ofBakary = await putAway(bakary.page());
  await typeBefore(bakary.page(), 'la cuve', 'lentement ');
  await typeBefore(bakary.page(), '.', ', robinet ouvert');
  await expect(field(bakary.page())).toHaveValue('Purger lentement la cuve, robinet ouvert.');
  // A draft is kept by itself: the phone may go off in the middle of it.
  const typed = 'lentement , robinet ouvert'.length;
  await expect.poll(() => putAway(bakary.page())).toBeGreaterThanOrEqual(ofBakary + typed);
  await bakary.off();
  await pod.start();
  await zoe.on(`${tool}/notice/write`);
  await pod.stop();
  await expect(field(zoe.page())).toHaveValue('Purger la cuve.');
  const ofZoe = await putAway(zoe.page());
  await typeBefore(zoe.page(), 'la cuve', 'toute ');
  await typeBefore(zoe.page(), '.', ' après usage');
  await zoe.page().getByRole('button', { name: 'Étape' }).click();
  await zoe.page().keyboard.press('Control+End');
  await zoe.page().keyboard.type(' Fermer.');
  await expect(field(zoe.page())).toHaveValue('1. Purger toute la cuve après usage. Fermer.');
  await expect.poll(() => putAway(zoe.page())).toBeGreaterThanOrEqual(ofZoe + 'toute  après usage Fermer.'.length);

  // They meet.
  await pod.start();
  await bakary.on(`${tool}/notice/write`);
  await zoe.page().reload();
  const all = lettersOf('1. Purger lentement toute la cuve, robinet ouvert après usage. Fermer.');
  for (const { page } of [zoe, bakary])
    await expect.poll(async () => lettersOf(await field(page()).inputValue()), { timeout: 30_000 }).toBe(all);
  const met = await field(zoe.page()).inputValue();
  await expect(field(bakary.page())).toHaveValue(met);
  for (const said of ['lentement ', 'toute ', ', robinet ouvert', ' après usage', 'Fermer.'])
    expect(met).toContain(said);
  await expect(bakary.page().getByText('Là en ce moment : Zoé')).toBeVisible();

  // Kept by one, it is what both read; the other is told what changed since.
  await keep(bakary.page());
  await zoe.page().goto(tool);
  await expect(zoe.page().getByRole('link', { name: /A changé depuis ta dernière lecture/ })).toBeVisible({
    timeout: 20_000,
  });
  await expect(zoe.page().getByText('Bakary garde une version de la notice.')).toBeVisible();
  await zoe
    .page()
    .getByRole('link', { name: /^Lire la notice/ })
    .click();
  await zoe.page().getByText('A changé depuis ta dernière lecture').click();
  await expect(zoe.page().locator('.since ins').first()).toBeVisible();
  await expect(zoe.page().getByRole('checkbox', { name: /^Étape 1/ })).toBeVisible();

  // The version before is brought back, with one act; and undone with another.
  await zoe.page().locator('.version:not(.since) summary').last().click();
  await press(zoe.page(), 'Ramener cette version');
  await expect(prose(zoe.page())).toHaveText('Purger la cuve.');
  await expect(prose(bakary.page())).toHaveText('Purger la cuve.', { timeout: 20_000 });
  await zoe.page().getByRole('button', { name: 'Annuler' }).click();
  await expect(prose(bakary.page())).toContainText('robinet ouvert', { timeout: 20_000 });
  await expect(zoe.page().locator('.version:not(.since)')).toHaveCount(4);
});

test('@notice the house rules: a wiped draft is put back by one act, and goes over to the other phone', async ({
  crew: { phone },
}) => {
  test.setTimeout(90_000);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await zoe.page().goto('/#/house/rules');
  await expect(zoe.page().getByText('Rien d’écrit encore.')).toBeVisible();
  await zoe.page().getByRole('link', { name: 'Écrire ensemble' }).click();
  await expect(zoe.page().getByRole('button', { name: /Rien d’écrit encore/ })).toBeVisible();
  await field(zoe.page()).fill('# Ici\n\n- On range.\n- On prévient.');
  await keep(zoe.page());
  await expect(zoe.page().getByRole('heading', { name: 'Ici', exact: true })).toBeVisible();
  await zoe.page().getByRole('link', { name: 'Écrire ensemble' }).click();
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  for (const { page } of [zoe, bakary]) await page().goto('/#/house/rules/write');
  await expect(field(bakary.page())).toHaveValue(/On prévient\.$/);
  await field(bakary.page()).fill('');
  await expect(field(zoe.page())).toHaveValue('', { timeout: 20_000 });
  await press(zoe.page(), 'Remettre la version gardée');
  await expect(field(bakary.page())).toHaveValue(/On prévient\.$/, { timeout: 20_000 });
});

const hostile = [
  '<script>document.title = "pwned"</script>',
  '<img src="https://elsewhere.example/a.png" onerror="document.title = \'pwned\'">',
  '![vu](https://elsewhere.example/seen.png) ![vu][ref]',
  '[clic](javascript:document.title="pwned") <iframe src="https://elsewhere.example"></iframe>',
  '<svg onload="document.title=1"><a href="javascript:1">x</a></svg>',
  '',
  '[ref]: https://elsewhere.example/ref.png',
].join('\n');
const tangled = `${'1. '.repeat(10_000)}fond`;

test('@notice hostile Markdown is letters: no script runs, no request leaves, and the page goes on', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(90_000);
  const zoe = await phone('zoe');
  const page = zoe.page();
  const left: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(pod.url).origin && !['blob:', 'data:'].includes(protocol)) left.push(request.url());
  });
  page.on('dialog', (dialog) => {
    left.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await foundWorkshop(page, { name: 'La Remise', myName: 'Zoé' });
  await addTool(page, 'Compresseur');
  await writeFirst(page, hostile);
  await expect(prose(page)).toContainText('<script>document.title = "pwned"</script>');
  await expect(prose(page)).toContainText('javascript:document.title');
  await expect(prose(page).locator('img, iframe, script, svg, [onerror], [onload], a[href^="javascript"]')).toHaveCount(
    0,
  );
  const links = prose(page).getByRole('link', { name: /quitte Circule/ });
  await expect(links.first()).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(page).toHaveTitle(/^Notice/);

  // Ten thousand lists in one another, and a megabyte: looked at, the page still answers; and neither is kept.
  await page.getByRole('link', { name: 'Écrire ensemble' }).click();
  for (const text of [tangled, 'purger '.repeat(150_000)]) {
    await field(page).evaluate((element: HTMLTextAreaElement, value) => {
      element.removeAttribute('maxlength');
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value);
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }, text);
    await press(page, 'Relire');
    await expect(prose(page)).toContainText(text.slice(0, 60).trim());
    await press(page, 'Écrire');
    await expect(field(page)).toBeVisible();
  }
  await press(page, 'Remettre la version gardée');
  await expect(page.getByRole('button', { name: /C’est déjà la version gardée/ })).toBeVisible();
  await page.getByRole('link', { name: /^Notice/ }).click();
  await title(page, /^Notice/).waitFor();
  expect(left).toEqual([]);
});

/** Any picture: a canvas, as a camera would have made it. */
const pictureOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d');
    if (context !== null) context.fillRect(100, 100, 200, 200);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  });

test('@notice a photo of the tool stands in its step, put there by a button; steps are ticked', async ({
  crew: { phone },
}) => {
  const page = (await phone('zoe')).page();
  await foundWorkshop(page, { name: 'La Remise', myName: 'Zoé' });
  await addTool(page, 'Compresseur');
  const tool = page.url().replace(/.*#/, '/#');
  await page.goto(`${tool}/edit`);
  const buffer = Buffer.from(await pictureOf(page), 'latin1');
  await page
    .getByLabel('Choisir une photo')
    .and(page.locator('input'))
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await expect(page.getByRole('button', { name: 'Enlever la photo' })).toBeVisible();
  await page.goto(`${tool}/notice/write`);
  await press(page, 'Étape');
  await page.keyboard.type('Purger.');
  await press(page, 'Photo');
  await press(page, 'Photo 1');
  await press(page, 'Étape');
  await page.keyboard.type('Fermer.');
  await press(page, 'Relire');
  const shown = prose(page).getByRole('img', { name: 'photo' });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.src)).toMatch(/^blob:/);
  await keep(page);
  await expect(prose(page).getByRole('listitem')).toHaveCount(2);
  await prose(page)
    .getByRole('checkbox', { name: /^Étape 2/ })
    .check();
  await expect(prose(page).locator('.step.done')).toHaveText('Fermer.');
});

test('@notice a skill has one too, and its page leads there', async ({ page }) => {
  await page.goto('/');
  await openDemo(page);
  await page.goto('/#/house/skills');
  await page.locator('main a[href^="#/house/skills/"]').first().click();
  await page.getByRole('link', { name: /^Écrire la notice/ }).click();
  await field(page).fill('1. Montrer.\n2. Laisser faire.');
  await keep(page);
  await expect(prose(page).getByRole('checkbox')).toHaveCount(2);
  await page.getByRole('banner').getByRole('link').click();
  await expect(page.getByRole('link', { name: /^Lire la notice/ })).toBeVisible();
});
