import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { LogId } from '#domain/ids.ts';
import type { MemberRow } from '#domain/rows.ts';
import { lateFacts } from '#store/queries/membership.ts';
import { DeviceRow } from '#ui/meeting/DeviceRow.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { LateFacts } from './LateFacts.tsx';

/** Each device writes a log of its own. A closed one stays: what it wrote counts, what it writes no more does. */
export const Devices = ({
  row,
  mine,
  mayRemove,
  isSteward,
}: {
  readonly row: MemberRow;
  readonly mine: LogId;
  /** The person themselves, or a steward. */
  readonly mayRemove: boolean;
  readonly isSteward: boolean;
}) => {
  const { i18n } = useLingui();
  const { db, cache } = useWorkshop();
  const act = useAct();
  const late = useLiveQuery(() => lateFacts(db, cache), [db, cache]);
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Appareils</Trans>
        </h2>
      </div>
      {row.devices.length === 0 ? (
        <p className="soft">
          <Trans>Aucun. Les autres notent pour cette personne, et la tablette de la porte aussi.</Trans>
        </p>
      ) : null}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <ul className="list">
        {row.devices.map((device) => (
          <li key={device.log}>
            <OneDevice device={device} mine={mine} mayRemove={mayRemove && device.log !== mine} act={act} />
            {late?.map((facts) =>
              facts.log === device.log ? (
                <LateFacts key={facts.log} late={facts} mayAdopt={isSteward} act={act} />
              ) : null,
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const OneDevice = ({
  device: { log, isOpen },
  mine,
  mayRemove,
  act,
}: {
  readonly device: MemberRow['devices'][number];
  readonly mine: LogId;
  readonly mayRemove: boolean;
  readonly act: ReturnType<typeof useAct>;
}) => {
  const { t } = useLingui();
  const { house, toasts } = useApp();
  const { commands } = useWorkshop();
  const meeting = useMeeting();
  const dates = useDatePhrases();
  const [isAsking, setIsAsking] = useState(false);
  const met = useLiveQuery(() => meeting?.meeting.met() ?? [], [meeting?.meeting, meeting?.view]);
  const isDoor = house.current()?.isDoor === true;
  const last = met?.find((each) => each.log === log)?.at;
  const isHere = meeting?.view.peers.some((peer) => peer.log === log && peer.state !== 'closed') === true;
  const ago = last === undefined ? '' : dates.ago(last);
  const remove = async () => {
    setIsAsking(false);
    const removed = await act.run(() => commands.removeDevice(log));
    if (removed?.ok) toasts.getState().say({ words: t`C’est retiré. Cet appareil n’apprend plus rien de nouveau.` });
  };
  return (
    <>
      <DeviceRow
        icon={isDoor && log === mine ? 'tablet' : 'phone'}
        name={log === mine ? t`Cet appareil` : t`Un autre appareil`}
        act={
          mayRemove && isOpen ? (
            <Button size="short" disabled={act.isWorking} onClick={() => setIsAsking(true)}>
              <Trans>Perdu ?</Trans>
            </Button>
          ) : null
        }
      >
        <span className="small soft">
          <span className="code">{log.slice(0, 6)}</span>{' '}
          {!isOpen
            ? t`carnet clos : il n’y écrit plus`
            : log === mine
              ? t`écrit dans le carnet`
              : isHere
                ? t`ici maintenant`
                : last === undefined
                  ? t`jamais croisé par cet appareil`
                  : t`croisé ${ago}`}
        </span>
      </DeviceRow>
      {isAsking ? (
        <Dialog
          title={t`Retirer cet appareil ?`}
          keep={t`Le laisser`}
          grave={t`Retirer`}
          onKeep={() => setIsAsking(false)}
          onGrave={() => void remove()}
        >
          <ul className="uses">
            <li>
              <Trans>Il ne recevra plus rien, et ce qu’il notera ne comptera pas.</Trans>
            </li>
            <li>
              <Trans>Ce qu’il a déjà reste dedans : personne ne peut l’effacer de loin.</Trans>
            </li>
            <li>
              <Trans>Ce que tu sais déjà de lui compte toujours.</Trans>
            </li>
          </ul>
        </Dialog>
      ) : null}
    </>
  );
};
