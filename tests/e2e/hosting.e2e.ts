import { chromium, expect, test, type BrowserContext } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import { startHost } from '#tests/support/serve.ts';

/** What the browser asked of other addresses, and what it was forbidden, from now on. */
function watch(
  context: BrowserContext,
  origin: string,
): { readonly strangers: string[]; readonly forbidden: string[] } {
  const strangers: string[] = [];
  const forbidden: string[] = [];
  context.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (asked !== origin && protocol.startsWith('http')) strangers.push(request.url());
  });
  context.on('console', (message) => {
    if (/Content[- ]Security[- ]Policy/i.test(message.text())) forbidden.push(message.text());
  });
  return { strangers, forbidden };
}

test('@offline under a path of a larger site the app asks nobody else, and starts again without its server', async () => {
  const profile = test.info().outputPath('profile');
  const open = (): Promise<BrowserContext> => chromium.launchPersistentContext(profile, browserLaunch());
  const host = await startHost({ base: '/outils/circule/' });

  const first = await open();
  const seen = watch(first, new URL(host.url).origin);
  const page = await first.newPage();
  await page.goto(host.url);
  await expect(page.locator('#app')).not.toBeEmpty();
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(host.url);
  await first.close();
  await host.stop();

  const second = await open();
  const later = watch(second, new URL(host.url).origin);
  const again = await second.newPage();
  await again.goto(host.url);
  await expect(again.locator('#app')).not.toBeEmpty();
  await second.close();
  expect([seen, later]).toEqual([
    { strangers: [], forbidden: [] },
    { strangers: [], forbidden: [] },
  ]);
});
