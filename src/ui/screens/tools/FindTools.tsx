import { useLingui } from '@lingui/react/macro';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Standing } from '#app/search/question.ts';
import type { Names } from '#store/queries/names.ts';
import { Button } from '../../parts/Button.tsx';
import type { MarkName } from '../../parts/drawingNames.ts';
import { FilterRow } from '../../parts/FilterRow.tsx';
import { FindBar } from '../../parts/FindBar.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { routes } from '#ui/routes.ts';
import type { Filters } from '../../state/filters.ts';

/** Search and filters at the thumb, and the way to a new tool beside them. */
export const FindTools = ({
  filters,
  names,
  found,
  onWhere,
}: {
  readonly filters: StoreApi<Filters>;
  readonly names: Names | undefined;
  readonly found: string | undefined;
  readonly onWhere: () => void;
}) => {
  const { t } = useLingui();
  const { words, standing, place, category, change } = useStore(filters);
  const stand = (key: Standing, label: string, mark?: MarkName) => ({ key, label, mark, on: standing === key });
  const chosen = [
    ...(place === null ? [] : [{ key: 'place', label: names?.places.get(place)?.name ?? '', on: true }]),
    ...(category === null ? [] : [{ key: 'category', label: names?.categories.get(category)?.name ?? '', on: true }]),
  ];
  const toggle = (key: string): void => {
    if (key === 'where') onWhere();
    else if (key === 'place') change({ place: null });
    else if (key === 'category') change({ category: null });
    else change({ standing: standing === key ? 'all' : (key as Standing) });
  };
  return (
    <FindBar>
      <FilterRow
        label={t`Montrer`}
        onToggle={toggle}
        filters={[
          stand('all', t`Tous`),
          stand('here', t`Là maintenant`, 'here'),
          ...chosen,
          { key: 'where', label: t`Lieu ou catégorie`, on: false },
          stand('mine', t`Avec moi`, 'mine'),
          stand('asleep', t`Ils dorment`, 'asleep'),
          stand('retired', t`Retirés`, 'retired'),
        ]}
      />
      <div className="find-line">
        <SearchField
          label={t`Chercher un outil`}
          value={words}
          found={found}
          onChange={(value) => change({ words: value })}
        />
        <Button size="square" icon="plus" href={routes.addTool} aria-label={t`Ajouter un outil`} />
      </div>
    </FindBar>
  );
};
