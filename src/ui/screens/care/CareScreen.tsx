import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { addDays } from '#domain/days.ts';
import type { PlaceId } from '#domain/ids.ts';
import type { DutyRow, ToolRow } from '#domain/rows.ts';
import { type DueSeen, allDuties, dutiesDue, dutiesSoon, isAnyDuty, withTools } from '#store/queries/duties.ts';
import { treeOptions } from '#ui/act/treeOptions.ts';
import { DutyListRow } from '#ui/frame/DutyListRow.tsx';
import { MainNav } from '#ui/frame/MainNav.tsx';
import type { Speech } from '#ui/frame/toolFace.ts';
import { routes } from '#ui/routes.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { atPlace } from './atPlace.ts';
import { Reminders } from './Reminders.tsx';
import { WallList } from './WallList.tsx';
import './care.css';

/** How far ahead "soon" looks, in days; the list for the wall and the calendar as well. */
const soonDays = 31;
/** Rows of the whole list drawn at a time. */
const shownAtOnce = 60;

export interface Planned {
  readonly row: DutyRow;
  readonly on: ToolRow | null;
  readonly seen?: DueSeen | undefined;
}

/** Care that comes round: what is due today and of whom it is asked, what comes soon, and every plan there is. */
export const CareScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const speech = useSpeech();
  const today = speech?.today;
  const [place, setPlace] = useState<PlaceId | null>(null);
  const care = useLiveQuery(async () => {
    if (today === undefined) return undefined;
    const due = await dutiesDue(db, today);
    const soon = await dutiesSoon(db, today, addDays(today, soonDays));
    const seen: readonly { readonly row: DutyRow; readonly seen?: DueSeen }[] = [
      ...due.map((each) => ({ row: each.row, seen: each })),
      ...soon.map((row) => ({ row })),
    ];
    return { planned: await withTools(db, seen), isAny: seen.length > 0 || (await isAnyDuty(db)) };
  }, [db, today]);
  if (care === undefined || speech === undefined)
    return (
      <Screen header={<BackHeader href={routes.home} label={t`À faire`} />}>
        <ScreenTitle plain={t`Soins`} />
        <WaitingRows />
      </Screen>
    );
  const here = care.planned.filter(({ row }) => atPlace(row, place, speech.names.places));
  const due = mineFirst(
    here.filter(({ seen }) => seen !== undefined),
    speech,
  );
  const soon = here.filter(({ seen }) => seen === undefined);
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.home} label={t`À faire`} />}
      bottom={
        <>
          <BottomActs>
            {due.length > 0 ? (
              <>
                <Button look="main" size="page" icon="check" href={routes.tour(place)}>
                  <Plural value={due.length} one="Faire ce soin" other="Faire le tour : # soins" />
                </Button>
                <Button size="square" icon="plus" href={routes.planDuty(null)} aria-label={t`Prévoir un soin`} />
              </>
            ) : (
              <Button look="main" size="page" icon="plus" href={routes.planDuty(null)}>
                <Trans>Prévoir un soin</Trans>
              </Button>
            )}
          </BottomActs>
          <MainNav current="home" wideOnly />
        </>
      }
    >
      <ScreenTitle plain={t`Soins`} />
      {care.isAny ? (
        <>
          <Where place={place} speech={speech} onChange={setPlace} />
          <DutySection title={t`Aujourd’hui`} planned={due.slice(0, shownAtOnce)} speech={speech}>
            <p className="soft">
              <Trans>Rien n’attend ici aujourd’hui.</Trans>
            </p>
          </DutySection>
          {soon.length === 0 ? null : (
            <DutySection title={t`Bientôt`} planned={soon.slice(0, shownAtOnce)} speech={speech} />
          )}
          <AllPlans speech={speech} place={place} />
          <Reminders planned={here} speech={speech} />
          <WallList planned={here} speech={speech} />
        </>
      ) : (
        <EmptyState silhouette="can" title={t`Aucun soin prévu encore.`}>
          <p>
            <Trans>
              Huiler la chaîne, vider la poubelle, vérifier l’extincteur : ce qui revient se note ici, et se demande à
              tour de rôle.
            </Trans>
          </p>
        </EmptyState>
      )}
    </Screen>
  );
};

/** What is asked of me comes first, then what nobody is asked, then what others are. */
function mineFirst(due: readonly Planned[], { me }: Speech): readonly Planned[] {
  const rank = ({ seen }: Planned): number =>
    seen === undefined || seen.asked.length === 0 ? 1 : me !== null && seen.asked.includes(me) ? 0 : 2;
  return due.toSorted((a, b) => rank(a) - rank(b));
}

const Where = ({
  place,
  speech,
  onChange,
}: {
  readonly place: PlaceId | null;
  readonly speech: Speech;
  readonly onChange: (place: PlaceId | null) => void;
}) => {
  const { t } = useLingui();
  const options = treeOptions(speech.names.places);
  if (options.length === 0) return null;
  return (
    <div className="screen-only">
      <SelectField
        label={t`Où es-tu ?`}
        options={[{ value: '', label: t`Partout` }, ...options]}
        value={place ?? ''}
        onChange={(next) => onChange(next === '' ? null : (next as PlaceId))}
      />
    </div>
  );
};

const DutySection = ({
  title,
  planned,
  speech,
  children,
}: {
  readonly title: string;
  readonly planned: readonly Planned[];
  readonly speech: Speech;
  readonly children?: React.ReactNode;
}) => (
  <section className="section screen-only">
    <h2>{title}</h2>
    {planned.length === 0 ? (
      children
    ) : (
      <ul className="list">
        {planned.map(({ row, on, seen }) => (
          <li key={row.key}>
            <DutyListRow row={row} on={on} seen={seen} speech={speech} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

/** Read only when somebody asks for it: it grows with the workshop. */
const AllPlans = ({ speech, place }: { readonly speech: Speech; readonly place: PlaceId | null }) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const [shown, setShown] = useState(0);
  const all = useLiveQuery(async () => {
    if (shown === 0) return [];
    const rows = (await allDuties(db)).filter((row) => atPlace(row, place, speech.names.places));
    const first = await withTools(
      db,
      rows.slice(0, shown).map((row) => ({ row })),
    );
    return first.map((each) => ({ ...each, of: rows.length }));
  }, [db, shown, place, speech.names.places]);
  const rest = (all?.[0]?.of ?? 0) - shown;
  return (
    <>
      {all === undefined || all.length === 0 ? null : (
        <DutySection title={t`Tout ce qui est prévu`} planned={all} speech={speech} />
      )}
      {shown === 0 || rest > 0 ? (
        <div className="section screen-only">
          <Button onClick={() => setShown((before) => before + shownAtOnce)}>
            {shown === 0 ? <Trans>Voir tout ce qui est prévu</Trans> : <Trans>En voir plus</Trans>}
          </Button>
        </div>
      ) : null}
    </>
  );
};
