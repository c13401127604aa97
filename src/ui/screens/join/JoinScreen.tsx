import { Trans, useLingui } from '@lingui/react/macro';
import { useState, useSyncExternalStore } from 'react';
import { useParams } from 'wouter';
import type { InvitationSeen, Joining } from '#app/joining/joining.ts';
import { MeetingTroubleWords } from '#ui/meeting/MeetingTroubleWords.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { browserPlace } from '../../hooks/browserPlace.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useOwnClosure } from '../../hooks/useOwnClosure.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Silhouette } from '../../parts/Silhouette.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { FirstTheHomeScreen } from './FirstTheHomeScreen.tsx';
import { joinWords } from './joinWords.ts';
import { LetInScreen } from './LetInScreen.tsx';
import { useInvitation } from './useInvitation.ts';
import './join.css';

/** Somebody opened an invitation: what it says, then the way in; for a member of that workshop, the way to let its holder in. */
export const JoinScreen = () => {
  const { i18n, t } = useLingui();
  const { text } = useParams<{ text: string }>();
  const { house } = useApp();
  const read = useInvitation(text);
  const current = house.current();
  if (read === undefined) return <Screen header={<Back />}>{<WaitingRows count={2} />}</Screen>;
  if (!read.ok)
    return (
      <Screen header={<Back />}>
        <ScreenTitle plain={t`Cette invitation ne s’ouvre pas`} />
        <div className="join-terms">
          <Problem>{joinWords(i18n, read.refusal)}</Problem>
        </div>
        <Button href={routes.joinBegin}>
          <Trans>Une autre invitation</Trans>
        </Button>
      </Screen>
    );
  const here = house.list().find(({ id }) => id === read.value.workshop);
  if (here !== undefined && current?.id === here.id) return <Here text={text} seen={read.value} />;
  if (here !== undefined) return <OtherWorkshop id={here.id} name={here.name} />;
  return <Invitation text={text} seen={read.value} />;
};

const Back = () => {
  const { t } = useLingui();
  const { house } = useApp();
  const name = house.current()?.name;
  return <BackHeader href={name === undefined ? routes.welcome : routes.home} label={name ?? t`Accueil`} />;
};

/** The workshop is open on this device: a member lets somebody in; a device that may write no more comes back. */
const Here = ({ text, seen }: { readonly text: string; readonly seen: InvitationSeen }) => {
  const { i18n, t } = useLingui();
  const closure = useOwnClosure();
  if (closure === undefined) return <Screen header={<Back />}>{<WaitingRows count={2} />}</Screen>;
  if (closure === null) return <LetInScreen text={text} seen={seen} />;
  if (closure.member === seen.member) return <Invitation text={text} seen={seen} isBack />;
  return (
    <Screen header={<Back />}>
      <ScreenTitle plain={t`Cet appareil lit, il n’écrit plus`} />
      <Problem>{joinWords(i18n, { kind: 'invitation-not-yours' })}</Problem>
      <Button href={routes.joinBegin}>
        <Trans>Une autre invitation</Trans>
      </Button>
    </Screen>
  );
};

/** The workshop is on this device, but another one is open. */
const OtherWorkshop = ({ id, name }: { readonly id: InvitationSeen['workshop']; readonly name: string }) => {
  const { t } = useLingui();
  const { house, reopen } = useApp();
  return (
    <Screen header={<Back />} below="acts">
      <ScreenTitle plain={t`Tu es déjà dans cet atelier`} />
      <p>
        <Trans>{name} est sur cet appareil. Ouvre-le pour faire entrer quelqu’un avec cette invitation.</Trans>
      </p>
      <BottomActs>
        <Button
          look="main"
          size="page"
          onClick={() => {
            house.choose(id);
            reopen();
          }}
        >
          <Trans>Ouvrir {name}</Trans>
        </Button>
      </BottomActs>
    </Screen>
  );
};

const Invitation = ({
  text,
  seen,
  isBack = false,
}: {
  readonly text: string;
  readonly seen: InvitationSeen;
  /** The notebook is here, and its own log closed. */
  readonly isBack?: boolean;
}) => {
  const { t } = useLingui();
  const { device, house } = useApp();
  const dates = useDatePhrases();
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const [joining, setJoining] = useState<Joining | null>(null);
  const place = browserPlace({
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isInstalled: device.isInstalled(),
  });
  const isKnown = seen.member !== null;
  const begin = () => {
    setAsked(true);
    if (!isKnown && name.trim() === '') return;
    setJoining(house.join(text, name.trim()));
  };
  if (joining !== null)
    return (
      <OnTheWay
        seen={seen}
        joining={joining}
        onStop={() => {
          joining.cancel();
          setJoining(null);
        }}
        onAgain={() => {
          joining.cancel();
          setJoining(house.join(text, name.trim()));
        }}
      />
    );
  const { inviterName, workshopName } = seen;
  const until = dates.until(seen.until);
  return (
    <Screen below="acts" header={<Back />}>
      <ScreenTitle hello={t`${inviterName} t’invite`} plain={workshopName} />
      <p className="soft join-terms">
        {seen.role === 'steward' ? (
          <Trans>Tu y seras gardien·ne. L’invitation sert une fois, {until}.</Trans>
        ) : (
          <Trans>L’invitation sert une fois, {until}.</Trans>
        )}
      </p>
      {place === 'iphone' || place === 'in-app' ? <FirstTheHomeScreen place={place} /> : null}
      <form
        id="join"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        {isKnown ? (
          <p>
            {isBack ? (
              <Trans>Cet appareil revient dans le carnet, à ton nom. Tout ce qu’il a reste.</Trans>
            ) : (
              <Trans>Ton nom est déjà dans le carnet : cet appareil devient le tien.</Trans>
            )}
          </p>
        ) : (
          <Field
            label={t`Ton prénom ?`}
            hint={t`Tel qu’on le dit à l’atelier. Il ne va que dans ton profil, et tu peux l’effacer.`}
            voice="serif"
            value={name}
            maxLength={200}
            autoComplete="given-name"
            onChange={(event) => setName(event.currentTarget.value)}
            {...(asked && name.trim() === '' ? { error: t`Il faut un prénom, pour savoir qui a quoi.` } : {})}
          />
        )}
      </form>
      <BottomActs>
        <BigAct type="submit" form="join">
          <Trans>Entrer</Trans>
        </BigAct>
      </BottomActs>
    </Screen>
  );
};

/** From the first call to the open notebook. Stopping leaves nothing behind. */
const OnTheWay = ({
  seen,
  joining,
  onStop,
  onAgain,
}: {
  readonly seen: InvitationSeen;
  readonly joining: Joining;
  readonly onStop: () => void;
  readonly onAgain: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { device, reopen } = useApp();
  const view = useSyncExternalStore(joining.subscribe, joining.view);
  const { inviterName, workshopName } = seen;
  const open = () => {
    void device.storage.persist();
    goTo(routes.home, { replace: true });
    reopen();
  };
  return (
    <Screen below="acts" header={<Back />}>
      <ScreenTitle plain={workshopName} />
      <div className="stack join-way" aria-live="polite">
        {view.step === 'looking' ? (
          <>
            <Silhouette name="tag" stance="out" size="large" />
            <p className="name">
              <Trans>Je cherche quelqu’un de l’atelier…</Trans>
            </p>
            <p>
              <Trans>
                Il suffit que {inviterName}, ou un autre membre qui a cette invitation, ouvre Circule. Laisse cette page
                ouverte.
              </Trans>
            </p>
            {view.trouble === null || view.trouble === 'nobody-there' ? null : (
              <MeetingTroubleWords trouble={view.trouble} />
            )}
          </>
        ) : null}
        {view.step === 'receiving' ? (
          <>
            <p className="name">
              <Trans>On t’a fait entrer.</Trans>
            </p>
            <Progress
              value={view.done}
              max={Math.max(1, view.of)}
              words={view.of === 0 ? '' : t`${view.done} sur ${view.of}`}
            >
              <Trans>Je reçois le carnet</Trans>
            </Progress>
          </>
        ) : null}
        {view.step === 'ready' ? (
          <p className="name">
            <Trans>Le carnet est là, et il s’ouvre même sans réseau.</Trans>
          </p>
        ) : null}
        {view.step === 'refused' ? <Problem>{joinWords(i18n, view.refusal)}</Problem> : null}
      </div>
      <BottomActs>
        {view.step === 'ready' ? (
          <Button look="main" size="page" onClick={open}>
            <Trans>Ouvrir le carnet</Trans>
          </Button>
        ) : view.step === 'refused' ? (
          <Button look="main" size="page" onClick={onAgain}>
            <Trans>Essayer encore</Trans>
          </Button>
        ) : (
          <Button size="page" onClick={onStop}>
            <Trans>Arrêter</Trans>
          </Button>
        )}
      </BottomActs>
    </Screen>
  );
};
