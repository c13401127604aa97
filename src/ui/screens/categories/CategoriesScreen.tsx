import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { CategoryId } from '#domain/ids.ts';
import type { CategoryRow } from '#domain/rows.ts';
import type { Names } from '#store/queries/names.ts';
import { shelf } from '#store/queries/tools.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { NodeSheet } from '#ui/frame/NodeSheet.tsx';
import { TreeList } from '#ui/frame/TreeList.tsx';
import { silhouetteOf } from '../../parts/silhouetteOf.ts';
import { type TreeRow, countBy, treeRows } from '#ui/frame/treeRows.ts';
import { routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useFilters } from '../../hooks/useFilters.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { DrawingChoice } from '../../parts/DrawingChoice.tsx';
import { isSilhouetteName, type SilhouetteName } from '../../parts/drawingNames.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';

type Row = TreeRow<CategoryRow>;

const faceOf = (category: CategoryId | null, categories: Names['categories']): SilhouetteName =>
  silhouetteOf({ what: 'tool', drawing: null, category }, categories);

/** What kinds of things there are. Each has a silhouette, the face of its tools without a photo. */
export const CategoriesScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const names = useNames();
  const filters = useFilters();
  const showOnly = (category: CategoryId) => {
    filters.getState().clear();
    filters.getState().change({ category });
  };
  const entries = useLiveQuery(() => shelf(db), [db]);
  const [open, setOpen] = useState<Row | 'new' | null>(null);
  const rows =
    names === undefined || entries === undefined
      ? undefined
      : treeRows<CategoryId, CategoryRow>(
          names.categories.values(),
          countBy(entries, ({ category, order }) => (order === '' ? null : category)),
        );
  return (
    <>
      <Screen
        below="acts"
        header={<BackHeader href={routes.house} label={t`Atelier`} />}
        bottom={
          <>
            <BottomActs>
              <Button look="main" size="page" icon="plus" onClick={() => setOpen('new')}>
                <Trans>Ajouter une catégorie</Trans>
              </Button>
            </BottomActs>
            <MainNav current="house" wideOnly />
          </>
        }
      >
        <ScreenTitle plain={t`Catégories`} aside={rows?.length || null} />
        {rows === undefined || names === undefined ? (
          <WaitingRows />
        ) : rows.length === 0 ? (
          <EmptyState silhouette="kit" title={t`Aucune catégorie encore.`}>
            <p>
              <Trans>Bois, jardin, cuisine : chacune donne un visage à ses outils.</Trans>
            </p>
          </EmptyState>
        ) : (
          <TreeList
            rows={rows}
            silhouetteOf={({ id }) => faceOf(id, names.categories)}
            toolsHref={routes.tools}
            onShowTools={({ id }) => showOnly(id)}
            onEdit={setOpen}
          />
        )}
      </Screen>
      {open === null || rows === undefined || names === undefined ? null : (
        <CategorySheet
          row={open === 'new' ? null : open}
          rows={rows}
          categories={names.categories}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
};

const CategorySheet = ({
  row,
  rows,
  categories,
  onClose,
}: {
  readonly row: Row | null;
  readonly rows: readonly Row[];
  readonly categories: Names['categories'];
  readonly onClose: () => void;
}) => {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const own = row?.node.drawing ?? null;
  const [drawing, setDrawing] = useState(own !== null && isSilhouetteName(own) ? own : null);
  const write = async (words: { readonly name: string; readonly parent: CategoryId | null }) => {
    // A drawing that a later version knows and we do not is left as it is.
    const isUnknown = own !== null && !isSilhouetteName(own) && drawing === null;
    const all = isUnknown ? words : { ...words, drawing };
    const written = await act.run<unknown>(() =>
      row === null ? commands.addCategory(all) : commands.describeCategory(row.node.id, all),
    );
    if (!written?.ok) return;
    toasts.getState().say({ words: t`C’est noté.` });
    onClose();
  };
  return (
    <NodeSheet<CategoryId, CategoryRow>
      title={row === null ? t`Ajouter une catégorie` : row.node.name}
      parentLabel={t`Dans quelle catégorie ?`}
      topLabel={t`Aucune : tout en haut`}
      row={row}
      rows={rows}
      act={act}
      onWrite={(words) => void write(words)}
      onClose={onClose}
    >
      <DrawingChoice
        legend={t`Silhouette`}
        inherited={faceOf(row?.node.parent ?? null, categories)}
        inheritedWords={t`aucune à elle : celle d’au-dessus`}
        value={drawing}
        onChange={setDrawing}
      />
    </NodeSheet>
  );
};
