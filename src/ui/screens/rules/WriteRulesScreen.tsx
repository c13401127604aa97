import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { HouseBoard } from '#app/workshop.ts';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { goTo, routes } from '#ui/routes.ts';
import { refusalText } from '../../texts/refusals.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useBoard, useBoardDraft } from '../../hooks/useBoardDraft.ts';
import { useMe, useNames, useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import './rules.css';

/** The draft of the house rules, written by everybody at once. Nothing of it counts before somebody keeps it. */
export const WriteRulesScreen = () => {
  const { t } = useLingui();
  const board = useBoard();
  if (board !== undefined && board !== 'lost') return <Writing board={board} />;
  return (
    <Screen header={<BackHeader href={routes.rules} label={t`Règles de la maison`} />}>
      <ScreenTitle plain={t`Écrire ensemble`} />
      {board === undefined ? (
        <WaitingRows count={2} />
      ) : (
        <Problem>
          <Trans>
            Le brouillon ne s’ouvre pas dans ce navigateur. La version gardée reste lisible ; recharge la page pour
            essayer encore.
          </Trans>
        </Problem>
      )}
    </Screen>
  );
};

const Writing = ({ board }: { readonly board: HouseBoard }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const row = useWorkshopRow();
  const act = useAct();
  const draft = useBoardDraft(board, 'rules');
  const kept = row?.rules?.text ?? '';
  const isBlank = draft.shown.trim() === '';
  const isKept = draft.shown.trim() === kept;
  const keep = async () => {
    const written = await act.run(() => commands.keepText('rules', draft.shown));
    if (!written?.ok) return;
    toasts.getState().say({ words: t`C’est gardé : la maison lit cette version.` });
    goTo(routes.rules);
  };
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.rules} label={t`Règles de la maison`} />}
      bottom={
        <BottomActs>
          <BigAct
            icon="check"
            working={act.isWorking ? t`Je garde…` : null}
            notNow={isBlank ? t`Rien d’écrit encore` : isKept ? t`C’est déjà la version gardée` : null}
            onClick={() => void keep()}
          >
            <Trans>Garder cette version</Trans>
          </BigAct>
        </BottomActs>
      }
    >
      <ScreenTitle plain={t`Écrire ensemble`} />
      <div className="rules-draft">
        <Field
          label={t`Règles de la maison, brouillon`}
          hint={t`Tous les membres voient chaque lettre, et peuvent y toucher. Rien ne compte avant qu’on le garde.`}
          lines={12}
          voice="serif"
          maxLength={32_000}
          {...draft.field}
        />
      </div>
      <Present />
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {isBlank && kept !== '' ? (
        <div className="section">
          <Button onClick={() => draft.replace(kept)}>
            <Trans>Partir de la version gardée</Trans>
          </Button>
        </div>
      ) : null}
      {isBlank && kept === '' && draft.isSame ? null : <Anew isSame={draft.isSame} hasKept={kept !== ''} />}
    </Screen>
  );
};

/** Who reads along just now. */
const Present = () => {
  const { t } = useLingui();
  const names = useNames();
  const meeting = useMeeting();
  const here = [
    ...new Set(
      (meeting?.view.peers ?? []).flatMap(({ log, member, state }) =>
        log === 'pod' || state === 'closed'
          ? []
          : [(member === null ? null : names?.members.get(member)?.name) ?? t`quelqu’un`],
      ),
    ),
  ];
  const who = here.join(', ');
  return (
    <p className="small soft rules-present" role="status">
      {here.length === 0 ? (
        <Trans>Personne d’autre n’est là. Tes lettres partiront à la prochaine rencontre.</Trans>
      ) : (
        <Trans>Là en ce moment : {who}</Trans>
      )}
    </p>
  );
};

/** The way out for a draft somebody wiped or forked: the kept version, on every phone. */
const Anew = ({ isSame, hasKept }: { readonly isSame: boolean; readonly hasKept: boolean }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const me = useMe();
  const act = useAct();
  const [isAsking, setIsAsking] = useState(false);
  const begin = async () => {
    setIsAsking(false);
    const begun = await act.run(() => commands.beginBoard());
    if (begun?.ok) toasts.getState().say({ words: t`Le brouillon repart de la dernière version gardée.` });
  };
  const isSteward = me?.isSteward === true;
  return (
    <section className="section stack">
      {isSame ? null : (
        <Problem>
          <Trans>
            Un autre appareil lit autre chose que toi, alors que tout a été échangé : le brouillon est abîmé.
          </Trans>{' '}
          {isSteward ? null : <Trans>Un·e gardien·ne peut repartir de la dernière version gardée.</Trans>}
        </Problem>
      )}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {isSteward ? (
        <Button look="grave" disabled={act.isWorking} onClick={() => setIsAsking(true)}>
          <Trans>Le brouillon est abîmé : repartir de la dernière version gardée</Trans>
        </Button>
      ) : null}
      {isAsking ? (
        <Dialog
          title={t`Repartir de la version gardée ?`}
          keep={t`Laisser le brouillon`}
          grave={t`Repartir`}
          onKeep={() => setIsAsking(false)}
          onGrave={() => void begin()}
        >
          <p>
            {hasKept ? (
              <Trans>
                Sur tous les téléphones, ce qui est écrit et pas gardé disparaît ; la dernière version gardée revient.
              </Trans>
            ) : (
              <Trans>Aucune version n’est gardée : sur tous les téléphones, la page redevient vide.</Trans>
            )}
          </p>
        </Dialog>
      ) : null}
    </section>
  );
};
