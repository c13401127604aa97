import { useLingui } from '@lingui/react/macro';
import { ActTicks } from '#ui/meeting/ActTicks.tsx';
import { silhouetteOf } from '../../parts/silhouetteOf.ts';
import { useAct } from '../../hooks/useAct.ts';
import { usePicture } from '../../hooks/usePicture.ts';
import { useSayUndone } from '../../hooks/useSayUndone.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { PegTile } from '../../parts/PegTile.tsx';
import type { DoneHere } from './useDoneHere.ts';

/** One thing done: taken, brought back or handed on, and the way to take it back. */
export const DoneRow = ({ entry }: { readonly entry: DoneHere }) => {
  const { t } = useLingui();
  const sayUndone = useSayUndone();
  const { commands } = useWorkshop();
  const names = useNames();
  const act = useAct();
  const { settled, kind, fact } = entry;
  const photo = usePicture(settled.photos[0]?.thumb ?? null);
  if (names === undefined) return null;
  const { drawing = null, category = null } = settled.words;
  const undo = async () => {
    const undone = await act.run(() => commands.withdraw(settled.id, fact, 'undo'));
    if (undone !== null) sayUndone(undone);
  };
  const what = { taken: t`pris`, returned: t`rendu`, 'handed-over': t`passé` }[kind];
  return (
    <div className="done-row">
      <PegTile
        size="small"
        thing={{
          silhouette: silhouetteOf({ what: settled.what, drawing, category }, names.categories),
          stance: kind === 'returned' ? 'here' : 'mine',
          photo,
        }}
      />
      <p className="grow">
        <span className="name">{settled.name}</span>
        <span className="small soft">
          {what} <ActTicks fact={fact} />
        </span>
      </p>
      <button type="button" className="link" aria-label={t`Annuler : ${settled.name}`} onClick={() => void undo()}>
        {t({ context: 'undo', message: 'Annuler' })}
      </button>
    </div>
  );
};
