import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useMe, useWorkshop } from '../hooks/useWorkshop.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Problem } from '../parts/Problem.tsx';
import { refusalText } from '../texts/refusals.ts';

/** The way out where drafts are forked, or fill the board: a steward begins them all anew. Nothing kept is touched. */
export const DraftTrouble = ({ isSame, isFull }: { readonly isSame: boolean; readonly isFull: boolean }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const me = useMe();
  const act = useAct();
  const [isAsking, setIsAsking] = useState(false);
  const begin = async () => {
    setIsAsking(false);
    const begun = await act.run(() => commands.beginBoard());
    if (begun?.ok === true) toasts.getState().say({ words: t`Les brouillons repartent des versions gardées.` });
  };
  if (isSame && !isFull) return null;
  return (
    <section className="section stack">
      <Problem>
        {isSame ? (
          <Trans>
            Il y a trop de brouillons en cours : bientôt les autres ne les verront plus. Garde ce qui est prêt.
          </Trans>
        ) : (
          <Trans>
            Un autre appareil lit autre chose que toi, alors que tout a été échangé : le brouillon est abîmé.
          </Trans>
        )}{' '}
        {me?.isSteward === true ? null : <Trans>Un·e gardien·ne peut repartir des versions gardées.</Trans>}
      </Problem>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {me?.isSteward === true ? (
        <Button look="grave" disabled={act.isWorking} onClick={() => setIsAsking(true)}>
          <Trans>Repartir des versions gardées</Trans>
        </Button>
      ) : null}
      {isAsking ? (
        <Dialog
          title={t`Repartir des versions gardées ?`}
          keep={t`Laisser les brouillons`}
          grave={t`Repartir`}
          onKeep={() => setIsAsking(false)}
          onGrave={() => void begin()}
        >
          <p>
            <Trans>
              Sur tous les téléphones et dans toutes les notices, ce qui est écrit et pas gardé disparaît. Les versions
              gardées restent.
            </Trans>
          </p>
        </Dialog>
      ) : null}
    </section>
  );
};
