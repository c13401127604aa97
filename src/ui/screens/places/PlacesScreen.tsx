import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { PlaceId } from '#domain/ids.ts';
import type { PlaceRow } from '#domain/rows.ts';
import { shelf } from '#store/queries/tools.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { NodeSheet } from '#ui/frame/NodeSheet.tsx';
import { TreeList } from '#ui/frame/TreeList.tsx';
import { type TreeRow, countBy, treeRows } from '#ui/frame/treeRows.ts';
import { routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useFilters } from '../../hooks/useFilters.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';

type Row = TreeRow<PlaceRow>;

/** Where things belong: a tree of rooms, walls, shelves. */
export const PlacesScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const names = useNames();
  const filters = useFilters();
  const showOnly = (place: PlaceId) => {
    filters.getState().clear();
    filters.getState().change({ place });
  };
  const entries = useLiveQuery(() => shelf(db), [db]);
  const [open, setOpen] = useState<Row | 'new' | null>(null);
  const rows =
    names === undefined || entries === undefined
      ? undefined
      : treeRows<PlaceId, PlaceRow>(
          names.places.values(),
          countBy(entries, ({ place, order }) => (order === '' ? null : place)),
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
                <Trans>Ajouter un lieu</Trans>
              </Button>
            </BottomActs>
            <MainNav current="house" wideOnly />
          </>
        }
      >
        <ScreenTitle plain={t`Lieux`} aside={rows?.length || null} />
        {rows === undefined ? (
          <WaitingRows />
        ) : rows.length === 0 ? (
          <EmptyState silhouette="room" title={t`Aucun lieu encore.`}>
            <p>
              <Trans>Une pièce, un mur, une étagère : là où les outils reviennent.</Trans>
            </p>
          </EmptyState>
        ) : (
          <TreeList rows={rows} toolsHref={routes.tools} onShowTools={({ id }) => showOnly(id)} onEdit={setOpen} />
        )}
      </Screen>
      {open === null || rows === undefined ? null : (
        <PlaceSheet row={open === 'new' ? null : open} rows={rows} onClose={() => setOpen(null)} />
      )}
    </>
  );
};

const PlaceSheet = ({
  row,
  rows,
  onClose,
}: {
  readonly row: Row | null;
  readonly rows: readonly Row[];
  readonly onClose: () => void;
}) => {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const write = async (words: { readonly name: string; readonly parent: PlaceId | null }) => {
    const written = await act.run<unknown>(() =>
      row === null ? commands.addPlace(words) : commands.describePlace(row.node.id, words),
    );
    if (!written?.ok) return;
    toasts.getState().say({ words: t`C’est noté.` });
    onClose();
  };
  return (
    <NodeSheet<PlaceId, PlaceRow>
      title={row === null ? t`Ajouter un lieu` : row.node.name}
      parentLabel={t`Dans quel lieu ?`}
      topLabel={t`Aucun : tout en haut`}
      row={row}
      rows={rows}
      act={act}
      onWrite={(words) => void write(words)}
      onClose={onClose}
    />
  );
};
