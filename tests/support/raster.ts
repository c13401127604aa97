import * as mupdf from 'mupdf';

/** A picture as red, green, blue, alpha bytes, row by row: the shape of `ImageData`, which Node has not. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Every page of a PDF as a picture on white ground, one after the other: an A4 page at 600 dpi takes 140 MB. */
export function* rasterize(pdf: Uint8Array, dpi: number): Generator<Raster, void> {
  const opened = mupdf.Document.openDocument(pdf, 'application/pdf');
  const scale = dpi / 72;
  try {
    for (let at = 0; at < opened.countPages(); at++) {
      const page = opened.loadPage(at);
      const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true);
      const raster = toRaster(pixmap);
      pixmap.destroy();
      page.destroy();
      yield raster;
    }
  } finally {
    opened.destroy();
  }
}

/** A picture of a screen, as browsers take it. */
export const fromPng = (png: Uint8Array): Raster => {
  const image = new mupdf.Image(png);
  const pixmap = image.toPixmap();
  const raster = toRaster(pixmap);
  pixmap.destroy();
  image.destroy();
  return raster;
};

/** The picture as a photo file. */
export const toJpeg = ({ width, height, data }: Raster): Uint8Array => {
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, width, height], false);
  const pixels = pixmap.getPixels();
  const stride = pixmap.getStride();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++)
        pixels[y * stride + x * 3 + channel] = data[(y * width + x) * 4 + channel] ?? 255;
    }
  }
  const jpeg = pixmap.asJPEG(80, false).slice();
  pixmap.destroy();
  return jpeg;
};

/** Part of a picture, in pixels; what lies outside is white. */
export const cropRaster = (from: Raster, x: number, y: number, width: number, height: number): Raster => {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const [left, top] = [Math.round(x), Math.round(y)];
  const [first, end] = [Math.max(0, -left), Math.min(width, from.width - left)];
  for (let row = Math.max(0, -top); row < Math.min(height, from.height - top) && first < end; row++) {
    const source = (top + row) * from.width + left;
    data.set(from.data.subarray((source + first) * 4, (source + end) * 4), (row * width + first) * 4);
  }
  return { width, height, data };
};

const toRaster = (pixmap: mupdf.Pixmap): Raster => {
  const width = pixmap.getWidth();
  const height = pixmap.getHeight();
  const stride = pixmap.getStride();
  const pixels = pixmap.getPixels();
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    let source = y * stride;
    let target = y * width * 4;
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) data[target++] = pixels[source++] ?? 255;
      data[target++] = 255;
    }
  }
  return { width, height, data };
};
