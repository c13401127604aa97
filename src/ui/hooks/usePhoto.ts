import type { Photo } from '#domain/schema.ts';
import { usePicture } from './usePicture.ts';

/** The address of a photo while it is shown: of the whole, or of its thumb until that is here. */
export function usePhoto(photo: Photo | undefined): string | undefined {
  const full = usePicture(photo?.full ?? null);
  const thumb = usePicture(photo?.thumb ?? null);
  return full ?? thumb;
}
