import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Meeting, SyncView } from '#app/sync.ts';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { MeetingTroubleWords } from '#ui/meeting/MeetingTroubleWords.tsx';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Sheet } from '../../parts/Sheet.tsx';

type Answer = 'yes' | 'no' | 'wait' | 'unknown';

/** Each thing two phones need, in the order they need it, with what this one can tell of it. */
export const Checks = ({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const view = useMeeting()?.view;
  if (view === undefined) return null;
  const checks = checksOf(view);
  return (
    <Sheet
      title={t`Pourquoi on ne se trouve pas ?`}
      onClose={onClose}
      foot={
        <Button look="main" size="page" onClick={meeting.nudge}>
          <Trans>Chercher encore</Trans>
        </Button>
      }
    >
      <ul className="checks">
        {checks.map(({ key, answer, words, help }) => (
          <li key={key} className={`check-${answer}`}>
            <Icon name={answer === 'yes' ? 'check' : answer === 'no' ? 'warn' : answer === 'wait' ? 'clock' : 'info'} />
            <span className="grow">
              <span className="name">{words}</span>
              {help === null ? null : <span className="small soft">{help}</span>}
            </span>
            <span className="hidden">
              {answer === 'yes' ? t`oui` : answer === 'no' ? t`non` : answer === 'wait' ? t`en cours` : t`à vérifier`}
            </span>
          </li>
        ))}
      </ul>
      {view.trouble === null ? null : <MeetingTroubleWords trouble={view.trouble} />}
      <p className="small soft">
        <Trans>Sans réseau du tout, un pli par messagerie ou clé USB apporte les mêmes nouvelles.</Trans>
      </p>
    </Sheet>
  );
};

interface Check {
  readonly key: string;
  readonly answer: Answer;
  readonly words: ReactNode;
  readonly help: ReactNode;
}

function checksOf(view: SyncView): readonly Check[] {
  const { trouble, signaling, pod, peers } = view;
  const met = peers.some(({ log, state }) => log !== 'pod' && state !== 'closed');
  const open = (state: SyncView['signaling'] | SyncView['pod']): Answer =>
    state === 'open' ? 'yes' : state === 'connecting' ? 'wait' : 'no';
  return [
    {
      key: 'page',
      answer: trouble === 'insecure-page' || trouble === 'no-webrtc' ? 'no' : 'yes',
      words: <Trans>Ce navigateur sait parler aux autres</Trans>,
      help: <Trans>Il faut une adresse en https, et un navigateur récent.</Trans>,
    },
    {
      key: 'network',
      answer: trouble === 'offline' ? 'no' : 'yes',
      words: <Trans>Cet appareil a un réseau</Trans>,
      help: <Trans>Le même Wi-Fi que l’autre téléphone. Internet n’est pas nécessaire.</Trans>,
    },
    {
      key: 'signaling',
      answer: open(signaling),
      words: <Trans>Le point de rencontre répond</Trans>,
      help: <Trans>C’est l’ordinateur qui sert Circule, sauf si tu en as réglé un autre.</Trans>,
    },
    {
      key: 'others',
      answer: met ? 'yes' : trouble === 'cannot-connect' ? 'yes' : signaling === 'open' ? 'wait' : 'unknown',
      words: <Trans>Quelqu’un d’autre a Circule ouverte</Trans>,
      help: <Trans>Sur le même atelier, la page au premier plan.</Trans>,
    },
    {
      key: 'direct',
      answer: met ? 'yes' : trouble === 'cannot-connect' ? 'no' : 'unknown',
      words: <Trans>Le Wi-Fi laisse les téléphones se parler</Trans>,
      help: <Trans>Un Wi-Fi « invités » les sépare souvent. Un partage de connexion ne le fait pas.</Trans>,
    },
    {
      key: 'version',
      answer: trouble === 'other-version' ? 'no' : met ? 'yes' : 'unknown',
      words: <Trans>Les deux ont la même Circule</Trans>,
      help: <Trans>Recharger la page prend la dernière.</Trans>,
    },
    {
      key: 'pod',
      answer: pod === 'none' ? 'unknown' : open(pod),
      words: <Trans>Le relais répond</Trans>,
      help: <Trans>Il n’est pas obligatoire. Avec lui, on n’a pas besoin d’être là en même temps.</Trans>,
    },
  ];
}
