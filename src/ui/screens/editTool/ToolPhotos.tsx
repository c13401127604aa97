import { Trans, useLingui } from '@lingui/react/macro';
import type { Tool } from '#domain/settle/tool.ts';
import { PhotoPicker } from '#ui/act/PhotoPicker.tsx';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { usePicture } from '../../hooks/usePicture.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** The photos of a tool. Adding and removing is written down at once, apart from the form. */
export const ToolPhotos = ({ tool }: { readonly tool: Tool }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const remove = async ({ full }: Tool['photos'][number]) => {
    const removed = await act.run(() => commands.removePhoto(tool.id, full.blob));
    if (removed?.ok === true) toasts.getState().say({ words: t`La photo est retirée, ici et ailleurs.` });
  };
  return (
    <section className="field">
      <h2>
        <Trans>Photos</Trans>
      </h2>
      <ul className="photos">
        {tool.photos.map((photo) => (
          <li key={photo.full.blob}>
            <Shown photo={photo} name={tool.name} />
            <Button
              size="short"
              icon="bin"
              aria-disabled={act.isWorking || undefined}
              onClick={() => void remove(photo)}
            >
              {t`Enlever la photo`}
            </Button>
          </li>
        ))}
      </ul>
      <PhotoPicker
        busy={act.isWorking}
        onPicture={(picture) => void act.run(() => commands.addPhoto(tool.id, picture))}
      />
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </section>
  );
};

const Shown = ({ photo, name }: { readonly photo: Tool['photos'][number]; readonly name: string }) => {
  const { t } = useLingui();
  const address = usePicture(photo.thumb);
  return <img src={address} alt={t`Photo : ${name}`} width={photo.thumb.width} height={photo.thumb.height} />;
};
