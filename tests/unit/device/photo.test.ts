import { afterEach, expect, test, vi } from 'vitest';
import { preparePhoto, sizeWithin } from '#device/photo.ts';

test('pictures shrink to the longest side, keep their shape, and never grow', () => {
  expect(sizeWithin(4000, 3000, 1280)).toEqual({ width: 1280, height: 960 });
  expect(sizeWithin(3000, 4000, 320)).toEqual({ width: 240, height: 320 });
  expect(sizeWithin(100, 50, 320)).toEqual({ width: 100, height: 50 });
  expect(sizeWithin(9000, 3, 320)).toEqual({ width: 320, height: 1 });
});

test('a film is refused before anybody tries to decode it', async () => {
  const film = { size: 60_000_001 } as Blob;
  expect(await preparePhoto(film)).toEqual({ ok: false, refusal: { kind: 'photo-too-large', bytes: 60_000_001 } });
});

afterEach(() => vi.unstubAllGlobals());

test('whole and thumbnail each come with their own size', async () => {
  const bitmap = { width: 4000, height: 3000, close: () => undefined };
  vi.stubGlobal('createImageBitmap', () => Promise.resolve(bitmap));
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      readonly width: number;
      constructor(width: number) {
        this.width = width;
      }
      getContext = () => ({ fillRect: () => undefined, drawImage: () => undefined });
      convertToBlob = () => Promise.resolve(new Blob([`${this.width}`], { type: 'image/jpeg' }));
    },
  );
  const made = await preparePhoto(new Blob(['x']));
  expect(made).toMatchObject({
    ok: true,
    value: { full: { width: 1280, height: 960 }, thumb: { width: 320, height: 240 }, type: 'image/jpeg' },
  });
});
