import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import type { PictureBytes } from '#app/workshop.ts';
import { Button } from '../parts/Button.tsx';

/** A photo not yet stored, with a way to leave it out. */
export const ChosenPicture = ({
  picture,
  onRemove,
}: {
  readonly picture: PictureBytes;
  readonly onRemove: () => void;
}) => {
  const { t } = useLingui();
  const show = useBytes(picture.thumb.bytes);
  return (
    <div className="chosen-picture">
      <img ref={show} alt={t`La photo choisie`} width={picture.thumb.width} height={picture.thumb.height} />
      <Button size="short" icon="bin" onClick={onRemove}>
        {t`Enlever la photo`}
      </Button>
    </div>
  );
};

/** Shows bytes as a picture for as long as it is on the page. */
function useBytes(bytes: Uint8Array) {
  return useCallback(
    (image: HTMLImageElement) => {
      const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [bytes],
  );
}
