import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { refusalText } from '../../texts/refusals.ts';

/** Says what the demo is before it is written, and how far it is while it is. */
export const DemoSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const { i18n, t } = useLingui();
  const { house, reopen } = useApp();
  const [written, setWritten] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isHere = house.list().some(({ isDemo }) => isDemo);

  const open = async () => {
    setProblem(null);
    setWritten({ done: 0, of: 1 });
    const opened = await house.openDemo((done, of) => setWritten({ done, of }));
    if (!opened.ok) {
      setWritten(null);
      return setProblem(refusalText(i18n, opened.refusal));
    }
    goTo(routes.home, { replace: true });
    reopen();
  };
  return (
    // While it is written there is no way back: half a demo would be left behind.
    <Sheet title={t`Juste regarder`} onClose={() => (written === null ? onClose() : undefined)}>
      <div className="stack">
        <p>
          <Trans>
            La Remise est un atelier inventé : une centaine d’outils, six prénoms, un an de prêts. Prends, rends, casse
            tout : rien n’y est vrai.
          </Trans>
        </p>
        <p className="soft">
          <Trans>Elle reste sur cet appareil et ne se mélange à aucun atelier. Tu la jettes quand tu veux.</Trans>
        </p>
        {problem === null ? null : <Problem>{problem}</Problem>}
        {written === null ? (
          <Button look="main" onClick={() => void open()}>
            {isHere ? <Trans>Revenir à la démonstration</Trans> : <Trans>Ouvrir la démonstration</Trans>}
          </Button>
        ) : (
          <Progress value={written.done} max={written.of} words={`${Math.floor((100 * written.done) / written.of)} %`}>
            <Trans>J’écris une année d’atelier…</Trans>
          </Progress>
        )}
      </div>
    </Sheet>
  );
};
