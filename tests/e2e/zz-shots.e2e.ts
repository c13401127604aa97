import { test, type Page } from '@playwright/test';
import { openDemo } from './support/phone.ts';
import { openTool } from './support/crew.ts';
const dir = '/tmp/fault-shots';
test('@shots', async ({ page }) => {
  test.setTimeout(180000);
  await page.goto('/');
  await openDemo(page);
  const shot = async (name: string, full = true) => {
    await page.screenshot({ path: `${dir}/${name}.png`, fullPage: full });
  };
  for (const [lang, scheme] of [
    ['fr', 'light'],
    ['en', 'dark'],
  ] as const) {
    await page.evaluate((l) => localStorage.setItem('circule.appearance', JSON.stringify({ language: l })), lang);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.reload();
    await page.goto('/#/');
    await page.locator('a.tool-row').first().waitFor();
    await page.waitForTimeout(500);
    await shot(`${lang}-home`);
    await page.goto('/#/repairs');
    await page.locator('a.tool-row').first().waitFor();
    await page.waitForTimeout(500);
    await shot(`${lang}-repairs`);
    const links = await page
      .locator('main a.tool-row')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    for (const [n, l] of links.entries()) {
      await page.goto('/' + l + '/scanned');
      await page.waitForTimeout(700);
      await shot(`${lang}-tool${n}`);
    }
    await page.goto('/' + links[1] + '/scanned');
    await page.waitForTimeout(500);
    await page
      .getByRole('button', { name: lang === 'fr' ? 'Quelque chose ne va pas' : 'Something is wrong' })
      .first()
      .click();
    await page.waitForTimeout(500);
    await shot(`${lang}-sheet`, false);
    await page.getByRole('radio', { name: lang === 'fr' ? 'Incomplet' : 'Incomplete' }).check();
    await page.waitForTimeout(200);
    await shot(`${lang}-sheet2`, false);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: lang === 'fr' ? 'Noter' : 'Note it' })
      .first()
      .click();
    await page.waitForTimeout(400);
    await shot(`${lang}-note`, false);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: lang === 'fr' ? 'C’est réparé' : 'It’s repaired' })
      .first()
      .click();
    await page.waitForTimeout(400);
    await shot(`${lang}-release`, false);
    await page.keyboard.press('Escape');
    await page.goto('/#/tools');
    await page.locator('a.tool-row').first().waitFor();
    await page.getByRole('searchbox').fill(lang === 'fr' ? 'meuleuse' : 'tondeuse');
    await page.waitForTimeout(800);
    await shot(`${lang}-tools`, false);
  }
});
