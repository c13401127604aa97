import { Trans, useLingui } from '@lingui/react/macro';
import type { Tool } from '#domain/settle/tool.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { refusalText } from '../texts/refusals.ts';
import { PhotoPicker } from './PhotoPicker.tsx';
import './act.css';

/** A photo of the tool: stored as soon as it is chosen. */
export const PhotoSheet = ({ tool, onClose }: { readonly tool: Tool; readonly onClose: () => void }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const add = async (picture: PictureBytes) => {
    const added = await act.run(() => commands.addPhoto(tool.id, picture));
    if (added?.ok !== true) return;
    toasts.getState().say({ words: t`La photo est dans le carnet.` });
    onClose();
  };
  return (
    <Sheet title={t`Une photo`} onClose={onClose}>
      <p className="before-field">
        <Trans>Montre l’outil, pas les gens : tout l’atelier la verra.</Trans>
      </p>
      <div className="field">
        <PhotoPicker busy={act.isWorking} onPicture={(picture) => void add(picture)} />
      </div>
      {act.isWorking ? <p role="status">{t`J’écris…`}</p> : null}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </Sheet>
  );
};
