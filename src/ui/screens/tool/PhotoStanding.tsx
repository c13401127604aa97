import { Trans } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect } from 'react';
import type { Photo } from '#domain/schema.ts';
import { pictureStanding } from '#store/queries/pictures.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Ticks } from '../../parts/Ticks.tsx';

/** Whether the photo that is shown is safe: somebody else has it too. Not yet here, it says that it is coming. */
export const PhotoStanding = ({ photo }: { readonly photo: Photo }) => {
  const { db, pictureOpened } = useWorkshop();
  const { blob } = photo.full;
  const standing = useLiveQuery(() => pictureStanding(db, blob), [db, blob]);
  const isHere = standing?.isHere === true;
  useEffect(() => {
    if (isHere) void pictureOpened(blob);
  }, [isHere, pictureOpened, blob]);
  if (standing === undefined) return null;
  return (
    <p className="line small soft photo-standing">
      {isHere ? (
        <>
          <Trans>Photo :</Trans> <Ticks elsewhere={standing.isElsewhere} />
        </>
      ) : (
        <Trans>La photo entière vient dès que quelqu’un qui l’a est là.</Trans>
      )}
    </p>
  );
};
