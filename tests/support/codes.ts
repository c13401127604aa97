import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule as prepareReader } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';
import { findCodes } from '#device/scanner/findCodes.ts';
import type { Effort, ReadCode } from '#device/scanner/protocol.ts';
import type { Raster } from './raster.ts';

/** A card of white paper with a code on it, as a maker of tools would stick it there; `module` pixels per module. */
export const codeCard = async (text: string, format: ReadCode['format'], module = 6): Promise<Raster> => {
  await prepareWriter({ overrides: { wasmBinary: await wasmOf('writer') }, fireImmediately: true, equalityFn: always });
  const { symbol, error } = await writeBarcode(text, { format });
  if (error) throw new Error(error);
  const margin = 12;
  const width = (symbol.width + 2 * margin) * module;
  const height = (symbol.height + 2 * margin) * module;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / module) - margin;
      const row = Math.floor(y / module) - margin;
      const inside = column >= 0 && row >= 0 && column < symbol.width && row < symbol.height;
      if (!inside || symbol.data[row * symbol.width + column] !== 0) continue;
      data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, data };
};

/** The app's own reader, in Node. */
export const readRaster = async (picture: Raster, effort: Effort = 'thorough'): Promise<readonly ReadCode[]> => {
  await prepareReader({ overrides: { wasmBinary: await wasmOf('reader') }, fireImmediately: true, equalityFn: always });
  return findCodes(picture, effort);
};

const wasmOf = async (part: 'reader' | 'writer'): Promise<ArrayBuffer> => {
  const file = createRequire(import.meta.url).resolve(`zxing-wasm/${part}/zxing_${part}.wasm`);
  return new Uint8Array(await readFile(file)).buffer;
};

/** The wasm file is the same every time; the library would compile it anew for each copy of its bytes. */
const always = (): boolean => true;
