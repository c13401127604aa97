import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { NoticeStream } from '#domain/ids.ts';
import { keptVersions } from '#store/queries/texts.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { ActRow } from '../parts/ActRow.tsx';
import { StatusChip } from '../parts/StatusChip.tsx';
import { KeptLine } from './KeptLine.tsx';
import { lastRead } from './lastRead.ts';

/** On the page of a tool or a skill, the way to its notice, and whether that changed since it was read on this device. */
export const NoticeWay = ({
  of,
  read,
  write,
}: {
  readonly of: NoticeStream;
  readonly read: string;
  readonly write: string;
}) => {
  const { t } = useLingui();
  const { db, cache, id: workshop } = useWorkshop();
  const versions = useLiveQuery(() => keptVersions(db, cache, of), [db, cache, of]);
  if (versions === undefined) return null;
  const [stands] = versions;
  const seen = lastRead(window.localStorage, workshop, of);
  const isNew = stands !== undefined && seen !== null && seen !== stands.ref.id;
  return (
    <section className="section">
      <h2>
        <Trans>Notice</Trans>
      </h2>
      <ul className="list">
        <li>
          {stands === undefined ? (
            <ActRow
              icon="pen"
              label={t`Écrire la notice`}
              note={t`Comment on s’en sert, comment on en prend soin.`}
              href={write}
            />
          ) : (
            <ActRow
              icon="book"
              label={t`Lire la notice`}
              note={
                <>
                  {isNew ? (
                    <StatusChip state="news">
                      <Trans>A changé depuis ta dernière lecture</Trans>
                    </StatusChip>
                  ) : null}
                  <KeptLine version={stands} />
                </>
              }
              href={read}
            />
          )}
        </li>
      </ul>
    </section>
  );
};
