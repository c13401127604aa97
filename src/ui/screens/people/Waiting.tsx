import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { waitingAdmissions } from '#store/queries/membership.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useMe, useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** Two phones came with the same invitation, let in by people who could not know of each other: a steward keeps one. */
export const Waiting = () => {
  const { i18n, t } = useLingui();
  const { commands, db, cache } = useWorkshop();
  const me = useMe();
  const names = useNames();
  const act = useAct();
  const waiting = useLiveQuery(() => waitingAdmissions(db, cache), [db, cache]);
  if (waiting === undefined || waiting.length === 0) return null;
  return (
    <>
      {waiting.map(({ invitation, logs }) => (
        <section key={invitation.id} className="card">
          <h2>
            <Trans>La même invitation a servi deux fois</Trans>
          </h2>
          <p className="small">
            <Plural
              value={logs.length}
              one="# téléphone attend. Ce qu’il note ne compte pas encore."
              other="# téléphones attendent. Ce qu’ils notent ne compte pas encore."
            />
          </p>
          {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
          {me?.isSteward === true ? (
            <ul className="stack">
              {logs.map(({ log, admittedBy }) => {
                const by = (admittedBy === null ? null : names?.members.get(admittedBy)?.name) ?? t`quelqu’un`;
                const short = log.slice(0, 6);
                return (
                  <li key={log}>
                    <Button disabled={act.isWorking} onClick={() => void act.run(() => commands.keepAdmission(log))}>
                      <Trans>
                        Garder {short}, que {by} a fait entrer
                      </Trans>
                    </Button>
                  </li>
                );
              })}
            </ul>
          ) : (
            <p className="small soft">
              <Trans>Un·e gardien·ne dira lequel entre.</Trans>
            </p>
          )}
        </section>
      ))}
    </>
  );
};
