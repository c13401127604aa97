import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { openInvitations } from '#store/queries/membership.ts';
import { DeviceRow } from '#ui/meeting/DeviceRow.tsx';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { whoWords } from '../../texts/whoWords.ts';

/** Invitations that nobody used yet, and until when they serve. */
export const Invitations = () => {
  const { i18n, t } = useLingui();
  const { clock } = useApp();
  const { db, cache } = useWorkshop();
  const names = useNames();
  const dates = useDatePhrases();
  const known = useLiveQuery(() => openInvitations(db, cache), [db, cache]);
  const now = clock.now();
  const open = known?.filter(({ usedBy, until }) => usedBy === null && until > now) ?? [];
  if (open.length === 0 || names === undefined) return null;
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Invitations en attente</Trans>
        </h2>
        <span className="small soft">{open.length}</span>
      </div>
      <ul className="list">
        {open.map(({ ref, by, member, role, until }) => {
          const inviter = whoWords(i18n, by, names.members);
          const whom = member === null ? null : whoWords(i18n, member, names.members);
          const valid = dates.until(until);
          return (
            <li key={ref.id}>
              <DeviceRow
                icon="invite"
                name={whom !== null ? t`Un téléphone pour ${whom}` : role === 'steward' ? t`Gardien·ne` : t`Membre`}
              >
                <span className="small soft">
                  <Trans>
                    de {inviter}, {valid}
                  </Trans>
                </span>
              </DeviceRow>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
