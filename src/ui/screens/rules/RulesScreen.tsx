import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { keptVersions } from '#store/queries/texts.ts';
import type { KeptText } from '#domain/settle/kept.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { routes } from '#ui/routes.ts';
import { refusalText } from '../../texts/refusals.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import './rules.css';

/** What the house agreed on: the version that stands, those that stood before, and the way to write the next one. */
export const RulesScreen = () => {
  const { t } = useLingui();
  const { db, cache } = useWorkshop();
  const versions = useLiveQuery(() => keptVersions(db, cache, 'rules'), [db, cache]);
  const [stands, ...before] = versions ?? [];
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.house} label={t`Atelier`} />}
      bottom={
        <>
          <BottomActs>
            <Button look="main" size="page" icon="pen" href={routes.writeRules}>
              <Trans>Écrire ensemble</Trans>
            </Button>
          </BottomActs>
          <MainNav current="house" wideOnly />
        </>
      }
    >
      <ScreenTitle plain={t`Règles de la maison`} />
      {versions === undefined ? (
        <WaitingRows count={2} />
      ) : stands === undefined ? (
        <EmptyState silhouette="tag" title={t`Rien d’écrit encore.`}>
          <p>
            <Trans>Ce qu’on attend les uns des autres : ranger, prévenir, réparer. Écrivez-le à plusieurs.</Trans>
          </p>
        </EmptyState>
      ) : (
        <>
          <p className="said rules-text">{stands.text}</p>
          <p className="small soft">
            <Kept version={stands} />
          </p>
        </>
      )}
      {before.length > 0 && stands !== undefined ? <History versions={before} stands={stands} /> : null}
    </Screen>
  );
};

const Kept = ({ version: { by, at } }: { readonly version: KeptText }) => {
  const { t } = useLingui();
  const names = useNames();
  const dates = useDatePhrases();
  const who = (by === null ? null : names?.members.get(by)?.name) ?? t`quelqu’un`;
  const when = dates.moment(at);
  return (
    <Trans>
      Gardé par {who}, {when}
    </Trans>
  );
};

const History = ({ versions, stands }: { readonly versions: readonly KeptText[]; readonly stands: KeptText }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const goBackTo = async ({ text }: KeptText) => {
    const kept = await act.run(() => commands.keepText('rules', text));
    if (!kept?.ok) return;
    const undo = () => void act.run(() => commands.keepText('rules', stands.text));
    toasts.getState().say({ words: t`Cette version est de nouveau celle de la maison.`, undo });
  };
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Versions d’avant</Trans>
        </h2>
      </div>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <ul className="list">
        {versions.map((version) => (
          <li key={version.ref.id}>
            <details className="rules-version">
              <summary>
                <Kept version={version} />
              </summary>
              <p className="said rules-text">{version.text}</p>
              <Button size="short" icon="undo" disabled={act.isWorking} onClick={() => void goBackTo(version)}>
                <Trans>Revenir à cette version</Trans>
              </Button>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
};
