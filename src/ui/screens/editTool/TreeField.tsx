import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { bounds } from '#domain/schema.ts';
import type { CategoryId, PlaceId } from '#domain/ids.ts';
import { treeOptions } from '#ui/act/treeOptions.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { refusalText } from '../../texts/refusals.ts';

const newOne = '+';

/** A place or a category out of its tree, or a new one made on the spot below the one that is chosen. */
export const TreeField = ({
  tree,
  value,
  onChange,
}: {
  readonly tree: 'places' | 'categories';
  readonly value: string;
  readonly onChange: (id: string) => void;
}) => {
  const { t } = useLingui();
  const names = useNames();
  const [isAdding, setAdding] = useState(false);
  const isPlaces = tree === 'places';
  const label = isPlaces ? t`Sa place` : t`Sa catégorie`;
  const nodes: readonly { readonly value: string; readonly label: string }[] =
    names === undefined ? [] : isPlaces ? treeOptions(names.places) : treeOptions(names.categories);
  return (
    <>
      <SelectField
        label={label}
        options={[
          { value: '', label: isPlaces ? t`Pas encore de place` : t`Pas encore de catégorie` },
          ...nodes,
          { value: newOne, label: isPlaces ? t`Une nouvelle place…` : t`Une nouvelle catégorie…` },
        ]}
        value={isAdding ? newOne : value}
        onChange={(next) => {
          setAdding(next === newOne);
          if (next !== newOne) onChange(next);
        }}
      />
      {isAdding ? (
        <NewNode
          tree={tree}
          parents={nodes}
          onAdded={(id) => {
            setAdding(false);
            onChange(id);
          }}
        />
      ) : null}
    </>
  );
};

const NewNode = ({
  tree,
  parents,
  onAdded,
}: {
  readonly tree: 'places' | 'categories';
  readonly parents: readonly { readonly value: string; readonly label: string }[];
  readonly onAdded: (id: string) => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const isPlaces = tree === 'places';
  const add = async () => {
    const added = await act.run<PlaceId | CategoryId>(() =>
      isPlaces
        ? commands.addPlace({ name, parent: (parent || null) as PlaceId | null })
        : commands.addCategory({ name, parent: (parent || null) as CategoryId | null }),
    );
    if (added?.ok === true) onAdded(added.value);
  };
  return (
    <div className="new-node">
      <Field
        label={isPlaces ? t`Nom de la place` : t`Nom de la catégorie`}
        voice="serif"
        maxLength={bounds.name}
        value={name}
        error={act.refusal === null ? undefined : refusalText(i18n, act.refusal)}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={t`Rangée dans`}
        options={[{ value: '', label: t`rien : tout en haut` }, ...parents]}
        value={parent}
        onChange={setParent}
      />
      <Button size="short" icon="plus" aria-disabled={act.isWorking || undefined} onClick={() => void add()}>
        {act.isWorking ? t`J’écris…` : t`Ajouter`}
      </Button>
    </div>
  );
};
