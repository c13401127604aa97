import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { MainNav } from '#ui/frame/MainNav.tsx';
import type { Act } from '../../hooks/useAct.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** The one act of a form, with the reason when it was refused: the field may be out of sight. */
export const SaveBar = ({
  act,
  words,
  onSave,
}: {
  readonly act: Act;
  readonly words: ReactNode;
  readonly onSave: () => void;
}) => {
  const { i18n, t } = useLingui();
  return (
    <>
      <footer className="bar">
        <div className="acts">
          {act.refusal === null ? null : (
            <div role="alert">
              <Problem>{refusalText(i18n, act.refusal)}</Problem>
            </div>
          )}
          <div className="first">
            <BigAct working={act.isWorking ? t`J’écris…` : undefined} onClick={onSave}>
              {words}
            </BigAct>
          </div>
        </div>
      </footer>
      <MainNav current="tools" wideOnly />
    </>
  );
};

/** Words of an earlier visit are in the form again. */
export const KeptNote = ({ onClear }: { readonly onClear: () => void }) => {
  const [isSeen, setSeen] = useState(false);
  if (isSeen) return null;
  return (
    <p className="kept-note small">
      <Trans>Ce que tu avais commencé est encore là.</Trans>{' '}
      <button
        type="button"
        className="link"
        onClick={() => {
          onClear();
          setSeen(true);
        }}
      >
        <Trans>Repartir de zéro</Trans>
      </button>
    </p>
  );
};
