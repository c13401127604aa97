import * as mupdf from 'mupdf';

/** A picture as red, green, blue, alpha bytes, row by row: the shape of `ImageData`, which Node has not. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Every page of a PDF as a picture on white ground. */
export const rasterize = (pdf: Uint8Array, dpi: number): readonly Raster[] => {
  const opened = mupdf.Document.openDocument(pdf, 'application/pdf');
  const scale = dpi / 72;
  return Array.from({ length: opened.countPages() }, (_, at) => {
    const page = opened.loadPage(at);
    const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true);
    const raster = toRaster(pixmap);
    pixmap.destroy();
    page.destroy();
    return raster;
  });
};

/** Part of a picture, in pixels; what lies outside is white. */
export const cropRaster = (from: Raster, x: number, y: number, width: number, height: number): Raster => {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const sourceX = Math.round(x) + column;
      const sourceY = Math.round(y) + row;
      if (sourceX < 0 || sourceY < 0 || sourceX >= from.width || sourceY >= from.height) continue;
      const source = (sourceY * from.width + sourceX) * 4;
      data.set(from.data.subarray(source, source + 4), (row * width + column) * 4);
    }
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
    for (let x = 0; x < width; x++) {
      const source = y * stride + x * 3;
      data.set([pixels[source] ?? 255, pixels[source + 1] ?? 255, pixels[source + 2] ?? 255, 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
};
