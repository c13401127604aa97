import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import type { Workshop } from '#app/workshop.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';

interface NoticeOfProps<Id extends string, Thing> {
  readonly find: (db: Workshop['db'], cache: Workshop['cache'], id: Id) => Promise<Thing | null>;
  /** Where one goes from a page of nothing. */
  readonly back: { readonly href: string; readonly label: string };
  readonly children: (thing: Thing) => ReactNode;
}

/** The tool, the space or the skill of the address, once it is read. */
export const NoticeOf = <Id extends string, Thing>({ find, back, children }: NoticeOfProps<Id, Thing>) => {
  const { t } = useLingui();
  const { id } = useParams<{ id: Id }>();
  const { db, cache } = useWorkshop();
  const thing = useLiveQuery(() => find(db, cache, id), [db, cache, find, id]);
  if (thing !== null && thing !== undefined) return children(thing);
  return (
    <Screen header={<BackHeader {...back} />}>
      <ScreenTitle plain={t`Notice`} />
      {thing === undefined ? (
        <WaitingRows count={2} />
      ) : (
        <EmptyState silhouette="tag" title={<Trans>Ce dont parle cette notice n’est pas dans le carnet.</Trans>} />
      )}
    </Screen>
  );
};
