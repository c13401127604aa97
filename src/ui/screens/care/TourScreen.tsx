import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useParams } from 'wouter';
import type { PlaceId } from '#domain/ids.ts';
import type { DutyRow, ToolRow } from '#domain/rows.ts';
import { type DueSeen, dutiesDue, withTools } from '#store/queries/duties.ts';
import { askedWords, whenWords, whereWords } from '#ui/frame/careWords.ts';
import { type Speech, placeWords } from '#ui/frame/toolFace.ts';
import { routes } from '#ui/routes.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { atPlace } from './atPlace.ts';
import { Steps, skippedOf } from './Steps.tsx';
import { useDutyActs } from './useDutyActs.ts';
import './care.css';

type Stop = DueSeen & { readonly on: ToolRow | null };

/** The tour of care: what is due here today, one after the other, with the phone in one hand. */
export const TourScreen = () => {
  const { t } = useLingui();
  const { place } = useParams<{ place?: string }>();
  const speech = useSpeech();
  const stops = useStops(speech, (place ?? null) as PlaceId | null);
  const [at, setAt] = useState(0);
  const [done, setDone] = useState(0);
  const header = (
    <BackHeader href={routes.care} label={t`Soins`}>
      {stops === undefined || stops[at] === undefined ? null : (
        <span className="soft">
          <Trans>
            {at + 1} sur {stops.length}
          </Trans>
        </span>
      )}
    </BackHeader>
  );
  if (speech === undefined || stops === undefined)
    return (
      <Screen header={header}>
        <ScreenTitle plain={t`Tour de soin`} />
        <WaitingRows />
      </Screen>
    );
  const stop = stops[at];
  if (stop === undefined) return <TourOver header={header} done={done} isEmpty={stops.length === 0} />;
  const next = (isDone: boolean): void => {
    setDone(done + (isDone ? 1 : 0));
    setAt(at + 1);
  };
  return <TourStop key={stop.row.key} stop={stop} speech={speech} header={header} onNext={next} />;
};

/** The list as it was when the tour began: what is done on the way does not move what comes next. */
function useStops(speech: Speech | undefined, place: PlaceId | null): readonly Stop[] | undefined {
  const { db } = useWorkshop();
  const [stops, setStops] = useState<readonly Stop[]>();
  const isReady = speech !== undefined && stops === undefined;
  useEffect(() => {
    if (!isReady) return;
    let isOver = false;
    const read = async () => {
      const due = await dutiesDue(db, speech.today);
      const here = due.filter(({ row }) => atPlace(row, place, speech.names.places));
      const found = await withTools(db, here);
      if (!isOver) setStops(inOrder(found, speech));
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [db, isReady, place, speech]);
  return stops;
}

/** Place by place, so that nobody walks twice. */
const inOrder = (stops: readonly Stop[], { names }: Speech): readonly Stop[] => {
  const key = ({ row }: Stop): string => `${placeWords(row.place, names.places)}\u0000${row.name}`;
  return stops.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

const TourStop = ({
  stop,
  speech,
  header,
  onNext,
}: {
  readonly stop: Stop;
  readonly speech: Speech;
  readonly header: React.ReactNode;
  readonly onNext: (isDone: boolean) => void;
}) => {
  const { i18n, t } = useLingui();
  const { row, on } = stop;
  const acts = useDutyActs({ duty: row.id, tool: row.tool });
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const done = async () => {
    if (await acts.done({ skipped: skippedOf(row.steps, ticked) })) onNext(true);
  };
  return (
    <Screen
      below="acts"
      header={header}
      bottom={
        <BottomActs
          links={
            <>
              <Button look="quiet" onClick={() => onNext(false)}>
                <Trans>Passer au suivant</Trans>
              </Button>
              <Button look="quiet" href={routes.duty({ duty: row.id, tool: row.tool })}>
                <Trans>Sa page</Trans>
              </Button>
            </>
          }
        >
          <BigAct icon="check" working={acts.isWorking ? t`J’écris…` : null} onClick={() => void done()}>
            <Trans>C’est fait</Trans>
          </BigAct>
        </BottomActs>
      }
    >
      <ScreenTitle plain={row.name} hello={t`Tour de soin`} />
      <div className="tour-duty">
        <div>
          <p className="lead">{tourWhere(row, on, speech)}</p>
          <p className="soft">
            {whenWords(row, stop.due, speech)} · {askedWords(stop, speech)}
          </p>
        </div>
        {row.steps.length === 0 ? null : <Steps steps={row.steps} ticked={ticked} onChange={setTicked} />}
        {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
      </div>
    </Screen>
  );
};

/** The tool and where it hangs: one walks there. */
const tourWhere = (row: DutyRow, on: ToolRow | null, speech: Speech): string =>
  [whereWords(row, on, speech), on === null ? '' : placeWords(row.place, speech.names.places), on?.spot ?? '']
    .filter(Boolean)
    .join(', ');

const TourOver = ({
  header,
  done,
  isEmpty,
}: {
  readonly header: React.ReactNode;
  readonly done: number;
  readonly isEmpty: boolean;
}) => {
  const { t } = useLingui();
  return (
    <Screen
      below="acts"
      header={header}
      bottom={
        <BottomActs>
          <Button look="main" size="page" href={routes.care}>
            <Trans>Revenir aux soins</Trans>
          </Button>
        </BottomActs>
      }
    >
      <ScreenTitle plain={t`Tour de soin`} />
      <EmptyState silhouette="kettle" title={isEmpty ? t`Rien n’attend ici aujourd’hui.` : t`Le tour est fini.`}>
        {done === 0 ? null : (
          <p>
            <Trans>C’est noté. L’atelier dit merci.</Trans>
          </p>
        )}
      </EmptyState>
    </Screen>
  );
};
