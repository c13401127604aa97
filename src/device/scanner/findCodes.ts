import { readBarcodes, type ReaderOptions, type ReadResult } from 'zxing-wasm/reader';
import type { Effort, ReadCode } from './protocol.ts';

/** What the reader needs of an `ImageData`; Node has none. */
export type Pixels = Pick<ImageData, 'data' | 'width' | 'height'>;

/** All codes in a picture. The reader must have been told before where its wasm file lies. */
export const findCodes = async (picture: Pixels, effort: Effort): Promise<readonly ReadCode[]> => {
  const results = await readBarcodes(picture as ImageData, effort === 'fast' ? fast : thorough);
  return results.flatMap((result) => toReadCode(result, picture));
};

/**
 * `Plain`, because the reader's own form of a text is made for reading aloud. Few symbols in a frame: enough to choose
 * the one in the middle when somebody points at a whole sheet of labels.
 */
const common: ReaderOptions = {
  formats: ['QRCode', 'EAN13', 'EAN8', 'UPCA', 'Code128', 'Code39', 'ITF', 'DataMatrix'],
  textMode: 'Plain',
  eanAddOnSymbol: 'Ignore',
  maxNumberOfSymbols: 6,
};
const fast: ReaderOptions = { ...common, tryHarder: false, tryInvert: false, tryDownscale: false };
const thorough: ReaderOptions = { ...common, tryHarder: true, tryInvert: true, tryDownscale: true };

const toReadCode = (result: ReadResult, { width, height }: Pixels): readonly ReadCode[] => {
  const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
  const corners = [topLeft, topRight, bottomRight, bottomLeft];
  const at = {
    x: corners.reduce((sum, corner) => sum + corner.x, 0) / 4 / width,
    y: corners.reduce((sum, corner) => sum + corner.y, 0) / 4 / height,
  };
  const { format, text } = result;
  return isKnownFormat(format) && result.isValid && text !== '' ? [{ format, text, at }] : [];
};

const known: ReadonlySet<string> = new Set(common.formats);
const isKnownFormat = (format: string): format is ReadCode['format'] => known.has(format);
