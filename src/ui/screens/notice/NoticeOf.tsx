import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import type { ToolId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { routes } from '#ui/routes.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';

/** The tool or space of the address, once it is read. */
export const NoticeOf = ({ children }: { readonly children: (tool: Tool) => ReactNode }) => {
  const { t } = useLingui();
  const { id } = useParams<{ id: string }>();
  const { db, cache } = useWorkshop();
  const tool = useLiveQuery(() => toolSheet(db, cache, id as ToolId), [db, cache, id]);
  if (tool !== null && tool !== undefined) return children(tool);
  return (
    <Screen header={<BackHeader href={routes.tools} label={t`Outils`} />}>
      <ScreenTitle plain={t`Notice`} />
      {tool === undefined ? (
        <WaitingRows count={2} />
      ) : (
        <EmptyState silhouette="tag" title={<Trans>Cet outil n’est pas dans le carnet.</Trans>} />
      )}
    </Screen>
  );
};
