import { execFileSync } from 'node:child_process';
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import { addTool, invite, joinByLink, openMeeting, openTool, signalingAlone, test } from './support/crew.ts';
import { foundWorkshop, phoneScreen } from './support/phone.ts';

test.use({ podFlags: signalingAlone });

/** What these processes and all they started hold in memory (MB), and have computed (s). */
function costOf(pid: number): { readonly megabytes: number; readonly seconds: number } {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,cputimes='], { encoding: 'utf8' }).trim().split('\n');
  const all = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number, number]);
  const mine = new Set([pid]);
  for (let before = 0; before !== mine.size;) {
    before = mine.size;
    for (const [child, parent] of all) if (mine.has(parent)) mine.add(child);
  }
  const own = all.filter(([each]) => mine.has(each));
  return {
    megabytes: own.reduce((sum, [, , kilobytes]) => sum + kilobytes / 1024, 0),
    seconds: own.reduce((sum, [, , , each]) => sum + each, 0),
  };
}

test('@eight-phones eight of them meet, and what each does comes to all', async ({ crew: { pod } }) => {
  test.setTimeout(300_000);
  const before = costOf(process.pid);
  const browsers = await Promise.all([0, 1].map(() => chromium.launch(browserLaunch())));
  const names = ['Zoé', 'Bakary', 'Chloé', 'Dédé', 'Ève', 'Farid', 'Gaël', 'Hana'];
  const contexts: BrowserContext[] = [];
  const pages: Page[] = [];
  for (const at of names.keys()) {
    const context = await (browsers[at % 2] ?? browsers[0])?.newContext({ ...phoneScreen, baseURL: pod.url });
    if (context === undefined) throw new Error('no browser was started');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    pages.push(page);
  }
  const [zoe, ...others] = pages;
  if (zoe === undefined) throw new Error('nobody is there');
  await zoe.goto('/');
  await foundWorkshop(zoe, { name: 'La Remise', myName: 'Zoé' });
  for (const [at, page] of others.entries()) await joinByLink(page, await invite(zoe), names[at + 1] ?? '');
  const began = Date.now();
  for (const page of pages) await openMeeting(page);
  for (const page of pages)
    await expect(page.getByRole('listitem').filter({ hasText: 'à jour' })).toHaveCount(7, { timeout: 60_000 });
  const met = Date.now();
  for (const [at, page] of pages.entries()) await addTool(page, `Outil de ${names[at] ?? ''}`);
  for (const page of pages) {
    await page.goto('/#/tools');
    await expect(page.getByText('8 outils')).toBeVisible({ timeout: 60_000 });
  }
  const [last] = others.slice(-1);
  if (last === undefined) throw new Error('nobody is there');
  await openTool(last, 'Outil de Zoé');
  await last.getByRole('button', { name: 'Je prends' }).click();
  await openTool(zoe, 'Outil de Zoé');
  await expect(zoe.getByText('Chez Hana').first()).toBeVisible({ timeout: 30_000 });
  const { megabytes, seconds } = costOf(process.pid);
  test
    .info()
    .annotations.push(
      { type: 'ms until all had met all', description: String(met - began) },
      { type: 'MB of two browsers with eight phones', description: (megabytes - before.megabytes).toFixed(0) },
      { type: 's of processor time', description: (seconds - before.seconds).toFixed(0) },
    );
  console.log(
    test
      .info()
      .annotations.map(({ type, description = '' }) => `${type}: ${description}`)
      .join('; '),
  );
  await Promise.all(browsers.map((browser) => browser.close()));
});
