import { codePlace } from '#device/labels/labelSvg.ts';
import { placesOn, type LabelSheet } from '#device/labels/sheet.ts';
import { readRaster } from './codes.ts';
import { cropRaster, type Raster } from './raster.ts';

export interface FoundLabel {
  /** Counted from 0, as on the sheet. */
  readonly place: number;
  /** What its code says; missing when nothing could be read there. */
  readonly text?: string;
  /** How far, in millimetres, the corner of the code lies from where this sheet wants it. */
  readonly offBy: number;
}

/** One label cut out of a printed page: to be held before a camera. */
export const cutLabel = (page: Raster, dpi: number, sheet: LabelSheet, place: number): Raster => {
  const px = dpi / 25.4;
  const { x, y } = placesOn(sheet)[place] ?? { x: 0, y: 0 };
  return cropRaster(page, x * px, y * px, Math.round(sheet.width * px), Math.round(sheet.height * px));
};

/** Reads every label place of a printed page. Places without a code are left out. */
export const readPrintedSheet = async (
  page: Raster,
  dpi: number,
  sheet: LabelSheet,
): Promise<readonly FoundLabel[]> => {
  const found: FoundLabel[] = [];
  for (const place of placesOn(sheet).keys()) {
    const label = cutLabel(page, dpi, sheet, place);
    if (!label.data.some((value) => value < 128)) continue;
    const [code] = await readRaster(label, 'fast');
    if (!code) found.push({ place, offBy: Infinity });
    else found.push({ place, text: code.text, offBy: cornerOffset(label, dpi, codePlace(sheet, code.text)) });
  }
  return found;
};

/** The finder square at the top left is dark along both its outer edges: the first dark dots are its corner. */
const cornerOffset = (label: Raster, dpi: number, wanted: { readonly x: number; readonly y: number; side: number }) => {
  const px = dpi / 25.4;
  const reach = Math.ceil((wanted.y + wanted.side / 8) * px);
  let [left, top] = [Infinity, Infinity];
  for (let y = 0; y < reach; y++) {
    for (let x = 0; x < reach; x++) {
      if ((label.data[(y * label.width + x) * 4] ?? 255) >= 128) continue;
      left = Math.min(left, x);
      top = Math.min(top, y);
    }
  }
  // The cut itself was made at a whole dot.
  return Math.max(Math.abs(left / px - wanted.x), Math.abs(top / px - wanted.y));
};
