import { writeFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { addTool, invite, joinByLink, openMeeting, signalingAlone, test } from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

test.use({ podFlags: signalingAlone });

const moments = Number(process.env['TABS_MOMENTS'] ?? '20');
const seed = Number(process.env['TABS_SEED'] ?? Date.now() % 1_000_000);
const rows = 600;

/** mulberry32, so that a failure can be had again. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const follows = (page: Page) => page.getByText('Un autre onglet de Circule fait les échanges pour celui-ci.');

/** How many tools the notebook has, as its list says. */
async function countTools(page: Page): Promise<number> {
  await page.goto('/#/tools');
  const words = page.getByText(/^[\d\s]+ outils?$/);
  await words.waitFor({ timeout: 30_000 });
  return Number((await words.textContent())?.replaceAll(/\D/g, ''));
}

/** Up to the press that begins to write. */
async function beginImport(page: Page, path: string): Promise<void> {
  await page.goto('/#/house/import');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  await (await asked).setFiles(path);
  await page.getByRole('button', { name: 'Essayer à blanc' }).click();
  await page.getByRole('button', { name: /^Importer/ }).click();
}

test(`@tabs the tab that leads dies ${String(moments)} times in the middle of writing: nothing is half there, and another leads within 5 s`, async ({
  crew: { phone },
}) => {
  test.setTimeout(60_000 + moments * 30_000);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  console.log(`TABS_SEED=${String(seed)}`);
  const random = randomFrom(seed);
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
  await addTool(zoe.page(), 'Perceuse');
  await addTool(zoe.page(), 'Rabot');
  const bakary = await phone('bakary');
  await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
  let leader = zoe.page();
  let count = await countTools(leader);
  const slow: number[] = [];
  let halfWay = 0;
  for (let moment = 0; moment < moments; moment += 1) {
    const follower = await zoe.context().newPage();
    await openMeeting(follower);
    await expect(follows(follower)).toBeVisible();
    const file = test.info().outputPath('inventaire.csv');
    const lines = Array.from({ length: rows }, (_, at) => `Outil ${String(moment)}-${String(at)},de l’import`);
    writeFileSync(file, ['Nom,Description', ...lines].join('\n'));
    await beginImport(leader, file);
    // The moment is what is tried here.
    await after(random() * 700);
    const crashed = leader.waitForEvent('crash');
    const cdp = await zoe.context().newCDPSession(leader);
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    const from = performance.now();
    await expect(follows(follower)).toHaveCount(0, { timeout: 5_000 });
    slow.push(performance.now() - from);
    await leader.close();
    const now = await countTools(follower);
    expect(now).toBeGreaterThanOrEqual(count);
    expect(now).toBeLessThanOrEqual(count + rows);
    if (now > count && now < count + rows) halfWay += 1;
    count = now;
    leader = follower;
  }
  test.info().annotations.push({ type: 'slowest to lead, ms', description: Math.max(...slow).toFixed(0) });
  test.info().annotations.push({ type: 'imports cut half way', description: String(halfWay) });
  // It still writes, and the other phone reads all of it: no fact is missing in the middle of the log.
  await addTool(leader, 'Le dernier outil');
  await bakary.page().goto('/#/tools');
  await expect(
    bakary.page().getByText(new RegExp(`^${String(count + 1).replace(/(\d)(?=(\d{3})+$)/g, '$1\\s?')} outils$`)),
  ).toBeVisible({ timeout: 60_000 });
});
