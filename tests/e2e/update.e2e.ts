import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, type Page } from '@playwright/test';
import { playRecording, readRecording } from '#tests/support/playRecording.ts';
import { startHost } from '#tests/support/serve.ts';
import { openDemo } from './support/phone.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

interface Row {
  readonly id: string;
  readonly name?: string;
  readonly state?: string;
  readonly holders?: readonly string[];
}
interface State {
  readonly side: 'A' | 'B';
  readonly rowsVersion: number;
  readonly building: object | null;
  readonly factCount: number;
}

/** Records of one store of the one database, as they are. */
function stored<Record>(page: Page, store: string): Promise<readonly Record[]> {
  return page.evaluate(async (name) => {
    const [found] = await indexedDB.databases();
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('could not be read'));
      });
    const db = await wait(indexedDB.open(found?.name ?? ''));
    const records: unknown[] = await wait(db.transaction(name).objectStore(name).getAll());
    db.close();
    return records as Record[];
  }, store);
}

const stateOf = async (page: Page): Promise<State | undefined> => (await stored<State>(page, 'state'))[0];

/** What rows say of things and of who has them; other columns may be settled otherwise from version to version. */
const kernel = (rows: readonly Row[]) =>
  rows
    .map(({ id, name, state, holders = [] }) => ({ id, name, state, holders: [...holders].toSorted() }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

test.use({ actionTimeout: 10_000 });

test('@update what an earlier build left is opened: rows are built anew, nothing is lost, one takes meanwhile', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const recording = readRecording('one-phone-b');
  expect(recording.commit).toMatch(/^[0-9a-f]{40}$/);
  const recorded = <Record>(store: string) =>
    (recording.database.stores.find(({ name }) => name === store)?.records ?? []) as readonly Record[];
  const [before] = recorded<State>('state');
  const toolsBefore = recorded<Row>('toolsA');
  const out = toolsBefore.filter(({ state }) => state === 'out');
  const hung = toolsBefore.find(({ name }) => name === 'Scie sauteuse');
  expect(hung?.state).toBe('here');

  // A phone so busy that it rests after the first slice of the work, for as long as one wants it to.
  await page.addInitScript(() => {
    const waiting: (() => void)[] = [];
    const busy = { is: true };
    Object.assign(window, {
      wake: () => {
        busy.is = false;
        for (const go of waiting.splice(0)) go();
      },
    });
    // React makes one channel for itself as it loads; every later one is a rest between two slices.
    let made = 0;
    window.MessageChannel = class extends window.MessageChannel {
      constructor() {
        super();
        made += 1;
        if (made === 1) return;
        const post = this.port2.postMessage.bind(this.port2);
        this.port2.postMessage = (message: unknown) => {
          if (busy.is) waiting.push(() => post(message));
          else post(message);
        };
      }
    };
  });
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Ouvrir un atelier' })).toBeVisible();
  await playRecording(page, recording);
  await page.reload();
  await expect(title(page, 'À faire')).toBeVisible();
  await expect.poll(async () => (await stateOf(page))?.building ?? null).not.toBeNull();
  expect((await stateOf(page))?.rowsVersion).toBe(before?.rowsVersion);

  // In the middle of it: the old rows are read, and what is done goes into both.
  await page.goto('/#/out');
  await expect(page.locator('main .list > li')).toHaveCount(out.length);
  for (const { name = '' } of out) await expect(page.getByRole('main')).toContainText(name);
  await page.goto(`/#/t/${hung?.id ?? ''}`);
  await page.getByRole('button', { name: 'Je prends' }).click();
  await expect(page.getByText('C’est noté : avec toi.')).toBeVisible();
  expect((await stateOf(page))?.building).not.toBeNull();

  await page.evaluate(() => (window as unknown as { readonly wake: () => void }).wake());
  await expect.poll(async () => (await stateOf(page))?.building, { timeout: 20_000 }).toBeNull();
  const after = await stateOf(page);
  expect(after).toMatchObject({ side: 'B', factCount: (before?.factCount ?? 0) + 1 });
  expect(after?.rowsVersion).toBeGreaterThan(before?.rowsVersion ?? 0);
  for (const table of ['tools', 'places', 'categories', 'members', 'codes']) {
    const rows = (await stored<Row>(page, `${table}B`)).filter(({ id }) => id !== hung?.id);
    const old = recorded<Row>(`${table}A`).filter(({ id }) => id !== hung?.id);
    expect(kernel(rows), table).toEqual(kernel(old));
  }
  await expect(page.getByRole('button', { name: 'Je rends' })).toBeVisible();

  // And after the next start.
  await page.goto('/#/out');
  await page.reload();
  await expect(page.locator('main .list > li')).toHaveCount(out.length + 1);
  await expect(page.getByRole('link', { name: /Scie sauteuse/ })).toContainText('Avec toi');
});

/** Builds the app as the next version would be. */
async function buildNext(outDir: string, version: string): Promise<void> {
  const wishes = { define: { __VERSION__: JSON.stringify(version) }, build: { outDir, emptyOutDir: true } };
  const script = `import { build } from 'vite'; await build(${JSON.stringify({ ...wishes, logLevel: 'error' })});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
}

test('@update a new version asks before it comes in, and what was being typed is still there after', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const next = test.info().outputPath('next');
  const building = buildNext(next, '9.9.9');
  let host = await startHost();
  await page.clock.install();
  await page.goto(host.url);
  await openDemo(page);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  await page.getByRole('link', { name: 'Outils', exact: true }).click();
  await page.getByRole('link', { name: 'Ajouter un outil' }).click();
  await page.getByLabel('Son nom').fill('Ponceuse à bande');

  await building;
  await host.stop();
  host = await startHost({ port: Number(new URL(host.url).port), dir: next });
  // An installed app is hardly ever loaded anew: it looks when one comes back to it, an hour later at the earliest.
  await page.clock.fastForward('01:05:00');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const bar = page.getByText('Une nouvelle version est prête.');
  await expect(bar).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel('Son nom')).toHaveValue('Ponceuse à bande');
  await page.screenshot({ path: test.info().outputPath('bar.png') });
  await page.getByRole('button', { name: 'Mettre à jour' }).click();

  await expect(bar).toHaveCount(0);
  await expect(page.getByLabel('Son nom')).toHaveValue('Ponceuse à bande');
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await expect(title(page, 'Ponceuse à bande')).toBeVisible();
  await page.goto(`${host.url}#/house/settings`);
  await expect(page.getByText('9.9.9')).toBeVisible();
  await host.stop();
});
