import { prepareZXingModule } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { findCodes } from './findCodes.ts';
import type { ScanAnswer, ScanRequest } from './protocol.ts';

// Our own copy of the wasm file: the library would fetch it from a stranger's server, and not at all without network.
const prepared = prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
// Refusals are answered to each request below; this only keeps the first of them from counting as unhandled.
prepared.catch(() => undefined);

self.addEventListener('message', ({ data }: MessageEvent<ScanRequest>) => {
  void answer(data).then((result) => self.postMessage(result));
});

const answer = async (request: ScanRequest): Promise<ScanAnswer> => {
  const { id } = request;
  try {
    await prepared;
    if (request.kind === 'prepare') return { kind: 'codes', id, codes: [] };
    if (request.kind === 'frame') {
      return { kind: 'codes', id, codes: await findCodes(pixelsOf(request.frame, Infinity), request.effort) };
    }
    const photo = await createImageBitmap(request.picture).catch(() => undefined);
    if (!photo) return { kind: 'photo-unreadable', id };
    return { kind: 'codes', id, codes: await findCodes(pixelsOf(photo, longestPhotoSide), 'thorough') };
  } catch (error) {
    return { kind: 'scanner-broken', id, reason: String(error) };
  } finally {
    if (request.kind === 'frame') request.frame.close();
  }
};

/** Phones refuse canvases above some 16 megapixels. */
const longestPhotoSide = 4000;

const pixelsOf = (picture: ImageBitmap, longest: number): ImageData => {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas in this browser’s workers');
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
};
