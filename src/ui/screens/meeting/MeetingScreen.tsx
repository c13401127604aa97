import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { type ReactNode, useState } from 'react';
import type { PeerView, SyncView } from '#app/sync.ts';
import type { MemberId } from '#domain/ids.ts';
import { stateOf } from '#store/queries/tools.ts';
import { DeviceRow } from '#ui/meeting/DeviceRow.tsx';
import { MeetingTroubleWords } from '#ui/meeting/MeetingTroubleWords.tsx';
import { Standing } from '#ui/meeting/Standing.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { writersOf } from '#ui/frame/writersOf.ts';
import { routes } from '#ui/routes.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Ticks } from '../../parts/Ticks.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { Checks } from './Checks.tsx';
import { Parcels } from './Parcels.tsx';
import { PlacesSheet } from './PlacesSheet.tsx';
import './meeting.css';

/** Who is here, whom this device met, what is only on it, and how to mend it when phones do not find each other. */
export const MeetingScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const meeting = useMeeting();
  const state = useLiveQuery(() => stateOf(db), [db]);
  const [sheet, setSheet] = useState<'places' | 'checks' | null>(null);
  const close = () => setSheet(null);
  return (
    <>
      <Screen header={<BackHeader href={routes.house} label={t`Atelier`} />} bottom={<MainNav current="house" />}>
        <ScreenTitle plain={t`Appareils et échanges`} />
        {state === undefined ? (
          <WaitingRows count={3} />
        ) : state?.isDemo ? (
          <p>
            <Trans>L’atelier d’essai reste sur cet appareil : il n’échange avec personne.</Trans>
          </p>
        ) : meeting === null ? (
          <p className="soft">
            <Trans>Je cherche les autres appareils…</Trans>
          </p>
        ) : (
          <>
            <Standing onlyHere={meeting.view.onlyHere}>
              {meeting.view.role === 'other-tab' ? (
                <span className="small soft">
                  <Trans>Un autre onglet de Circule fait les échanges pour celui-ci.</Trans>
                </span>
              ) : null}
            </Standing>
            {meeting.view.trouble === null || meeting.view.trouble === 'nobody-there' ? null : (
              <MeetingTroubleWords trouble={meeting.view.trouble} />
            )}
            <Parcels />
            <Here view={meeting.view} />
            <Met />
            <ul className="list section">
              <li>
                <ActRow
                  icon="info"
                  label={t`Pourquoi on ne se trouve pas ?`}
                  note={t`Wi-Fi, point de rencontre, version : je regarde pour toi.`}
                  onPress={() => setSheet('checks')}
                />
              </li>
              <li>
                <ActRow icon="pin" label={t`Point de rencontre et relais`} onPress={() => setSheet('places')} />
              </li>
              <li>
                <ActRow icon="people" label={t`Gens et appareils`} href={routes.people} />
              </li>
            </ul>
          </>
        )}
      </Screen>
      {sheet === 'places' && meeting !== null ? <PlacesSheet meeting={meeting.meeting} onClose={close} /> : null}
      {sheet === 'checks' && meeting !== null ? <Checks meeting={meeting.meeting} onClose={close} /> : null}
    </>
  );
};

const Here = ({ view }: { readonly view: SyncView }) => {
  const present = view.peers.filter(({ state }) => state !== 'closed');
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Ici maintenant</Trans>
        </h2>
        <span className="small soft">{present.length || null}</span>
      </div>
      {present.length === 0 ? (
        <p className="soft">
          <Trans>Personne pour l’instant. Circule s’ouvre sur l’autre téléphone, et ils se trouvent.</Trans>
        </p>
      ) : (
        <ul className="list">
          {present.map((peer) => (
            <li key={peer.log}>
              <Peer peer={peer} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Peer = ({ peer }: { readonly peer: PeerView }) => {
  const { t } = useLingui();
  const moving = peer.receiving ?? peer.sending;
  return (
    <OtherDevice
      log={peer.log}
      owner={peer.member}
      act={peer.state === 'even' ? <Ticks elsewhere words={false} /> : null}
    >
      {peer.state === 'catching-up' && moving !== null && moving.of > 0 ? (
        <Progress value={moving.done} max={moving.of} words={t`${moving.done} sur ${moving.of}`}>
          {peer.receiving === null ? <Trans>J’envoie</Trans> : <Trans>Je reçois</Trans>}
        </Progress>
      ) : (
        <span className="small soft">
          {peer.state === 'greeting' ? t`se présente…` : peer.state === 'even' ? t`à jour` : t`échange en cours`}
        </span>
      )}
    </OtherDevice>
  );
};

/** By its owner's token and name, where they are known. */
const OtherDevice = ({
  log,
  owner,
  act,
  children,
}: {
  readonly log: PeerView['log'];
  readonly owner: MemberId | null;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}) => {
  const { t } = useLingui();
  const names = useNames();
  const face = names === undefined || owner === null ? null : whoFace(owner, names.members);
  const name = face?.name ?? t`quelqu’un`;
  return (
    <DeviceRow
      icon={log === 'pod' ? 'pli' : 'phone'}
      person={face}
      name={log === 'pod' ? t`Le relais` : t`Téléphone de ${name}`}
      act={act}
    >
      {children}
    </DeviceRow>
  );
};

/** Whom this device met, latest first. */
const Met = () => {
  const meeting = useMeeting();
  const names = useNames();
  const dates = useDatePhrases();
  const met = useLiveQuery(() => meeting?.meeting.met() ?? [], [meeting?.meeting, meeting?.view]);
  const here = new Set(meeting?.view.peers.flatMap(({ log, state }) => (state === 'closed' ? [] : [log])));
  const away = met?.filter(({ log }) => !here.has(log)) ?? [];
  if (away.length === 0 || names === undefined) return null;
  const owners = writersOf(names.members);
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Croisés</Trans>
        </h2>
      </div>
      <ul className="list">
        {away.slice(0, 12).map(({ log, at }) => (
          <li key={log}>
            <OtherDevice log={log} owner={log === 'pod' ? null : (owners.get(log) ?? null)}>
              <span className="small soft">{dates.ago(at)}</span>
            </OtherDevice>
          </li>
        ))}
      </ul>
    </section>
  );
};
