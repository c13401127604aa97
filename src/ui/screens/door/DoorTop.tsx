import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useNow } from '../../hooks/useNow.ts';

/** The workshop, the day and hour, the whole screen, and the way out. */
export const DoorTop = ({ workshop, onLeave }: { readonly workshop: string; readonly onLeave: () => void }) => {
  const { t } = useLingui();
  const { clock } = useApp();
  const now = useNow(clock);
  const phrases = useDatePhrases();
  const [isFull, setIsFull] = useState(document.fullscreenElement !== null);
  const fill = async () => {
    try {
      if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
      else await document.exitFullscreen();
    } catch {
      // Refused by the browser: the page then stays as it is.
    }
    setIsFull(document.fullscreenElement !== null);
  };
  return (
    <header className="top door-top">
      <b>{workshop}</b>
      <span className="soft">{phrases.full(now)}</span>
      <span className="door-top-acts">
        {document.fullscreenEnabled ? (
          <button type="button" className="link" aria-pressed={isFull} onClick={() => void fill()}>
            {isFull ? t`Quitter le plein écran` : t`Plein écran`}
          </button>
        ) : null}
        <button type="button" className="link" onClick={onLeave}>
          <Trans>Quitter</Trans>
        </button>
      </span>
    </header>
  );
};
