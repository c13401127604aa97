import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { LateLog } from '#store/queries/membership.ts';
import type { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';

/** A device was taken out, and afterwards more of what it wrote came in: honest news from before, or somebody else's. */
export const LateFacts = ({
  late,
  mayAdopt,
  act,
}: {
  readonly late: LateLog;
  readonly mayAdopt: boolean;
  readonly act: ReturnType<typeof useAct>;
}) => {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const dates = useDatePhrases();
  const from = late.firstAt === null ? null : dates.moment(late.firstAt);
  const to = late.lastAt === null ? null : dates.moment(late.lastAt);
  const adopt = async () => {
    const adopted = await act.run(() => commands.adopt(late.last));
    if (adopted?.ok) toasts.getState().say({ words: t`C’est repris dans le carnet.` });
  };
  return (
    <div className="late-facts card">
      <p className="small">
        <Plural
          value={late.count}
          one="# trace est arrivée après le retrait. Elle ne compte pas."
          other="# traces sont arrivées après le retrait. Elles ne comptent pas."
        />{' '}
        {from === null || to === null ? null : (
          <Trans>
            Selon l’appareil : de {from} à {to}.
          </Trans>
        )}
      </p>
      {mayAdopt ? (
        <>
          <p className="small soft">
            <Trans>Reprends-les seulement si la personne avait encore son téléphone à ce moment-là.</Trans>
          </p>
          <Button size="short" disabled={act.isWorking} onClick={() => void adopt()}>
            <Trans>Elles sont honnêtes : les reprendre</Trans>
          </Button>
        </>
      ) : null}
    </div>
  );
};
