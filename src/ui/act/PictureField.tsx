import type { PictureBytes } from '#app/workshop.ts';
import { ChosenPicture } from './ChosenPicture.tsx';
import { PhotoPicker } from './PhotoPicker.tsx';

/** A photo one may add to what one says: the ways to get one, then the one that was chosen, until all of it is stored. */
export const PictureField = ({
  picture,
  onChange,
}: {
  readonly picture: PictureBytes | null;
  readonly onChange: (picture: PictureBytes | null) => void;
}) => (
  <div className="field">
    {picture === null ? (
      <PhotoPicker onPicture={onChange} />
    ) : (
      <ChosenPicture picture={picture} onRemove={() => onChange(null)} />
    )}
  </div>
);
