import { expect, test, type Page } from '@playwright/test';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { readFact } from '#crypto/readFact.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { everythingStored, foundWorkshop, startPhone } from './support/phone.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const sheet = (page: Page) => page.getByRole('dialog');

/** A section of a tool's page, by the question it answers. */
const answer = (page: Page, question: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: question }) });

/** What this origin keeps beside its databases. */
const everythingNoted = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]));

interface Ledger {
  readonly workshop: string;
  readonly log: string;
  /** In base64: the entries of the log in order, and how many of them have their person part. */
  readonly entries: readonly string[];
  readonly withPerson: number;
}

/** The one log of this phone, read as it is stored. */
const readLedger = (page: Page): Promise<Ledger> =>
  page.evaluate(async () => {
    const [found] = await indexedDB.databases();
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('could not be read'));
      });
    const db = await wait(indexedDB.open(found?.name ?? ''));
    const all = <Row>(store: string) => wait<Row[]>(db.transaction(store).objectStore(store).getAll());
    const [state] = await all<{ readonly workshop: string }>('state');
    const chunks = await all<{
      readonly log: string;
      readonly n: number;
      readonly entries: readonly { readonly bytes: Uint8Array; readonly person: Uint8Array | null }[];
    }>('chunks');
    db.close();
    const entries = chunks.toSorted((a, b) => a.n - b.n).flatMap((chunk) => chunk.entries);
    return {
      workshop: state?.workshop ?? '',
      log: chunks[0]?.log ?? '',
      entries: entries.map(({ bytes }) => btoa(String.fromCharCode(...bytes))),
      withPerson: entries.filter(({ person }) => person !== null).length,
    };
  });

/** How many facts of the log are authentic by its own chain and signatures. */
async function authentic({ workshop, log, entries }: Ledger): Promise<number> {
  const deps = createCryptoDeps(globalThis.crypto);
  const facts = [];
  for (const entry of entries) {
    const fact = await readFact(Uint8Array.from(Buffer.from(entry, 'base64')), deps);
    if (fact.ok) facts.push(fact.value);
  }
  const run = { workshop: workshop as WorkshopId, log: log as LogId, head: null, facts };
  const { accepted } = await verifyChain(run, await createVerifySignature(deps));
  return accepted.length;
}

test.use({ actionTimeout: 10_000 });

test('@forget a person is erased: no name is left on the phone, and what the tools did is', async ({ baseURL }) => {
  test.setTimeout(90_000);
  const profile = test.info().outputPath('profile');
  let phone = await startPhone({ profile });
  let [page = await phone.newPage()] = phone.pages();
  await page.goto(baseURL ?? '');
  await foundWorkshop(page);

  const people = async () => {
    await page.goto(`${baseURL ?? ''}#/house/people`);
    await expect(title(page, 'Gens et appareils')).toBeVisible();
  };
  const openTool = async (name: string) => {
    await page.goto(`${baseURL ?? ''}#/tools`);
    await page.getByRole('link', { name: new RegExp(name) }).click();
    await expect(title(page, name)).toBeVisible();
  };
  const act = async (name: string | RegExp) => {
    await page.getByRole('button', { name: 'Autres gestes' }).click();
    await sheet(page).getByRole('button', { name }).click();
  };

  // She came under another name first: that one is to go as well.
  await people();
  await page.getByRole('button', { name: 'Quelqu’un sans téléphone' }).click();
  await sheet(page).getByLabel('Prénom').fill('Quibolin');
  await sheet(page).getByRole('button', { name: 'Ajouter', exact: true }).click();
  await page.getByRole('link', { name: /Quibolin/ }).click();
  await page.getByRole('button', { name: 'Nom et contact' }).click();
  await sheet(page).getByLabel('Prénom').fill('Zéphyrine');
  await sheet(page).getByLabel('Comment la joindre').fill('06 98 76 54 32');
  await sheet(page).getByRole('button', { name: 'C’est bon' }).click();
  await expect(title(page, 'Zéphyrine')).toBeVisible();

  for (const name of ['Rabot', 'Varlope']) {
    await page.goto(`${baseURL ?? ''}#/tools/new`);
    await page.getByLabel('Son nom').fill(name);
    await page.getByRole('button', { name: 'Ajouter au mur' }).click();
    await expect(title(page, name)).toBeVisible();
    await act('Prendre pour quelqu’un');
    await sheet(page).getByRole('button', { name: 'Zéphyrine' }).click();
    await sheet(page).getByLabel('Pour quoi faire').fill('Dresser une planche');
    await sheet(page).getByRole('button', { name: 'Zéphyrine prend' }).click();
    await expect(page.getByText('C’est noté : chez Zéphyrine.')).toBeVisible();
  }
  // The plane goes on from her to me; the other one stays with her.
  await openTool('Rabot');
  await act('Je l’ai maintenant');
  await sheet(page).getByLabel('Pour quoi faire').fill('Ajuster une porte');
  await sheet(page).getByRole('button', { name: 'Je l’ai maintenant' }).click();
  await expect(page.getByText('C’est noté : avec toi.')).toBeVisible();

  const hers = ['phyrine', 'Quibolin', '98 76 54'];
  const before = await everythingStored(page);
  for (const words of hers) expect(before, words).toContain(words);
  const ledgerBefore = await readLedger(page);

  await people();
  await page.getByRole('link', { name: /Zéphyrine/ }).click();
  await page.getByRole('button', { name: 'Effacer cette personne' }).click();
  const warning = page.getByRole('alertdialog');
  await expect(warning).toContainText('1 outil reste noté chez « quelqu’un »');
  await warning.getByRole('button', { name: 'Effacer', exact: true }).click();
  await expect(page.getByText('C’est effacé. Le carnet dit maintenant « quelqu’un ».')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link')).toHaveText([/^.*Odile/, /^Appareils et échanges/]);
  await expect(page.getByText('Zéphyrine')).toHaveCount(0);
  await phone.close();

  phone = await startPhone({ profile });
  [page = await phone.newPage()] = phone.pages();
  await page.goto(baseURL ?? '');
  await expect(title(page, 'À faire')).toBeVisible();
  const after = `${await everythingStored(page)} ${await everythingNoted(page)}`;
  for (const words of hers) expect(after, words).not.toContain(words);
  expect(after).toContain('Odile');

  // Two profiles and two takings were about her; what they said of the tools is still signed and in its place.
  const ledger = await readLedger(page);
  expect(ledgerBefore.withPerson - ledger.withPerson).toBe(4);
  expect(await authentic(ledger)).toBe(ledger.entries.length);
  expect(ledger.entries.length).toBeGreaterThan(ledgerBefore.entries.length);
  expect(ledger.entries.slice(0, ledgerBefore.entries.length)).toEqual(ledgerBefore.entries);

  await openTool('Rabot');
  await expect(answer(page, 'À quoi ça sert').getByRole('listitem')).toHaveText([
    'Ajuster une porte',
    'Dresser une planche',
  ]);
  await expect(answer(page, 'À qui ça sert')).toContainText('1 personne et quelqu’un');
  await expect(answer(page, 'Comment ça circule')).toContainText(/quelqu’un/i);
  await expect(answer(page, 'Son carnet')).toContainText('Quelqu’un le passe à Odile');
  await expect(answer(page, 'Son carnet')).toContainText('Quelqu’un l’emmène');
  await page.getByRole('button', { name: 'Je rends' }).click();
  await expect(page.getByText('C’est noté : de retour.')).toBeVisible();

  await page.goto(`${baseURL ?? ''}#/out`);
  const out = page.getByRole('link', { name: /Varlope/ });
  await expect(out).toContainText('quelqu’un');
  await out.click();
  await act(/^Rendre pour/);
  await sheet(page).getByRole('button', { name: 'Je rends' }).click();
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
  await page.goto(`${baseURL ?? ''}#/out`);
  await expect(page.getByText('Rien n’est dehors en ce moment.')).toBeVisible();
  await phone.close();
});
