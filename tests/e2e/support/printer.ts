import type { Page } from '@playwright/test';
import { labelSheets } from '#device/labels/sheet.ts';
import { cutLabel } from '#tests/support/printedSheet.ts';
import { rasterize, type Raster } from '#tests/support/raster.ts';

/** What the printer gets when somebody prints, as a PDF: a browser without a window has no dialog of its own for it. */
export async function printed(page: Page, press: () => Promise<void>): Promise<Uint8Array> {
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await press();
  await page.locator('.sheets-to-print').waitFor({ state: 'attached' });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  return pdf;
}

/** The first labels of the sheet one meets first, cut out with scissors. */
export function cutLabels(pdf: Uint8Array, count: number, dpi = 300): readonly Raster[] {
  const [page] = rasterize(pdf, dpi);
  const [sheet] = labelSheets;
  if (page === undefined || sheet === undefined) throw new Error('nothing was printed');
  return Array.from({ length: count }, (_, place) => cutLabel(page, dpi, sheet, place));
}
