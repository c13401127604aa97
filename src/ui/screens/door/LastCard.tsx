import { useLingui } from '@lingui/react/macro';
import type { Names } from '#store/queries/names.ts';
import { whoFace } from '../../parts/personFace.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useNow } from '../../hooks/useNow.ts';
import { Token } from '../../parts/Token.tsx';
import { DoorNeed } from './DoorNeed.tsx';
import type { LastAct } from './useServing.ts';

/** Later, whoever stands here is somebody else, and the tool's own page tells what happened. */
const undoFor = 120_000;

/** The last thing done at this tablet, and the way to take it back. */
export const LastCard = ({
  last,
  names,
  onUndo,
}: {
  readonly last: LastAct;
  readonly names: Names;
  readonly onUndo: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { clock } = useApp();
  const now = useNow(clock, 10_000);
  const ago = useDatePhrases().ago(last.at);
  const name = whoWords(i18n, last.who, names.members);
  const words = {
    taken: t`Avec ${name}, ${ago}`,
    'handed-over': t`Avec ${name}, ${ago}`,
    returned: t`De retour, par ${name}, ${ago}`,
    withdrawn: t`C’est annulé, ${ago}`,
  }[last.kind];
  return (
    <div className="door-last" role="status">
      <Token person={whoFace(last.who, names.members)} beside />
      <span className="grow">
        <span className="name">{last.name}</span>
        <span className="small soft">{words}</span>
        {last.kind === 'taken' ? <DoorNeed tool={last.tool} who={last.who} now={now} /> : null}
      </span>
      {last.kind === 'withdrawn' || now - last.at > undoFor ? null : (
        <button type="button" className="link" aria-label={t`Annuler : ${last.name}`} onClick={onUndo}>
          {t({ context: 'undo', message: 'Annuler' })}
        </button>
      )}
    </div>
  );
};
