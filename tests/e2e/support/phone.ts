import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';

/** What every phone of the stories is: a small screen, in France, in French. */
export const phoneScreen = {
  viewport: { width: 390, height: 844 },
  locale: 'fr-FR',
  timezoneId: 'Europe/Paris',
} as const;

export interface PhoneWishes {
  /** A folder: what the phone keeps between two starts. */
  readonly profile: string;
  /** A file the camera shows, see `tests/support/camera.ts`. It may be replaced while the browser runs. */
  readonly camera?: string;
  readonly locale?: string;
  /** Where the app is, for addresses without a host. */
  readonly baseURL?: string;
  /** Another browser to start, e.g. one that runs in a network of its own. */
  readonly executablePath?: string;
}

/** Starts a browser with a profile of its own, as one would switch a phone on. */
export function startPhone({ profile, camera, ...wishes }: PhoneWishes): Promise<BrowserContext> {
  const more =
    camera === undefined
      ? []
      : [
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          `--use-file-for-fake-video-capture=${camera}`,
        ];
  return chromium.launchPersistentContext(profile, {
    ...browserLaunch(more),
    ...phoneScreen,
    ...wishes,
  });
}

/** Founds a workshop from the welcome page and waits for its home. */
export async function foundWorkshop(page: Page, { name = 'La Remise', myName = 'Odile' } = {}): Promise<void> {
  await page.getByRole('link', { name: 'Ouvrir un atelier' }).click();
  await page.getByLabel('Comment s’appelle l’atelier').fill(name);
  await page.getByLabel('ton prénom').fill(myName);
  await page.getByRole('button', { name: 'Ouvrir l’atelier' }).click();
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
}

/** Opens the demo from the welcome page; it is written while one waits. */
export async function openDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Juste regarder' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: /démonstration|La Remise|Ouvrir/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor({ timeout: 60_000 });
}

/** Everything IndexedDB holds for this origin, as one text: bytes as Latin-1, so that names in them would be seen. */
export function everythingStored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asText = (value: unknown): string => {
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
        const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
        return `${new TextDecoder('latin1').decode(bytes)} ${new TextDecoder().decode(bytes)}`;
      }
      if (Array.isArray(value)) return value.map(asText).join('\n');
      if (typeof value === 'object' && value !== null)
        return Object.entries(value)
          .map(([key, item]) => `${key}: ${asText(item)}`)
          .join('\n');
      return String(value);
    };
    const wait = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('could not be read'));
      });
    const texts: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await wait(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const records: unknown[] = await wait(db.transaction(store).objectStore(store).getAll());
        texts.push(`${name}/${store}`, asText(records));
      }
      db.close();
    }
    return texts.join('\n');
  });
}
