import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import {
  addTool,
  allElsewhere,
  createPhone,
  invite,
  joinByLink,
  openMeeting,
  sheet,
  type CrewPhone,
} from './support/crew.ts';
import { createLan, whyNoLan, type Lan, type LanPlace } from './support/lan.ts';
import { foundWorkshop } from './support/phone.ts';
import { startPod } from './support/pod.ts';

const isHunt = process.env['HUNT'] !== undefined;
const app = process.env['E2E_DIR'] ?? fileURLToPath(new URL('../../dist/app/', import.meta.url));
const server = fileURLToPath(new URL('support/lanServer.ts', import.meta.url));
/** The same on every machine: a link made on one opens the app on the other. */
const port = 8100;
type Cut = readonly ['unplugged' | 'mute', seconds: number];
const cuts: readonly Cut[] = [
  ['unplugged', 5],
  ['mute', 20],
  ...(isHunt
    ? ([
        ['unplugged', 60],
        ['mute', 60],
      ] as const)
    : []),
];
/** Three megabytes may be on their way at any time: each cut is to find more than that still to come. */
const toolCount = 3500 * cuts.length;
const about = 'Manche en frêne, fer trempé, à ranger à sec et à affûter avant de rendre. '.repeat(8);
const recoversWithin = 10_000;

interface Network {
  readonly lan: Lan;
  /** Ends with the story. */
  readonly keep: (end: () => Promise<void>) => void;
  readonly serve: (place: LanPlace, ...words: readonly string[]) => Promise<void>;
}

const refusal = whyNoLan();
const test = base.extend<{ network: Network }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from the braces what is needed
  network: async ({}, use, info) => {
    const lan = createLan(info.outputPath());
    const ends: (() => Promise<void>)[] = [() => Promise.resolve(lan.close())];
    const keep = (end: () => Promise<void>): void => void ends.unshift(end);
    await use({
      lan,
      keep,
      async serve({ namespace }, ...words) {
        const command = ['netns', 'exec', namespace, process.execPath, '--import', 'tsx', server, ...words];
        const child = spawn('ip', command, { stdio: ['ignore', 'pipe', 'inherit'] });
        keep(() => ended(child));
        await once(child.stdout, 'data');
      },
    });
    for (const end of ends) await end();
  },
});
test.skip(refusal !== null, refusal ?? '');

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

/** A phone on a machine of its own. */
async function phoneOn(
  { keep }: Network,
  place: LanPlace,
  { name, url, flags = [] }: { readonly name: string; readonly url: string; readonly flags?: readonly string[] },
): Promise<CrewPhone> {
  const wrong: string[] = [];
  const profile = test.info().outputPath(name);
  const phone = createPhone(name, { profile, baseURL: url, executablePath: place.browser(flags) }, wrong);
  keep(async () => {
    if (test.info().status !== test.info().expectedStatus)
      await phone.page().screenshot({ path: test.info().outputPath(`${name}.png`) });
    await phone.off();
    expect(wrong).toEqual([]);
  });
  await phone.on();
  return phone;
}

/** As somebody types the addresses in; null for none. */
async function setPlaces(
  page: Page,
  places: { readonly signaling: string; readonly pod: string | null },
): Promise<void> {
  await openMeeting(page);
  await page.getByRole('button', { name: 'Point de rencontre et relais' }).click();
  for (const [legend, address] of [
    ['Point de rencontre', places.signaling],
    ['Relais', places.pod],
  ] as const) {
    const choice = sheet(page).getByRole('group', { name: legend });
    await choice.getByRole('radio', { name: address === null ? 'Aucun' : 'Une autre adresse' }).check();
    if (address !== null) await sheet(page).getByLabel(`${legend} : son adresse`).fill(address);
  }
  await sheet(page).getByRole('button', { name: 'C’est bon' }).click();
  await expect(sheet(page)).toHaveCount(0);
}

async function startImport(page: Page): Promise<void> {
  const rows = Array.from({ length: toolCount }, (_, at) => `Outil ${String(at)},"${about}${String(at)}"`);
  await page.goto('/#/house/import');
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  const buffer = Buffer.from(['Nom,Description', ...rows].join('\n'));
  await (await asked).setFiles({ name: 'outils.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Essayer à blanc' }).click();
  await page.getByRole('button', { name: /^Importer/ }).click();
}

/** How many tools the list counts. */
async function counted(page: Page): Promise<number> {
  const words = await page
    .getByRole('main')
    .getByText(/^[\d\s]+ outils?$/)
    .first()
    .textContent();
  return Number(words?.replaceAll(/\D/g, ''));
}

/** Where a phone is, and the server it is cut off from. */
interface OnLan {
  readonly place: LanPlace;
  readonly pod: { readonly host: string; readonly port: string };
}

/** Cuts in the middle of what comes in; it goes on soon after. */
async function cutAndRecover(page: Page, { place, pod }: OnLan, [how, seconds]: Cut): Promise<void> {
  place.cut(how);
  const isCut = !place.reaches(pod.host, pod.port);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  expect(isCut, 'nothing comes through').toBe(true);
  const last = await counted(page);
  expect(last, 'the cut is in the middle').toBeLessThan(toolCount);
  const restored = Date.now();
  place.restore();
  await expect.poll(() => counted(page), { timeout: recoversWithin, intervals: [100] }).toBeGreaterThan(last);
  console.log(
    `  ${how} for ${String(seconds)} s, at ${String(last)} tools: on it goes after ${String(Date.now() - restored)} ms`,
  );
}

/** Odile writes thousands, Ben's network comes and goes: in the end all of it is there. */
async function bulkThroughCuts(odile: Page, ben: Page, where: OnLan): Promise<void> {
  expect(where.place.reaches(where.pod.host, where.pod.port)).toBe(true);
  await openMeeting(ben);
  await expect(deviceLine(ben, 'Téléphone de Odile')).toBeVisible();
  await ben.goto('/#/tools');
  await startImport(odile);
  await expect.poll(() => counted(ben), { intervals: [50], timeout: 30_000 }).toBeGreaterThan(1);
  for (const cut of cuts) await cutAndRecover(ben, where, cut);
  await expect.poll(() => counted(ben), { timeout: 90_000 }).toBe(toolCount + 1);
  await openMeeting(ben);
  await expect(deviceLine(ben, 'Téléphone de Odile')).toContainText('à jour');
}

const deviceLine = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name }).first();
const time = (cuts.reduce((sum, [, seconds]) => sum + seconds, 0) + 200) * 1000;

test('@lan the app from each phone itself, addresses set by hand, no internet: cut in the middle of a bulk sync, nothing is lost', async ({
  network,
}) => {
  test.setTimeout(time);
  const { lan, keep, serve } = network;
  const [first, second, third] = [lan.place('odile'), lan.place('ben'), lan.place('pod')];
  const { namespace, host } = third;
  const pod = await startPod({ data: test.info().outputPath('pod'), within: { namespace, host } });
  keep(() => pod.stop());
  await Promise.all([first, second].map((place) => serve(place, 'files', String(port), app)));
  const url = `http://127.0.0.1:${String(port)}/`;
  const address = pod.url.replace('http:', 'ws:').replace(/\/$/, '');

  const odile = await phoneOn(network, first, { name: 'odile', url });
  await foundWorkshop(odile.page());
  await setPlaces(odile.page(), { signaling: address, pod: address });
  await addTool(odile.page(), 'Perceuse à colonne');
  await allElsewhere(odile.page());
  const link = await invite(odile.page());

  const ben = await phoneOn(network, second, { name: 'ben', url });
  await joinByLink(ben.page(), link, 'Ben');
  // Without the pod: what comes now comes from Odile's phone.
  await setPlaces(ben.page(), { signaling: address, pod: null });
  await bulkThroughCuts(odile.page(), ben.page(), { place: second, pod: { host, port: new URL(pod.url).port } });
});

test('@lan the app from the pod by HTTPS, no internet: nothing to set, cut in the middle of a bulk sync, nothing is lost', async ({
  network,
}) => {
  test.setTimeout(time);
  const { lan, keep, serve } = network;
  const [first, second, third] = [lan.place('odile'), lan.place('ben'), lan.place('pod')];
  const { namespace, host } = third;
  const pod = await startPod({ data: test.info().outputPath('pod'), within: { namespace, host: '127.0.0.1' } });
  keep(() => pod.stop());
  const { key, certificate, trust } = createCertificate(host);
  await serve(third, 'tls', host, '8443', new URL(pod.url).port, key, certificate);
  const url = `https://${host}:8443/`;

  const odile = await phoneOn(network, first, { name: 'odile', url, flags: [trust] });
  await foundWorkshop(odile.page());
  await addTool(odile.page(), 'Perceuse à colonne');
  await allElsewhere(odile.page());
  const link = await invite(odile.page());
  expect(link).toMatch(new RegExp(`^${url}#/join/`));

  const ben = await phoneOn(network, second, { name: 'ben', url, flags: [trust] });
  await joinByLink(ben.page(), link, 'Ben');
  await bulkThroughCuts(odile.page(), ben.page(), { place: second, pod: { host, port: '8443' } });
  await expect(deviceLine(ben.page(), 'Le relais')).toContainText('à jour');
});

/** A certificate of our own for one address, and the word that makes a browser accept it and no other. */
function createCertificate(host: string): {
  readonly key: string;
  readonly certificate: string;
  readonly trust: string;
} {
  const [key, certificate] = [test.info().outputPath('key.pem'), test.info().outputPath('certificate.pem')];
  const asked = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
  const about = ['-subj', '/CN=Atelier', '-addext', `subjectAltName=IP:${host}`];
  execFileSync('openssl', ['req', ...asked, ...about, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  const { publicKey } = new X509Certificate(readFileSync(certificate));
  const hash = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { key, certificate, trust: `--ignore-certificate-errors-spki-list=${hash}` };
}
