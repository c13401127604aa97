import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { PeerView, SyncView } from '#app/sync.ts';
import { MeetingTroubleWords } from '#ui/meeting/MeetingTroubleWords.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { routes } from '#ui/routes.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Ticks } from '../../parts/Ticks.tsx';
import { Token } from '../../parts/Token.tsx';
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
  const isDemo = useLiveQuery(async () => (await db.state.get('state'))?.isDemo, [db]);
  const [sheet, setSheet] = useState<'places' | 'checks' | null>(null);
  const close = () => setSheet(null);
  return (
    <>
      <Screen header={<BackHeader href={routes.house} label={t`Atelier`} />} bottom={<MainNav current="house" />}>
        <ScreenTitle plain={t`Appareils et échanges`} />
        {isDemo ? (
          <p>
            <Trans>L’atelier d’essai reste sur cet appareil : il n’échange avec personne.</Trans>
          </p>
        ) : meeting === null ? (
          <p className="soft">
            <Trans>Je cherche les autres appareils…</Trans>
          </p>
        ) : (
          <>
            <Standing view={meeting.view} />
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

/** "2 gestes ne sont qu'ici": what would be lost with this phone. */
const Standing = ({ view }: { readonly view: SyncView }) => {
  const isElsewhere = view.onlyHere === 0;
  return (
    <div className={isElsewhere ? 'meeting-state two' : 'meeting-state'} role="status">
      <span className="big">
        <Icon name={isElsewhere ? 'two' : 'one'} />
      </span>
      <span>
        <span className="name">
          {isElsewhere ? (
            <Trans>Tout est aussi ailleurs</Trans>
          ) : (
            <Plural value={view.onlyHere} one="# geste n’est qu’ici" other="# gestes ne sont qu’ici" />
          )}
        </span>
        <span className="small soft">
          {isElsewhere ? (
            <Trans>Ce téléphone peut se perdre : le carnet reste.</Trans>
          ) : (
            <Trans>Ils partiront à la prochaine rencontre.</Trans>
          )}
        </span>
        {view.role === 'other-tab' ? (
          <span className="small soft">
            <Trans>Un autre onglet de Circule fait les échanges pour celui-ci.</Trans>
          </span>
        ) : null}
      </span>
    </div>
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
            <li key={peer.log} className="device-line">
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
  const names = useNames();
  const face = names === undefined || peer.member === null ? null : whoFace(peer.member, names.members);
  const name = face?.name ?? t`quelqu’un`;
  const moving = peer.receiving ?? peer.sending;
  return (
    <>
      {peer.log === 'pod' ? (
        <span className="device-face">
          <Icon name="pli" />
        </span>
      ) : face === null ? (
        <span className="device-face">
          <Icon name="phone" />
        </span>
      ) : (
        <Token person={face} beside />
      )}
      <span className="grow">
        <span className="name">{peer.log === 'pod' ? t`Le relais` : t`Téléphone de ${name}`}</span>
        {peer.state === 'catching-up' && moving !== null && moving.of > 0 ? (
          <Progress value={moving.done} max={moving.of} words={t`${moving.done} sur ${moving.of}`}>
            {peer.receiving === null ? <Trans>J’envoie</Trans> : <Trans>Je reçois</Trans>}
          </Progress>
        ) : (
          <span className="small soft">
            {peer.state === 'greeting' ? t`se présente…` : peer.state === 'even' ? t`à jour` : t`échange en cours`}
          </span>
        )}
      </span>
      {peer.state === 'even' ? <Ticks elsewhere words={false} /> : null}
    </>
  );
};

/** Whom this device met, latest first. */
const Met = () => {
  const { t } = useLingui();
  const meeting = useMeeting();
  const { db } = useWorkshop();
  const names = useNames();
  const dates = useDatePhrases();
  const met = useLiveQuery(() => meeting?.meeting.met() ?? [], [meeting?.meeting, meeting?.view]);
  const owners = useLiveQuery(async () => {
    const state = await db.state.get('state');
    const rows = state === undefined ? [] : await db.rows(state.side).members.toArray();
    return new Map(rows.flatMap(({ id, devices }) => devices.map(({ log }) => [log as string, id] as const)));
  }, [db]);
  const here = new Set(meeting?.view.peers.flatMap(({ log, state }) => (state === 'closed' ? [] : [log])));
  const away = met?.filter(({ log }) => !here.has(log)) ?? [];
  if (away.length === 0 || names === undefined || owners === undefined) return null;
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Croisés</Trans>
        </h2>
      </div>
      <ul className="list">
        {away.slice(0, 12).map(({ log, at }) => {
          const owner = owners.get(log);
          const face = owner === undefined ? null : whoFace(owner, names.members);
          const name = face?.name ?? t`quelqu’un`;
          return (
            <li key={log} className="device-line">
              {face === null ? (
                <span className="device-face">
                  <Icon name={log === 'pod' ? 'pli' : 'phone'} />
                </span>
              ) : (
                <Token person={face} beside />
              )}
              <span className="grow">
                <span className="name">{log === 'pod' ? t`Le relais` : t`Téléphone de ${name}`}</span>
                <span className="small soft">{dates.ago(at)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
