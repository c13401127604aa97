import { copyFile, readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import {
  addTool,
  home,
  invite,
  joinByLink,
  keptForOffline,
  allElsewhere,
  openTool,
  otherAct,
  parcelOf,
  sheet,
  signalingAlone,
  test,
  title,
} from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name: new RegExp(name) });
const dayLength = 86_400_000;

interface Plan {
  readonly name: string;
  readonly every?: string;
  readonly unit: string;
  readonly steps?: string;
  readonly stops?: boolean;
}

/** From a tool's page, or from the list of care: plans, and ends where one came from. */
async function plan(page: Page, { name, every, unit, steps, stops = false }: Plan): Promise<void> {
  await page.getByRole('link', { name: 'Prévoir un soin' }).first().click();
  await title(page, 'Prévoir un soin').waitFor();
  await page.getByLabel('Quoi ?').fill(name);
  await page.getByLabel('Compté en').selectOption({ label: unit });
  if (every !== undefined) await page.getByLabel('Tous les').fill(every);
  if (steps !== undefined) await page.getByLabel('Étapes à cocher').fill(steps);
  if (stops) await page.getByRole('checkbox', { name: /En retard, il arrête le prêt/ }).check();
  await act(page, 'C’est bon').click();
  await expect(title(page, 'Prévoir un soin')).toHaveCount(0);
}

/** Takes a tool and brings it back, saying how long it ran where that is asked. */
async function use(page: Page, tool: string, hours?: string): Promise<void> {
  await openTool(page, tool);
  await act(page, 'Je prends').click();
  await expect(act(page, 'Je rends')).toBeVisible();
  if (hours === undefined) await act(page, 'Je rends').click();
  else {
    await otherAct(page, 'Rendre');
    await sheet(page).getByLabel('Combien d’heures a-t-il tourné ?').fill(hours);
    await sheet(page).getByRole('button', { name: 'Je rends' }).click();
  }
  await expect(act(page, 'Je prends')).toBeVisible();
}

test('@duty by date, by use, by hours, after each use: asked, done on a round, due again; overdue it stops lending and never a return', async ({
  crew: { phone },
}) => {
  test.setTimeout(90_000);
  const odile = await phone('odile');
  const page = odile.page();
  await foundWorkshop(page);
  await addTool(page, 'Tronçonneuse');

  // By date, on the tool: due today, asked of the only one who is here, first on the first screen.
  await plan(page, {
    name: 'Affûter la chaîne',
    every: '2',
    unit: 'semaines',
    steps: 'Démonter la chaîne\nLimer chaque dent',
    stops: true,
  });
  await page.goto('/#/');
  await expect(row(page, 'Affûter la chaîne')).toContainText('Demandé à toi');
  // On a place or the whole workshop no use is counted.
  await page.goto('/#/care');
  await plan(page, { name: 'Vider la poubelle', every: '1', unit: 'jours' });
  await expect(page.getByLabel('Compté en')).toHaveCount(0);

  // The round: big targets, steps ticked, next.
  await page.getByRole('link', { name: /Faire le tour/ }).click();
  await expect(page.getByRole('heading', { name: 'Affûter la chaîne' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Démonter la chaîne' }).check();
  await page.getByRole('checkbox', { name: 'Limer chaque dent' }).check();
  await act(page, 'C’est fait').click();
  await expect(page.getByRole('heading', { name: 'Vider la poubelle' })).toBeVisible();
  await act(page, 'Passer au suivant').click();
  await expect(page.getByText('Le tour est fini.')).toBeVisible();
  await page.getByRole('link', { name: 'Revenir aux soins' }).click();
  await expect(row(page, 'Vider la poubelle')).toContainText('Demandé à toi');
  await expect(row(page, 'Affûter la chaîne')).toContainText('Prévu');

  // Taken on, given back, done with a word, undone, done.
  await row(page, 'Vider la poubelle').click();
  await act(page, 'Je m’en charge').click();
  await expect(page.getByRole('main').getByText('Tu t’en charges')).toBeVisible();
  await page.getByRole('button', { name: /Rendre au pot commun/ }).click();
  await expect(page.getByRole('main').getByText('Demandé à toi')).toBeVisible();
  await page.getByLabel('Un mot').fill('Les sacs sont sous l’évier');
  await act(page, 'C’est fait').click();
  await expect(page.getByText('Fait par Odile.')).toBeVisible();
  await expect(page.getByText('« Les sacs sont sous l’évier »')).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).last().click();
  await expect(page.getByText('C’est annulé.')).toBeVisible();
  await expect(page.getByText('Fait par Odile.')).toHaveCount(0);
  await act(page, 'C’est fait').click();
  await expect(page.getByText('Fait par Odile.')).toBeVisible();

  // By use, by hours, and after each use.
  await openTool(page, 'Tronçonneuse');
  await plan(page, { name: 'Graisser le guide', every: '2', unit: 'usages' });
  await plan(page, { name: 'Changer la bougie', every: '3', unit: 'heures de marche' });
  await page.goto('/#/');
  await expect(page.getByText('Rien à faire. Belle journée.')).toBeVisible();
  await use(page, 'Tronçonneuse', '1,5');
  await page.goto('/#/');
  await expect(page.getByText('Rien à faire. Belle journée.')).toBeVisible();
  await use(page, 'Tronçonneuse', '1,5');
  await page.goto('/#/');
  await expect(row(page, 'Graisser le guide')).toContainText('Demandé à toi');
  await row(page, 'Changer la bougie').click();
  await expect(page.getByRole('main').getByText('3 h de marche sur 3')).toBeVisible();
  await act(page, 'C’est fait').click();
  await expect(page.getByRole('main').getByText('0 h de marche sur 3')).toBeVisible();
  await page.goto('/#/care');
  await row(page, 'Graisser le guide').click();
  await act(page, 'C’est fait').click();
  await expect(page.getByRole('main').getByText('0 usages sur 2')).toBeVisible();

  await addTool(page, 'Scie à ruban');
  await page.getByRole('link', { name: 'Prévoir un soin' }).click();
  await page.getByLabel('Quoi ?').fill('Souffler la sciure');
  await page.getByLabel('Compté en').selectOption({ label: 'après chaque usage' });
  await act(page, 'C’est bon').click();
  await expect(title(page, 'Prévoir un soin')).toHaveCount(0);
  await use(page, 'Scie à ruban');
  await page.goto('/#/');
  await row(page, 'Souffler la sciure').click();
  await act(page, 'C’est fait').click();
  await expect(page.getByRole('main').getByText('Rien à faire avant le prochain usage')).toBeVisible();

  // Fifteen days later the chain is overdue: it is not lent, and whoever has it brings it back.
  await page.clock.setFixedTime(Date.now() + 15 * dayLength);
  await page.reload();
  await openTool(page, 'Tronçonneuse');
  await act(page, 'Je prends').click();
  await expect(page.getByText('Avant de le prêter, il lui faut un soin : Affûter la chaîne.')).toBeVisible();
  await page.goto('/#/care');
  await row(page, 'Affûter la chaîne').click();
  await act(page, 'C’est fait').click();
  await expect(page.getByText('Fait par Odile.')).toHaveCount(2);
  await use(page, 'Tronçonneuse');
  // The story of the tool tells its care among the rest.
  await expect(page.getByText('Soin fait par Odile : Affûter la chaîne.').first()).toBeVisible();

  // Reminders without a server: a calendar file, and a list for the wall.
  await page.goto('/#/care');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Dans mon agenda (.ics)' }).click(),
  ]);
  const calendar = await readFile(await download.path(), 'utf8');
  expect(calendar).toContain('SUMMARY:Affûter la chaîne · Tronçonneuse\r\n');
  expect(calendar).toMatch(/DTSTART;VALUE=DATE:\d{8}\r\n/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('cell', { name: /Affûter la chaîne/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Liste pour le mur' })).toBeHidden();
});

test.describe('apart', () => {
  test.use({ podFlags: signalingAlone });

  test('@duty both did it while apart: both count, and the next date follows the later', async ({
    crew: { pod, phone },
  }, info) => {
    test.setTimeout(90_000);
    const zoe = await phone('zoe');
    await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });
    await zoe.page().goto('/#/care');
    await plan(zoe.page(), { name: 'Vérifier l’extincteur', every: '1', unit: 'semaines' });
    const bakary = await phone('bakary');
    await joinByLink(bakary.page(), await invite(zoe.page()), 'Bakary');
    await allElsewhere(zoe.page());
    await bakary.page().goto('/#/care');
    await expect(row(bakary.page(), 'Vérifier l’extincteur')).toBeVisible();

    await Promise.all([zoe, bakary].map(({ page }) => keptForOffline(page())));

    // Nothing brings them together any more but a file: a link they have would outlive the pod.
    await Promise.all([bakary.off(), pod.stop()]);
    const isDone = async (page: Page): Promise<void> => {
      await page.goto('/#/care');
      await row(page, 'Vérifier l’extincteur').click();
      await act(page, 'C’est fait').click();
    };
    await isDone(zoe.page());
    await expect(zoe.page().getByText('Fait par Zoé.')).toBeVisible();
    const parcel = info.outputPath('pli');
    await copyFile(await parcelOf(zoe.page()), parcel);
    await zoe.off();
    await bakary.on();
    await isDone(bakary.page());
    await expect(bakary.page().getByText('Fait par Bakary.')).toBeVisible();
    await expect(bakary.page().getByText('Fait par Zoé.')).toHaveCount(0);

    await bakary.page().goto('/#/house/meeting');
    await bakary.page().getByLabel('Un pli reçu').setInputFiles(parcel);
    await bakary.page().goto('/#/care');
    await row(bakary.page(), 'Vérifier l’extincteur').click();
    await expect(bakary.page().getByText('Fait par Zoé.')).toBeVisible();
    await expect(bakary.page().getByText('Fait par Bakary.')).toBeVisible();
    await bakary.page().goto('/#/');
    await home(bakary.page()).waitFor();
    await expect(row(bakary.page(), 'Vérifier l’extincteur')).toHaveCount(0);
  });
});
