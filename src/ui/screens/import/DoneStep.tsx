import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Mapping } from '#app/importing/importFile.ts';
import type { Imported } from '#app/importing/runImport.ts';
import type { Refusal } from '#domain/refusal.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { useAct } from '../../hooks/useAct.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Ticks } from '../../parts/Ticks.tsx';
import { routes } from '#ui/routes.ts';
import { refusalText } from '../../texts/refusals.ts';

/** How it ended: all of it, a part of it, nothing; and the one act that takes it back. */
export const DoneStep = ({
  imported,
  rows,
  refusal,
  onAgain,
}: {
  readonly imported: Imported;
  readonly rows: Mapping['rows'];
  readonly refusal: Refusal | null;
  readonly onAgain: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  const [isUndone, setIsUndone] = useState(false);
  const undo = async () => {
    const done = await act.run(() => commands.withdrawBatch(imported.batch));
    if (done?.ok === true) setIsUndone(true);
  };
  const isWhole = imported.rows === imported.of;
  const title = isUndone ? t`L’import est annulé` : isWhole ? t`C’est dans le carnet` : t`Arrêté en chemin`;
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.house} label={t`Atelier`} />}
      bottom={
        <>
          <BottomActs
            links={
              isUndone || imported.written === 0 ? undefined : (
                <Button look="quiet" icon="undo" aria-disabled={act.isWorking || undefined} onClick={() => void undo()}>
                  {act.isWorking ? <Trans>J’annule…</Trans> : <Trans>Annuler tout l’import</Trans>}
                </Button>
              )
            }
          >
            {isUndone || imported.rows === 0 ? (
              <Button look="main" size="page" onClick={onAgain}>
                <Trans>Choisir un fichier</Trans>
              </Button>
            ) : (
              <Button look="main" size="page" href={rows === 'tools' ? routes.tools : routes.people}>
                {rows === 'tools' ? <Trans>Voir les outils</Trans> : <Trans>Voir les personnes</Trans>}
              </Button>
            )}
          </BottomActs>
          <MainNav current="house" wideOnly />
        </>
      }
    >
      <ScreenTitle key={title} plain={title} />
      <div className="stack" role="status">
        {isUndone ? (
          <p>
            <Trans>Le carnet est comme avant.</Trans>
          </p>
        ) : (
          <Outcome imported={imported} rows={rows} refusal={refusal} />
        )}
        {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      </div>
    </Screen>
  );
};

const Outcome = ({
  imported,
  rows,
  refusal,
}: {
  readonly imported: Imported;
  readonly rows: Mapping['rows'];
  readonly refusal: Refusal | null;
}) => {
  const { i18n } = useLingui();
  const [here, all] = [i18n.number(imported.rows), i18n.number(imported.of)];
  return (
    <>
      {imported.written === 0 ? null : <Ticks elsewhere={false} />}
      {refusal === null ? null : (
        <Problem>
          {refusal.kind === 'storage-full' ? (
            <Trans>L’appareil est plein. Fais de la place, puis reprends.</Trans>
          ) : (
            refusalText(i18n, refusal)
          )}
        </Problem>
      )}
      {imported.rows === imported.of ? (
        <p className="name">
          {rows === 'tools' ? (
            <Plural value={imported.rows} one="# outil est entré." other="# outils sont entrés." />
          ) : (
            <Plural value={imported.rows} one="# personne est entrée." other="# personnes sont entrées." />
          )}
        </p>
      ) : (
        <p>
          <Trans>
            {here} lignes sur {all} sont écrites, et servent déjà. Pour la suite, choisis le même fichier : ce qui est
            là sera passé. Ou annule le tout.
          </Trans>
        </p>
      )}
    </>
  );
};
