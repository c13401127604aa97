import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import { outNowCsv } from '#app/outNow.ts';
import { toolsOut } from '#store/queries/tools.ts';
import { MainScreen } from '#ui/frame/MainScreen.tsx';
import { useApp } from '../../hooks/useApp.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { lateFirst } from './lateFirst.ts';
import { OutList } from './OutList.tsx';
import './out.css';

/** What is out, with whom, since when and until when. */
export const OutScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const { device, clock } = useApp();
  const workshop = useWorkshopRow();
  const speech = useSpeech();
  const out = useLiveQuery(() => toolsOut(db), [db]);
  const rows = useMemo(() => (out === undefined ? undefined : lateFirst(out)), [out]);

  const count = rows?.length ?? 0;

  const carry = async (): Promise<void> => {
    if (rows === undefined || speech === undefined) return;
    const csv = outNowCsv(rows, speech.names.members, speech.today);
    const { today } = speech;
    const name = t`dehors-${today}.csv`;
    await device.handOut(new File([csv], name, { type: 'text/csv' }));
  };
  return (
    <MainScreen
      title={t`Dehors`}
      current="out"
      aside={count === 0 ? undefined : <Plural value={count} one="# outil" other="# outils" />}
    >
      {rows === undefined || speech === undefined ? (
        <WaitingRows />
      ) : rows.length === 0 ? (
        <EmptyState silhouette="crate" title={t`Tout est là`}>
          <p>
            <Trans>Rien n’est dehors en ce moment.</Trans>
          </p>
        </EmptyState>
      ) : (
        <>
          <p className="print-only">
            {workshop?.name}, {speech.phrases.full(clock.now())}
          </p>
          <OutList rows={rows} speech={speech} />
          <div className="pair out-acts">
            <Button icon="print" onClick={() => window.print()}>
              <Trans>Imprimer</Trans>
            </Button>
            <Button icon="download" onClick={() => void carry()}>
              <Trans>Tableur (CSV)</Trans>
            </Button>
          </div>
        </>
      )}
    </MainScreen>
  );
};
