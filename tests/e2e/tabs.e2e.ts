import { expect, type BrowserContext, type Page } from '@playwright/test';
import { readFact } from '#crypto/readFact.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { cryptoOfTests, verifyOfTests } from '#tests/support/sealedWorkshop.ts';
import { addTool, allElsewhere, openMeeting, test } from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';
import { makeRowsOld, readLedger, readRows } from './support/storedLedger.ts';

const crashes = process.env['HUNT'] === undefined ? 20 : 60;
const seed = Number(process.env['TABS_SEED'] ?? Date.now() % 1_000_000);
/** More than is written before the crash. */
const rowsPerImport = 800;
const longestWait = 300;
const leadsWithin = 5000;

test(`@tabs the tab that leads is killed ${String(crashes)} times while it writes: another leads at once, and nothing is half there`, async ({
  crew: { phone },
}) => {
  test.setTimeout(60_000 + crashes * 10_000);
  console.log(`  TABS_SEED=${String(seed)}`);
  const random = randomFrom(seed);
  const odile = await phone('odile');
  let leading = odile.page();
  await foundWorkshop(leading);
  await addTool(leading, 'Perceuse à colonne');
  let next = await secondTab(odile.context());
  await prepareImport(leading, 0);

  let slowest = 0;
  let inTheMiddle = 0;
  for (let round = 1; round <= crashes; round += 1) {
    await leading.getByRole('button', { name: /^Importer/ }).click();
    await new Promise((resolve) => setTimeout(resolve, random() * longestWait));
    if (!(await leading.getByText('C’est dans le carnet').isVisible())) inTheMiddle += 1;
    const killed = Date.now();
    await crash(leading);
    await expect(otherTabLeads(next)).toHaveCount(0, { timeout: leadsWithin });
    slowest = Math.max(slowest, Date.now() - killed);
    leading = next;
    [next] = await Promise.all([secondTab(odile.context()), round < crashes && prepareImport(leading, round)]);
  }
  console.log(`  ${String(inTheMiddle)} in the middle; another led after ${String(slowest)} ms at most`);
  expect(slowest).toBeLessThan(leadsWithin);
  expect(inTheMiddle).toBeGreaterThan(crashes / 2);
  await allElsewhere(leading);
  await expect(leading.getByRole('listitem').filter({ hasText: 'Le relais' }).first()).toContainText('à jour');

  await test.step('each log is one unbroken, signed chain, and all its facts are read', async () => {
    const { workshop, factCount, logs, chunks, opened, jobs } = await readLedger(leading);
    expect(jobs).toBe(0);
    expect(logs.reduce((sum, { height }) => sum + height, 0)).toBe(factCount);
    for (const { log, height, head } of logs) {
      const entries = chunks.filter((chunk) => chunk.log === log).toSorted((a, b) => a.n - b.n);
      const facts = await Promise.all(
        entries
          .flatMap(({ bytes }) => bytes)
          .map(async (text) => {
            const fact = await readFact(Uint8Array.from(Buffer.from(text, 'base64')), cryptoOfTests);
            if (!fact.ok) throw new Error(fact.refusal.kind);
            return fact.value;
          }),
      );
      expect(facts).toHaveLength(height);
      const chain = await verifyChain({ workshop, log, head: null, facts }, verifyOfTests);
      expect(chain.refusal).toBeNull();
      expect(chain.accepted.at(-1)).toMatchObject({ seq: height - 1, id: head });
      expect(new Set(opened.filter((ref) => ref.startsWith(`${log}:`))).size).toBe(height);
    }
  });

  await test.step('rows are those the app builds anew from the facts', async () => {
    const before = await readRows(leading);
    expect(before.rows['tools']?.length).toBeGreaterThan(crashes);
    await next.close();
    await makeRowsOld(leading);
    await leading.reload();
    await expect.poll(async () => (await readRows(leading)).side, { timeout: 60_000 }).not.toBe(before.side);
    expect((await readRows(leading)).rows).toEqual(before.rows);
  });
});

const otherTabLeads = (page: Page) => page.getByText('Un autre onglet de Circule fait les échanges pour celui-ci.');

/** One more tab of the same browser, which waits in line. */
async function secondTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await openMeeting(page);
  await expect(otherTabLeads(page)).toBeVisible();
  return page;
}

/** Up to the last button. */
async function prepareImport(page: Page, round: number): Promise<void> {
  const rows = Array.from({ length: rowsPerImport }, (_, at) => `Outil ${String(round)}-${String(at)}`);
  await page.goto('/#/house/import');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  const buffer = Buffer.from(['Nom', ...rows].join('\n'));
  await (await asked).setFiles({ name: `outils-${String(round)}.csv`, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Essayer à blanc' }).click();
  await page.getByRole('button', { name: /^Importer/ }).waitFor();
}

/** Kills what runs the page, as the system does with a tab when memory is short. */
async function crash(page: Page): Promise<void> {
  const killing = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  void killing.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** mulberry32. */
function randomFrom(first: number): () => number {
  let state = first;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
