import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { type RepairStage, repairStages } from '#domain/kinds/care.ts';
import type { ToolRow } from '#domain/rows.ts';
import { toolsToRepair, toRepairCount } from '#store/queries/tools.ts';
import { MainScreen } from '#ui/frame/MainScreen.tsx';
import { ToolListRow } from '#ui/frame/ToolListRow.tsx';
import type { Speech } from '#ui/frame/toolFace.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { badWords, faultWords } from '../../texts/faultWords.ts';
import { quoted } from '../../texts/quoted.ts';
import { whoWords } from '../../texts/whoWords.ts';

/** However much waits, what is shown stays a list one can read: the worst first. */
const mostRows = 100;

/** What waits to be repaired, by where it stands; within that the worst first. */
export const RepairsScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const speech = useSpeech();
  const waiting = useLiveQuery(
    async () => ({ rows: await toolsToRepair(db, mostRows), count: await toRepairCount(db) }),
    [db],
  );
  const count = waiting?.count ?? 0;
  return (
    <MainScreen
      title={t`À réparer`}
      current={null}
      aside={count === 0 ? undefined : <Plural value={count} one="# outil" other="# outils" />}
    >
      {waiting === undefined || speech === undefined ? (
        <WaitingRows />
      ) : count === 0 ? (
        <EmptyState silhouette="wrench" title={t`Tout marche`}>
          <p>
            <Trans>Rien n’attend de réparation. Pour signaler une panne, scanne l’outil.</Trans>
          </p>
        </EmptyState>
      ) : (
        <>
          {repairStages.map((stage) => (
            <Stage
              key={stage}
              stage={stage}
              rows={waiting.rows.filter(({ fault }) => fault?.stage === stage)}
              speech={speech}
            />
          ))}
          {count <= mostRows ? null : (
            <p className="soft">
              <Plural value={count - mostRows} one="Et # autre, moins grave." other="Et # autres, moins graves." />
            </p>
          )}
        </>
      )}
    </MainScreen>
  );
};

const Stage = ({
  stage,
  rows,
  speech,
}: {
  readonly stage: RepairStage;
  readonly rows: readonly ToolRow[];
  readonly speech: Speech;
}) => {
  const { t } = useLingui();
  if (rows.length === 0) return null;
  const titles = {
    open: t`Personne ne s’en occupe encore`,
    'parts-wanted': t`On attend des pièces`,
    'in-hand': t`En main`,
  };
  return (
    <section className="section">
      <h2>{titles[stage]}</h2>
      <ul className="list">
        {rows.map((row) => (
          <li key={row.id}>
            <RepairRow row={row} speech={speech} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const RepairRow = ({ row, speech }: { readonly row: ToolRow; readonly speech: Speech }) => {
  const { i18n, phrases, names } = speech;
  const { fault } = row;
  if (fault === undefined) return null;
  const hands = fault.inHandOf.map((who) => whoWords(i18n, who, names.members)).join(', ');
  const words = [
    hands,
    // On its hook, the state says how bad it is.
    row.state === 'here' && fault.bad !== 'usable' ? '' : badWords(i18n, fault.bad),
    fault.words === null ? faultWords(i18n, fault) : quoted(i18n, fault.words),
    phrases.since(fault.at),
  ];
  return <ToolListRow row={row} speech={speech} note={words.filter(Boolean).join(' · ')} />;
};
