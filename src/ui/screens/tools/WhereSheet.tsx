import { Trans, useLingui } from '@lingui/react/macro';
import type { CategoryId, PlaceId } from '#domain/ids.ts';
import type { Names } from '#store/queries/names.ts';
import { Button } from '../../parts/Button.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import type { Filters } from '../../state/filters.ts';
import { TreeChoice } from './TreeChoice.tsx';

/** Where to look, and among what: the trees of places and categories. */
export const WhereSheet = ({
  names,
  place,
  category,
  onChoose,
  onClose,
}: {
  readonly names: Names;
  readonly place: PlaceId | null;
  readonly category: CategoryId | null;
  readonly onChoose: Filters['change'];
  readonly onClose: () => void;
}) => {
  const { t } = useLingui();
  return (
    <Sheet
      title={t`Lieu ou catégorie`}
      onClose={onClose}
      foot={
        <Button look="main" onClick={onClose}>
          <Trans>Montrer</Trans>
        </Button>
      }
    >
      <TreeChoice
        legend={t`Où ?`}
        none={t`Partout`}
        nodes={names.places}
        value={place}
        onChange={(chosen) => onChoose({ place: chosen })}
      />
      <TreeChoice
        legend={t`De quelle sorte ?`}
        none={t`De toute sorte`}
        nodes={names.categories}
        value={category}
        onChange={(chosen) => onChoose({ category: chosen })}
      />
    </Sheet>
  );
};
