import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import { openDemo } from './support/phone.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

type Runner = (root: Document, options: object) => Promise<{ readonly violations: unknown[] }>;

/** What axe says against WCAG 2.2 AA and its own best practices; evaluated, since the page's policy allows no script of ours. */
async function violations(page: Page, options: object = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async (wishes) => {
    const { axe: runner } = window as unknown as { readonly axe: { readonly run: Runner } };
    return (await runner.run(document, { resultTypes: ['violations'], ...wishes })).violations;
  }, options);
  return (found as Violation[]).flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary ?? ''})`),
  );
}

/** In the light all of axe, in the dark what colours can break. */
async function violationsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, { runOnly: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...(await violations(page)), ...dark.map((words) => `dark, ${words}`)];
}

/** How far the page can be pushed sideways, in pixels; it never should. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Addresses before there is a workshop. */
const shutRoutes = ['#/welcome/found', '#/', '#/restore', '#/o/7K3QX9D2', '#/join', '#/join/AAAA'];

/** Addresses with the demo open; those of a tool and of a person are found on the way. */
const routes = [
  '#/',
  '#/tools',
  '#/tools/new',
  '#/out',
  '#/repairs',
  '#/scan',
  '#/care',
  '#/care/tour',
  '#/care/new',
  '#/care/duty/AAAAAAAAAAAAAAAAAAAAAA',
  '#/house',
  '#/house/people',
  '#/house/people/invite',
  '#/house/meeting',
  '#/house/places',
  '#/house/rules',
  '#/house/rules/write',
  '#/house/categories',
  '#/house/skills',
  '#/house/skills/AAAAAAAAAAAAAAAAAAAAAA',
  '#/learn/AAAA',
  `#/learn/${'A'.repeat(22)}.${'A'.repeat(43)}.1.${'A'.repeat(43)}.${'A'.repeat(22)}`,
  '#/house/labels',
  '#/house/import',
  '#/house/settings',
  '#/house/storage',
  '#/house/labels/sheet',
  '#/house/key',
  '#/restore',
  '#/join',
  '#/join/AAAA',
  '#/welcome',
  '#/welcome/found',
  '#/o/7K3QX9D2',
  '#/t/AAAAAAAAAAAAAAAAAAAAAA',
  '#/o/00000000',
];

async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('circule.appearance', chosen), JSON.stringify({ language }));
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

for (const language of ['fr', 'en'])
  test(`@a11y every address in ${language}, light and dark: axe finds nothing, and large text on a small phone stays in it`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const found: Record<string, readonly string[]> = {};
    const look = async (where: string): Promise<void> => {
      // Only the fragment changes: the title of the page before would do for this one.
      await page.evaluate(() => document.querySelector('#app h1')?.setAttribute('data-seen', ''));
      await page.goto(`/${where}`);
      await expect(page.locator('#app h1:not([data-seen])'), where).toBeVisible();
      await expect(page.locator('.waiting')).toHaveCount(0);
      const here = await violationsInBothThemes(page);
      await page.setViewportSize({ width: 320, height: 568 });
      if ((await sideways(page)) > 0) here.push('scrolls sideways at 320 px');
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      if ((await sideways(page)) > 0) here.push('scrolls sideways at 320 px with text at 200 %');
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
      await page.setViewportSize({ width: 390, height: 844 });
      if (here.length > 0) found[where] = here;
    };
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/');
    await speak(page, language);
    for (const route of shutRoutes) await look(route);
    expect(found, 'without a workshop').toEqual({});
    await page.goto('/#/');
    await speak(page, 'fr');
    await openDemo(page);
    await speak(page, language);
    // By where they lead: a list may begin with other links, and be there before the rest.
    const firstUnder = async (list: string, below: string): Promise<string> => {
      await page.goto(`/${list}`);
      const link = page.locator(`main a[href^="${below}"]:not([href*="/invite"], [href$="/new"])`).first();
      return (await link.getAttribute('href')) ?? '';
    };
    const tool = await firstUnder('#/tools', '#/t/');
    const broken = await firstUnder('#/repairs', '#/t/');
    const person = await firstUnder('#/house/people', '#/house/people/');
    const duty = await firstUnder('#/care', '#/care/duty/');
    const care = [duty, duty.replace('/duty/', '/edit/'), tool.replace('#/t/', '#/care/new/')];
    const inviting = person.replace('people/', 'people/invite/');
    const skill = await firstUnder('#/house/skills', '#/house/skills/');
    const asking = await firstUnder(skill, '#/t/');
    const showing = [skill, `${skill}/show`, `${skill}/show/${person.slice(person.lastIndexOf('/') + 1)}`, asking];
    for (const route of [
      ...routes,
      ...showing,
      tool,
      `${tool}/edit`,
      `${tool}/scanned`,
      broken,
      `${broken}/scanned`,
      `${tool}/notice`,
      `${tool}/notice/write`,
      ...care,
      person,
      inviting,
    ])
      await look(route);
    expect(found).toEqual({});
  });

test('@a11y the main act by keyboard alone: find, open, take, return', async ({ page }) => {
  await page.goto('/');
  await openDemo(page);
  const { keyboard } = page;
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let steps = 0; steps < 80; steps += 1) {
      await keyboard.press('Tab');
      const words = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        const label = element.getAttribute('aria-label') ?? element.textContent;
        const field =
          element instanceof HTMLInputElement
            ? [...(element.labels ?? [])].map((each) => each.textContent).join(' ')
            : '';
        return `${label} ${field}`;
      });
      if (name.test(words)) return;
    }
    throw new Error(`Tab never came to ${String(name)}`);
  };
  await tabTo(/^\s*Outils/);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Outils' })).toBeFocused();
  await tabTo(/Chercher un outil/);
  // As fingers do: letters at a machine's pace are a hand-held scanner.
  await keyboard.type('varlope', { delay: 90 });
  await expect(page.getByRole('main')).toContainText(/(?<!\d)1 sur/);
  await expect(page.getByRole('link', { name: /Varlope/ })).toBeVisible();
  await tabTo(/Varlope/);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Varlope' })).toBeFocused();
  await tabTo(/^\s*Je prends/);
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Je rends' })).toBeVisible();
  await tabTo(/^\s*Je rends/);
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Je prends' })).toBeVisible();
});
