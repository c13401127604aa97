import { sealBlob } from '#crypto/blob.ts';
import type { Photo, SealedFile } from '#domain/schema.ts';
import type { BlobRecord } from '#store/database.ts';
import type { Deps } from '../deps.ts';
import type { FileBytes, PictureBytes } from '../workshop.ts';

/** Seals both sizes of a picture, each with a key of its own, from the first day: they will travel. */
export async function sealPicture(
  picture: PictureBytes,
  { crypto }: Pick<Deps, 'crypto'>,
): Promise<{ readonly photo: Photo; readonly blobs: readonly BlobRecord[] }> {
  const seal = async ({ bytes, width, height }: PictureBytes['full']) => {
    const sealed = await sealBlob(new Uint8Array(bytes), crypto);
    return {
      named: { blob: sealed.blob, key: sealed.key, size: sealed.bytes.length, width, height },
      record: { id: sealed.blob, bytes: sealed.bytes },
    };
  };
  const [full, thumb] = await Promise.all([seal(picture.full), seal(picture.thumb)]);
  return { photo: { full: full.named, thumb: thumb.named }, blobs: [full.record, thumb.record] };
}

/** Seals a file, which was found to be what it says it is. */
export async function sealFile(
  { bytes, type }: FileBytes,
  { crypto }: Pick<Deps, 'crypto'>,
): Promise<{ readonly file: SealedFile; readonly blobs: readonly BlobRecord[] }> {
  const sealed = await sealBlob(new Uint8Array(bytes), crypto);
  return {
    file: { blob: sealed.blob, key: sealed.key, size: sealed.bytes.length, type },
    blobs: [{ id: sealed.blob, bytes: sealed.bytes }],
  };
}
