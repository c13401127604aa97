import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { type ImportRow, imports } from '#store/queries/imports.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FilePicker } from '../../parts/FilePicker.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { routes } from '#ui/routes.ts';
import { refusalText } from '../../texts/refusals.ts';
import { type FileProblem, fileProblemWords } from './fileWords.ts';

/** The first step, and the list of imports made before. */
export const ChooseFile = ({
  problem,
  isReading,
  onFile,
}: {
  readonly problem: FileProblem | null;
  readonly isReading: boolean;
  readonly onFile: (file: File) => void;
}) => {
  const { i18n, t } = useLingui();
  return (
    <Screen
      header={
        <BackHeader href={routes.house} label={t`Atelier`}>
          <span className="soft small">
            <Trans>étape 1 sur 3</Trans>
          </span>
        </BackHeader>
      }
      bottom={<MainNav current="house" />}
    >
      <ScreenTitle plain={t`Importer un inventaire`} />
      <FilePicker label={isReading ? t`Je lis…` : t`Choisir un fichier`} onFile={onFile}>
        <p>
          <Trans>
            Un tableau en fichier CSV ou TSV : de n’importe quel logiciel, ou d’un tableur enregistré en CSV.
          </Trans>
        </p>
        {problem === null ? null : (
          <div role="alert">
            <Problem>{fileProblemWords(i18n, problem)}</Problem>
          </div>
        )}
      </FilePicker>
      <p className="soft small import-promise">
        <Trans>
          Rien n’est écrit avant la fin : d’abord quelle colonne va où, puis un essai à blanc. Après, tout l’import
          s’annule d’un coup.
        </Trans>
      </p>
      <EarlierImports />
    </Screen>
  );
};

const EarlierImports = () => {
  const { i18n, t } = useLingui();
  const { db, commands } = useWorkshop();
  const { toasts } = useApp();
  const act = useAct();
  const dates = useDatePhrases();
  const made = useLiveQuery(() => imports(db), [db]);
  const [asked, setAsked] = useState<ImportRow | null>(null);
  if (made === undefined || made.length === 0) return null;
  const takeBack = async ({ batch }: ImportRow) => {
    setAsked(null);
    const done = await act.run(() => commands.withdrawBatch(batch));
    if (done?.ok === true) toasts.getState().say({ words: t`L’import est annulé. Le carnet est comme avant.` });
  };
  return (
    <section className="section">
      <h2>
        <Trans>Déjà importés</Trans>
      </h2>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <ul className="list">
        {made.map((each) => (
          <li key={each.batch} className="line import-made">
            <span className="grow">
              <b>
                {each.tools > 0 ? (
                  <Plural value={each.tools} one="# outil" other="# outils" />
                ) : (
                  <Plural value={each.members} one="# personne" other="# personnes" />
                )}
              </b>
              <span className="small soft">
                {dates.moment(each.at)}
                {each.isWithdrawn ? <Trans>, annulé</Trans> : null}
              </span>
            </span>
            {each.isWithdrawn ? null : (
              <Button size="short" aria-disabled={act.isWorking || undefined} onClick={() => setAsked(each)}>
                <Trans>Annuler</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked === null ? null : (
        <Dialog
          title={<Trans>Annuler tout cet import ?</Trans>}
          keep={<Trans>Le garder</Trans>}
          grave={<Trans>Annuler l’import</Trans>}
          onKeep={() => setAsked(null)}
          onGrave={() => void takeBack(asked)}
        >
          <Trans>Ses outils, rangements et personnes quittent les listes, avec ce qui leur est arrivé depuis.</Trans>
        </Dialog>
      )}
    </section>
  );
};
