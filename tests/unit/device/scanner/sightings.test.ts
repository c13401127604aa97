import { expect, test } from 'vitest';
import { createLabelId } from '#domain/label.ts';
import { labelLink } from '#domain/scannedCode.ts';
import type { ReadCode } from '#device/scanner/protocol.ts';
import { createSightings } from '#device/scanner/sightings.ts';

const qr = (text: string, x = 0.5): ReadCode => ({ format: 'QRCode', text, at: { x, y: 0.5 } });
const ean = (text: string, x = 0.5): ReadCode => ({ format: 'EAN13', text, at: { x, y: 0.5 } });
const at = () => {
  let time = 0;
  const sightings = createSightings(() => time);
  /** A frame, some time after the last. */
  const see = (after: number, ...codes: readonly ReadCode[]) => {
    time += after;
    return sightings.see(codes)?.text;
  };
  return { see, rest: sightings.rest, isUnsure: sightings.isUnsure, wait: (after: number) => (time += after) };
};

test('a code in view is told once, however long it stays', () => {
  const { see } = at();
  expect(see(0, qr('a'))).toBe('a');
  for (let frame = 0; frame < 30; frame++) expect(see(200, qr('a'))).toBeUndefined();
});

test('a code that left the view is told again; one blurred frame is not leaving', () => {
  const { see } = at();
  see(0, qr('a'));
  expect(see(700)).toBeUndefined();
  expect(see(700, qr('a'))).toBeUndefined();
  expect(see(1500, qr('a'))).toBe('a');
});

test('bar codes want two equal looks, and more effort in between', () => {
  const { see, isUnsure } = at();
  expect(see(0, ean('4006381333931'))).toBeUndefined();
  expect(isUnsure()).toBe(true);
  expect(see(100, ean('4006381333930'))).toBeUndefined();
  expect(see(100, ean('4006381333931'))).toBe('4006381333931');
  expect(see(100, ean('4006381333931'))).toBeUndefined();
  expect(see(5000, ean('4006381333931'))).toBeUndefined();
});

test('of a whole sheet the one in the middle is meant, and moving on to its neighbour works', () => {
  const { see } = at();
  expect(see(0, qr('left', 0.2), qr('middle', 0.55), qr('right', 0.9))).toBe('middle');
  expect(see(200, qr('left', 0.2), qr('middle', 0.55), qr('right', 0.9))).toBeUndefined();
  expect(see(200, qr('middle', 0.15), qr('right', 0.5))).toBe('right');
});

test('our label on a tool goes before its maker’s bar code, wherever it is', () => {
  const { see } = at();
  const link = labelLink(
    'https://x.org',
    createLabelId((count) => new Uint8Array(count)),
  );
  see(0, ean('4006381333931'));
  expect(see(100, ean('4006381333931'), qr(link, 0.95))).toBe(link);
  expect(see(100, ean('4006381333931'), qr(link, 0.95))).toBeUndefined();
});

test('after a sheet lay over the camera, the label still in view is no news', () => {
  const { see, rest, wait } = at();
  see(0, qr('a'));
  wait(60_000);
  rest();
  expect(see(50, qr('a'))).toBeUndefined();
});
