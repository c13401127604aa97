import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { MemberRow } from '#domain/rows.ts';
import { toolsHeldBy } from '#store/queries/tools.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** Forgets a person, after saying what goes, what stays, and what nobody can promise. */
export const Erasing = ({ row }: { readonly row: MemberRow }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands, db } = useWorkshop();
  const held = useLiveQuery(() => toolsHeldBy(db, row.id), [db, row.id]);
  const act = useAct();
  const [isAsking, setIsAsking] = useState(false);
  const name = row.name ?? t`quelqu’un`;

  const erase = async () => {
    setIsAsking(false);
    const erased = await act.run(() => commands.eraseMember(row.id));
    if (!erased?.ok) return;
    goTo(routes.people, { replace: true });
    toasts.getState().say({ words: t`C’est effacé. Le carnet dit maintenant « quelqu’un ».` });
  };
  return (
    <section className="erasing">
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <Button look="grave" disabled={act.isWorking} onClick={() => setIsAsking(true)}>
        {act.isWorking ? <Trans>J’efface, page après page…</Trans> : <Trans>Effacer cette personne</Trans>}
      </Button>
      {isAsking ? (
        <Dialog
          title={t`Effacer ${name} ?`}
          keep={t`Ne rien effacer`}
          grave={t`Effacer`}
          onKeep={() => setIsAsking(false)}
          onGrave={() => void erase()}
        >
          <ul className="uses">
            <li>
              <Trans>S’en vont : le nom, le contact, et le nom à côté de chaque prêt.</Trans>
            </li>
            <li>
              <Trans>Restent : les outils, leurs dates, et à quoi ils ont servi.</Trans>
            </li>
            {held === undefined || held.length === 0 ? null : (
              <li>
                <Plural
                  value={held.length}
                  one="# outil reste noté chez « quelqu’un ». Fais-le rendre d’abord."
                  other="# outils restent notés chez « quelqu’un ». Fais-les rendre d’abord."
                />
              </li>
            )}
            <li>
              <Trans>Une sauvegarde déjà faite garde le nom. Cela ne se défait pas.</Trans>
            </li>
          </ul>
        </Dialog>
      ) : null}
    </section>
  );
};
