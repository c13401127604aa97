import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { noticeStream, type ToolId } from '#domain/ids.ts';
import { keptVersions } from '#store/queries/texts.ts';
import { KeptLine } from '#ui/notice/KeptLine.tsx';
import { lastRead } from '#ui/notice/lastRead.ts';
import { routes } from '#ui/routes.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';

/** The way to its notice, and whether that changed since it was read on this device. */
export const ToolNotice = ({ id }: { readonly id: ToolId }) => {
  const { t } = useLingui();
  const { db, cache, id: workshop } = useWorkshop();
  const of = noticeStream(id);
  const versions = useLiveQuery(() => keptVersions(db, cache, of), [db, cache, of]);
  if (versions === undefined) return null;
  const [stands] = versions;
  const read = lastRead(window.localStorage, workshop, of);
  const isNew = stands !== undefined && read !== null && read !== stands.ref.id;
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
              href={routes.writeNotice(id)}
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
              href={routes.notice(id)}
            />
          )}
        </li>
      </ul>
    </section>
  );
};
