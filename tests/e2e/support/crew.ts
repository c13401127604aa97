import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { startPhone, type PhoneWishes } from './phone.ts';
import { startPod, type Pod } from './pod.ts';

/** A phone of the crew: switched on and off as one likes. */
export interface CrewPhone {
  readonly name: string;
  readonly page: () => Page;
  readonly context: () => BrowserContext;
  readonly off: () => Promise<void>;
  /** Switches it on again, at this address of the app. */
  readonly on: (at?: string) => Promise<Page>;
}

/** An atelier: the pod all its phones opened the app from, and the phones, each a browser process with its own profile. */
export interface Crew {
  readonly pod: Pod;
  readonly phone: (name: string, at?: string, wishes?: Omit<PhoneWishes, 'profile'>) => Promise<CrewPhone>;
}

export const test = base.extend<{ crew: Crew; podFlags: readonly string[] }>({
  podFlags: [[], { option: true }],
  crew: async ({ podFlags }, use, info) => {
    const pod = await startPod({ data: info.outputPath('pod'), flags: podFlags });
    const phones: CrewPhone[] = [];
    /** What the app itself did not catch. */
    const wrong: string[] = [];
    await use({
      pod,
      async phone(name, at = '/', wishes = {}) {
        const phone = createPhone(name, { profile: info.outputPath(name), baseURL: pod.url, ...wishes }, wrong);
        phones.push(phone);
        await phone.on(at);
        return phone;
      },
    });
    if (info.status !== info.expectedStatus)
      for (const { name, page } of phones)
        await Promise.resolve()
          .then(() => page().screenshot({ path: info.outputPath(`${name}.png`) }))
          .catch(() => undefined);
    await Promise.all(phones.map(({ off }) => off()));
    await pod.stop();
    expect(wrong).toEqual([]);
  },
});

export function createPhone(name: string, wishes: PhoneWishes, wrong: string[]): CrewPhone {
  let context: BrowserContext | null = null;
  let page: Page | null = null;
  const there = <Thing>(thing: Thing | null): Thing => {
    if (thing === null) throw new Error(`${name}'s phone is switched off`);
    return thing;
  };
  return {
    name,
    page: () => there(page),
    context: () => there(context),
    async on(at = '/') {
      context = await startPhone(wishes);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      page = context.pages()[0] ?? (await context.newPage());
      page.on('pageerror', (error) => wrong.push(`${name}: ${error.stack ?? error.message}`));
      page.setDefaultTimeout(30_000);
      await page.goto(at);
      return page;
    },
    async off() {
      const leaving = context;
      context = null;
      page = null;
      await leaving?.close();
    },
  };
}

/** Flags of a pod that brings phones together and keeps nothing of theirs: it takes in some other workshop only. */
export const signalingAlone = ['--workshops', 'A'.repeat(43)];

export const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
export const sheet = (page: Page) => page.getByRole('dialog');
export const home = (page: Page) => title(page, 'À faire');
/** Devices and exchanges: who is here now, whom one met, what is only here. */
export const openMeeting = async (page: Page): Promise<void> => {
  await page.goto('/#/house/meeting');
  await title(page, 'Appareils et échanges').waitFor();
};

export interface Inviting {
  readonly role?: 'Membre' | 'Gardien·ne';
  readonly days?: '1 jour' | '7 jours' | '30 jours';
}

/** Makes an invitation and stays where it is shown; answers the link as it is copied. */
export async function invite(page: Page, { role = 'Membre', days = '7 jours' }: Inviting = {}): Promise<string> {
  await page.goto('/#/house/people');
  await page.getByRole('link', { name: 'Inviter', exact: true }).click();
  await page.getByRole('radio', { name: role }).check();
  await page.getByRole('radio', { name: days }).check();
  await page.getByRole('button', { name: 'Faire l’invitation' }).click();
  return shownLink(page);
}

/** The link of the invitation that is on the screen. */
export async function shownLink(page: Page): Promise<string> {
  await title(page, 'Montre ce code').waitFor();
  await page.getByRole('button', { name: 'Copier le lien' }).click();
  await page.getByText('Le lien est copié.').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** From the page an invitation opens: says a name, and goes in once somebody lets one in. */
export async function comeIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Ton prénom').fill(name);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await openNotebook(page);
}

export async function openNotebook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ouvrir le carnet' }).click({ timeout: 60_000 });
  await home(page).waitFor();
}

/** Somebody comes in with the link of an invitation, on a phone of their own. */
export async function joinByLink(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await comeIn(page, name);
}

/** Writes a tool into the notebook and ends on its page. */
export async function addTool(page: Page, name: string): Promise<void> {
  await page.goto('/#/tools/new');
  await page.getByLabel('Son nom').fill(name);
  await page.getByRole('button', { name: 'Ajouter au mur' }).click();
  await title(page, name).waitFor();
}

/** Opens the page of a tool out of the list, as soon as it is there. */
export async function openTool(page: Page, name: string, from = '/#/tools'): Promise<void> {
  await page.goto(from);
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await title(page, name).waitFor();
}

/** Another act than the one that stands at the bottom of a tool's page. */
export async function otherAct(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Autres gestes' }).click();
  await sheet(page).getByRole('button', { name }).click();
}

/** Waits until all that was written here is also elsewhere. */
export async function allElsewhere(page: Page): Promise<void> {
  await openMeeting(page);
  await expect(page.getByText('Tout est aussi ailleurs')).toBeVisible({ timeout: 30_000 });
}

/** All that is on this phone as a file, to be carried to others. */
export async function parcelOf(page: Page): Promise<string> {
  await openMeeting(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Envoyer un pli' }).click(),
  ]);
  return download.path();
}

/** Waits until the app opens without whoever serves it. */
export async function keptForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}
