import { expect, test } from 'vitest';
import { createLabelId } from '#domain/label.ts';
import { labelLink } from '#domain/scannedCode.ts';
import { renderScene, type Scene } from '#tests/support/camera.ts';
import { codeCard, readRaster } from '#tests/support/codes.ts';

const link = labelLink(
  'https://outils.example.org',
  createLabelId((count) => new Uint8Array(count).fill(9)),
);
const dim = { light: 0.4, noise: 6 };

const tilts: readonly NonNullable<Scene['tilt']>[] = [
  {},
  { x: 45 },
  { x: -45 },
  { y: 45 },
  { y: -45 },
  { roll: 137 },
  { x: 30, y: 30, roll: 45 },
];
test.each(tilts)('a dim label tilted %o is read, already by the fast look', async (tilt) => {
  const scene = renderScene({ picture: await codeCard(link, 'QRCode'), widthInFrame: 320, tilt, ...dim });
  const [code] = await readRaster(scene, 'fast');
  expect(code).toMatchObject({ format: 'QRCode', text: link });
  expect(Math.abs((code?.at.x ?? 0) - 0.5)).toBeLessThan(0.05);
});

const foreign = [
  ['EAN13', '4006381333931', 560],
  ['EAN8', '96385074', 480],
  ['Code128', 'PERC-0007', 640],
  ['Code39', 'PERC-0007', 700],
  ['ITF', '12345678', 560],
  ['DataMatrix', 'SN 00-1187', 200],
] as const;
test.each(foreign)('%s is read up to ten degrees off level', async (format, text, widthInFrame) => {
  const picture = await codeCard(text, format);
  for (const roll of [0, 10, -10]) {
    const codes = await readRaster(renderScene({ picture, widthInFrame, tilt: { roll }, ...dim }));
    expect(codes, `${roll} degrees`).toEqual([expect.objectContaining({ format, text })]);
  }
});

test('UPC-A is reported as EAN-13, whatever the reader calls it', async () => {
  const [code] = await readRaster(await codeCard('036000291452', 'UPCA'));
  expect(code?.text).toBe('0036000291452');
});

test('nothing is read where there is nothing', async () => {
  const blank = { width: 40, height: 30, data: new Uint8ClampedArray(40 * 30 * 4).fill(255) };
  for (let seed = 1; seed <= 8; seed++) {
    expect(await readRaster(renderScene({ picture: blank, widthInFrame: 500, noise: 60, seed }))).toEqual([]);
  }
});
