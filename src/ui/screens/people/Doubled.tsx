import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { doubledLogs } from '#store/queries/membership.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useMe, useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** Somebody's log goes on twice from one place. Both lines count until somebody who has both closes them. */
export const Doubled = () => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands, db, cache } = useWorkshop();
  const me = useMe();
  const names = useNames();
  const act = useAct();
  const doubled = useLiveQuery(() => doubledLogs(db, cache), [db, cache]);
  return (doubled ?? []).map(({ log, member }) => {
    const who = names?.members.get(member)?.name ?? t`quelqu’un`;
    const close = async () => {
      const closed = await act.run(() => commands.closeDoubled(log));
      if (closed?.ok) toasts.getState().say({ words: t`C’est clos. ${who} revient avec une invitation à son nom.` });
    };
    return (
      <section key={log} className="card stack">
        <h2>
          <Trans>Un appareil écrit deux fois à la même place</Trans>
        </h2>
        <p className="small">
          <Trans>
            C’est celui de {who}, cloné ou restauré en double. Tout ce qui est déjà écrit compte, des deux côtés ; mais
            on ne sait plus lequel est le bon.
          </Trans>
        </p>
        <p className="small soft">
          <Trans>
            Clore les deux arrête les deux là où ils en sont. {who} revient ensuite avec une invitation à son nom,
            ouverte sur son téléphone.
          </Trans>
        </p>
        {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
        {me?.log === log ? (
          <p className="small soft">
            <Trans>C’est cet appareil-ci : quelqu’un d’autre doit les clore.</Trans>
          </p>
        ) : (
          <Button size="short" disabled={act.isWorking} onClick={() => void close()}>
            <Trans>Clore les deux</Trans>
          </Button>
        )}
      </section>
    );
  });
};
