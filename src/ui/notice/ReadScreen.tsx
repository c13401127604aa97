import { Trans } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { type ReactNode, useEffect, useState } from 'react';
import type { TextName } from '#domain/kinds/text.ts';
import type { Photo } from '#domain/schema.ts';
import type { KeptText } from '#domain/settle/kept.ts';
import { keptVersions } from '#store/queries/texts.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { BackHeader } from '../parts/BackHeader.tsx';
import { BottomActs } from '../parts/BottomActs.tsx';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';
import { WaitingRows } from '../parts/WaitingRows.tsx';
import { Changes } from './Changes.tsx';
import { KeptLine } from './KeptLine.tsx';
import { lastRead, noteRead } from './lastRead.ts';
import { ProseText } from './ProseText.tsx';
import { Versions } from './Versions.tsx';

/** A text of the house to read: the version that stands, what changed since it was read here, and those before. */
export const ReadScreen = ({
  of,
  title,
  back,
  place,
  write,
  photos = none,
  children,
}: {
  readonly of: TextName;
  readonly title: string;
  readonly back: { readonly href: string; readonly label: ReactNode };
  readonly place: 'house' | 'tools';
  /** Where it is written. */
  readonly write: string;
  readonly photos?: readonly Photo[];
  /** What it is for, while nothing is written. */
  readonly children: ReactNode;
}) => {
  const { db, cache } = useWorkshop();
  const versions = useLiveQuery(() => keptVersions(db, cache, of), [db, cache, of]);
  const [stands] = versions ?? [];
  return (
    <Screen
      below="acts"
      header={<BackHeader {...back} />}
      bottom={
        <>
          <BottomActs>
            <Button look="main" size="page" icon="pen" href={write}>
              <Trans>Écrire ensemble</Trans>
            </Button>
          </BottomActs>
          <MainNav current={place} wideOnly />
        </>
      }
    >
      <ScreenTitle plain={title} />
      {versions === undefined ? (
        <WaitingRows count={2} />
      ) : stands === undefined ? (
        <EmptyState silhouette="tag" title={<Trans>Rien d’écrit encore.</Trans>}>
          <p>{children}</p>
        </EmptyState>
      ) : (
        <>
          <SinceRead key={of} of={of} stands={stands} versions={versions} />
          <ProseText text={stands.text} photos={photos} />
          <p className="small soft">
            <KeptLine version={stands} />
          </p>
          <Versions of={of} versions={versions} photos={photos} />
        </>
      )}
    </Screen>
  );
};

const none: readonly Photo[] = [];

/** What this device has not shown yet. Seen once it was on the screen; the next time nothing is new. */
const SinceRead = ({
  of,
  stands,
  versions,
}: {
  readonly of: TextName;
  readonly stands: KeptText;
  readonly versions: readonly KeptText[];
}) => {
  const { id } = useWorkshop();
  const [read] = useState(() => lastRead(window.localStorage, id, of));
  const version = stands.ref.id;
  useEffect(() => noteRead(window.localStorage, id, of, version), [id, of, version]);
  const before = versions.find(({ ref }) => ref.id === read);
  if (before === undefined || before.text === stands.text) return null;
  return (
    <details className="version since">
      <summary>
        <Mark name="news" />
        <Trans>A changé depuis ta dernière lecture</Trans>
      </summary>
      <Changes before={before.text} after={stands.text} />
    </details>
  );
};
