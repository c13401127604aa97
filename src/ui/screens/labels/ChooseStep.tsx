import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { WindowVirtualizer } from 'virtua';
import type { CategoryId, PlaceId, ToolId } from '#domain/ids.ts';
import type { ShelfEntry } from '#domain/rows.ts';
import { shelf } from '#store/queries/tools.ts';
import { treeOptions } from '#ui/act/treeOptions.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { placeWords } from '#ui/frame/toolFace.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckBox } from '../../parts/CheckBox.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FilterRow } from '../../parts/FilterRow.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { routes } from '#ui/routes.ts';
import { type LabelFilter, toolsToLabel, withToggled } from './labelChoice.ts';
import { Stepper } from './Stepper.tsx';
import type { WantedLabels } from './usePrintedLabels.ts';

const longList = 300;
const mostBlank = 500;

/** Which tools get a label, or how many labels are printed ahead. */
export const ChooseStep = ({
  wanted,
  onChoose,
  onDone,
}: {
  readonly wanted: WantedLabels;
  readonly onChoose: (wanted: WantedLabels) => void;
  readonly onDone: () => void;
}) => {
  const { t } = useLingui();
  const count = wanted.kind === 'tools' ? wanted.tools.length : wanted.count;
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.house} label={t`Atelier`} />}
      bottom={
        <>
          <BottomActs>
            <Button look="main" icon="print" disabled={count === 0} onClick={onDone}>
              {count === 0 ? (
                <Trans>Choisis d’abord les outils</Trans>
              ) : (
                <Plural value={count} one="Voir la planche, # étiquette" other="Voir la planche, # étiquettes" />
              )}
            </Button>
          </BottomActs>
          <MainNav current="house" wideOnly />
        </>
      }
    >
      <ScreenTitle plain={t`Étiquettes`} />
      <Choice
        legend={t`Pour quoi ?`}
        legendHidden
        even
        options={[
          { value: 'tools', label: t`Des outils` },
          { value: 'blank', label: t`À coller plus tard` },
        ]}
        value={wanted.kind}
        onChange={(kind) => onChoose(kind === 'tools' ? { kind, tools: [] } : { kind, count: 21 })}
      />
      {wanted.kind === 'tools' ? (
        <ChooseTools chosen={wanted.tools} onChoose={(tools) => onChoose({ kind: 'tools', tools })} />
      ) : (
        <div className="stack labels-blank">
          <p>
            <Trans>
              Imprime des étiquettes d’avance. Colle-en une sur un outil, scanne-la, et dis sur quoi elle est.
            </Trans>
          </p>
          <Stepper
            label={t`Combien`}
            value={wanted.count}
            min={1}
            max={mostBlank}
            onChange={(next) => onChoose({ kind: 'blank', count: next })}
          />
        </div>
      )}
    </Screen>
  );
};

const ChooseTools = ({
  chosen,
  onChoose,
}: {
  readonly chosen: readonly ToolId[];
  readonly onChoose: (tools: readonly ToolId[]) => void;
}) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const names = useNames();
  const entries = useLiveQuery(() => shelf(db), [db]);
  const [filter, setFilter] = useState<LabelFilter>({ show: 'without', place: null, category: null, search: '' });
  const listed = useMemo(
    () => (entries === undefined || names === undefined ? undefined : toolsToLabel(entries, filter, names)),
    [entries, names, filter],
  );
  const marked = useMemo(() => new Set(chosen), [chosen]);
  if (listed === undefined || names === undefined) return <WaitingRows />;
  const isAll = listed.length > 0 && listed.every(({ id }) => marked.has(id));
  // Printed in the order of the shelf, whatever was tapped first.
  const choose = (next: ReadonlySet<ToolId>) =>
    onChoose((entries ?? []).filter(({ id }) => next.has(id)).map(({ id }) => id));
  const row = (entry: ShelfEntry) => (
    <CheckBox
      key={entry.id}
      label={<span className="name">{entry.name}</span>}
      note={[placeWords(entry.place, names.places), entry.labels.length === 0 ? '' : t`a déjà une étiquette`]
        .filter(Boolean)
        .join(' · ')}
      checked={marked.has(entry.id)}
      onChange={(on) => choose(withToggled(marked, [entry.id], on))}
    />
  );
  return (
    <>
      <FilterRow
        label={t`Lesquels`}
        filters={[
          { key: 'without', label: t`Sans étiquette`, on: filter.show === 'without' },
          { key: 'all', label: t`Tous`, on: filter.show === 'all' },
        ]}
        onToggle={(key) => setFilter({ ...filter, show: key === 'all' ? 'all' : 'without' })}
      />
      <SearchField
        label={t`Chercher un outil`}
        value={filter.search}
        found={t`${plural(listed.length, { one: '# outil', other: '# outils' })}`}
        onChange={(search) => setFilter({ ...filter, search })}
      />
      <div className="labels-where">
        <SelectField
          label={t`Rangement`}
          options={[{ value: '', label: t`Partout` }, ...treeOptions(names.places)]}
          value={filter.place ?? ''}
          onChange={(value) => setFilter({ ...filter, place: (value || null) as PlaceId | null })}
        />
        <SelectField
          label={t`Catégorie`}
          options={[{ value: '', label: t`Toutes` }, ...treeOptions(names.categories)]}
          value={filter.category ?? ''}
          onChange={(value) => setFilter({ ...filter, category: (value || null) as CategoryId | null })}
        />
      </div>
      {listed.length === 0 ? (
        <EmptyState
          silhouette="tag"
          title={filter.search === '' && filter.show === 'without' ? t`Tout a son étiquette.` : t`Rien ici.`}
          act={
            filter.show === 'without' ? (
              <Button look="quiet" onClick={() => setFilter({ ...filter, show: 'all' })}>
                <Trans>Voir tous les outils</Trans>
              </Button>
            ) : undefined
          }
        />
      ) : (
        <>
          <div className="labels-all">
            <CheckBox
              label={<Plural value={listed.length} one="# outil de la liste" other="Les # outils de la liste" />}
              checked={isAll}
              onChange={(on) =>
                choose(
                  withToggled(
                    marked,
                    listed.map(({ id }) => id),
                    on,
                  ),
                )
              }
            />
          </div>
          {/* The gap of the rows is in their own padding, so that measured heights add up. */}
          {listed.length > longList ? <WindowVirtualizer>{listed.map(row)}</WindowVirtualizer> : listed.map(row)}
        </>
      )}
    </>
  );
};
