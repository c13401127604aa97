import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Photo } from '#domain/schema.ts';
import type { useBoardDraft } from '../hooks/useBoardDraft.ts';
import { usePicture } from '../hooks/usePicture.ts';
import { Button } from '../parts/Button.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { type EditMark, withBox, withHeading, withPhoto, withStep } from './editMarks.ts';

/** What the thumb reaches under the text: a heading, a step, a box, a photo; and how it will look. */
export const DraftBar = ({
  draft,
  photos,
  morePhotos,
  isRead,
  onRead,
}: {
  readonly draft: Pick<ReturnType<typeof useBoardDraft>, 'shown' | 'put' | 'caretNow'>;
  readonly photos: readonly Photo[];
  readonly morePhotos: string | undefined;
  readonly isRead: boolean;
  readonly onRead: (isRead: boolean) => void;
}) => {
  const { t } = useLingui();
  const [isChoosing, setChoosing] = useState(false);
  const put = (mark: EditMark) => draft.put(mark(draft.shown, draft.caretNow()));
  return (
    <div className="draft-bar" role="group" aria-label={t`Mettre en forme`}>
      {isRead ? null : (
        <>
          <Button size="short" onClick={() => put(withHeading)}>
            <Trans>Titre</Trans>
          </Button>
          <Button size="short" onClick={() => put(withStep)}>
            <Trans>Étape</Trans>
          </Button>
          <Button size="short" onClick={() => put(withBox)}>
            <Trans>À cocher</Trans>
          </Button>
          {morePhotos === undefined ? null : (
            <Button size="short" onClick={() => setChoosing(true)}>
              <Trans>Photo</Trans>
            </Button>
          )}
        </>
      )}
      <Button size="short" icon={isRead ? 'pen' : 'eye'} onClick={() => onRead(!isRead)}>
        {isRead ? <Trans>Écrire</Trans> : <Trans>Relire</Trans>}
      </Button>
      {isChoosing ? (
        <Sheet title={t`Quelle photo ?`} onClose={() => setChoosing(false)}>
          {photos.length === 0 ? (
            <p>
              <Trans>Pas encore de photo.</Trans>
            </p>
          ) : (
            <ul className="photo-choice">
              {photos.map((photo, nth) => (
                <li key={photo.full.blob}>
                  <Choice
                    photo={photo}
                    number={nth + 1}
                    onChoose={() => {
                      setChoosing(false);
                      draft.put(withPhoto(draft.shown, draft.caretNow(), photo.full.blob, t`photo`));
                    }}
                  />
                </li>
              ))}
            </ul>
          )}
          <p className="small">
            <a href={morePhotos}>
              <Trans>Ajouter une photo à sa fiche</Trans>
            </a>
          </p>
        </Sheet>
      ) : null}
    </div>
  );
};

const Choice = ({
  photo,
  number,
  onChoose,
}: {
  readonly photo: Photo;
  readonly number: number;
  readonly onChoose: () => void;
}) => {
  const { t } = useLingui();
  const address = usePicture(photo.thumb);
  return (
    <button type="button" aria-label={t`Photo ${number}`} onClick={onChoose}>
      {address === undefined ? number : <img src={address} alt="" />}
    </button>
  );
};
