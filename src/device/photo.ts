import { ok, refused, type Result } from '#domain/result.ts';

export interface SizedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** A picture as it is kept: JPEG, upright, without a trace of where and when it was taken; whole and as a thumbnail. */
export interface Photo {
  readonly full: SizedPicture;
  readonly thumb: SizedPicture;
  readonly type: 'image/jpeg';
}

export type PhotoRefusal =
  { readonly kind: 'photo-unreadable' } | { readonly kind: 'photo-too-large'; readonly bytes: number };

const longestSide = 1280;
const thumbnailSide = 320;
/** Above this a file is a film or a mistake, and decoding it may end the page. */
const mostBytes = 60_000_000;

/**
 * Makes a photo small enough to be kept on every phone of the workshop. Drawing it anew drops EXIF (place, time,
 * camera) and turns it upright. Always JPEG: Safari gives PNG, ten times the size, when asked for WebP.
 */
export const preparePhoto = async (chosen: Blob): Promise<Result<Photo, PhotoRefusal>> => {
  if (chosen.size > mostBytes) return refused({ kind: 'photo-too-large', bytes: chosen.size });
  const opened = await openUpright(chosen);
  if (!opened) return refused({ kind: 'photo-unreadable' });
  try {
    const full = await encoded(opened, longestSide, 0.72);
    const thumb = await encoded(opened, thumbnailSide, 0.72);
    if (!full || !thumb) return refused({ kind: 'photo-unreadable' });
    return ok({ full, thumb, type: 'image/jpeg' });
  } catch {
    return refused({ kind: 'photo-unreadable' });
  } finally {
    opened.close();
  }
};

/** The size within `longest`, proportions kept, never enlarged. */
export const sizeWithin = (width: number, height: number, longest: number): { width: number; height: number } => {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

/** A file below this is opened as it is: asked for a width, browsers would enlarge small pictures to it. */
const heavy = 2_000_000;

/**
 * The browser shrinks while it decodes, so that 48 megapixels never lie in memory twice. Only the width is given, which
 * keeps the proportions; portraits therefore come a little larger than needed and are shrunk once more when drawn.
 */
const openUpright = async (chosen: Blob): Promise<ImageBitmap | undefined> => {
  try {
    return await createImageBitmap(chosen, {
      imageOrientation: 'from-image',
      ...(chosen.size < heavy ? {} : { resizeWidth: longestSide, resizeQuality: 'high' }),
    });
  } catch {
    return undefined;
  }
};

const encoded = async (source: ImageBitmap, longest: number, quality: number): Promise<SizedPicture | undefined> => {
  const { width, height } = sizeWithin(source.width, source.height, longest);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  // Transparent pictures would turn black in JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  if (blob.type !== 'image/jpeg') return undefined;
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
};
