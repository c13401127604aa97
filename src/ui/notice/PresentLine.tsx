import { Trans, useLingui } from '@lingui/react/macro';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { useNames } from '../hooks/useWorkshop.ts';

/** Who reads along just now. */
export const PresentLine = () => {
  const { t } = useLingui();
  const names = useNames();
  const meeting = useMeeting();
  const here = [
    ...new Set(
      (meeting?.view.peers ?? []).flatMap(({ log, member, state }) =>
        log === 'pod' || state === 'closed'
          ? []
          : [(member === null ? null : names?.members.get(member)?.name) ?? t`quelqu’un`],
      ),
    ),
  ];
  const who = here.join(', ');
  return (
    <p className="small soft present" role="status">
      {here.length === 0 ? (
        <Trans>Personne d’autre n’est là. Tes lettres partiront à la prochaine rencontre.</Trans>
      ) : (
        <Trans>Là en ce moment : {who}</Trans>
      )}
    </p>
  );
};
