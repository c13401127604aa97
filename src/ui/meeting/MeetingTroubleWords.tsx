import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { MeetingTrouble } from '#app/sync.ts';
import { Problem } from '../parts/Problem.tsx';

const words: Readonly<Record<MeetingTrouble, ReactNode>> = {
  'no-signaling-address': (
    <Trans>Aucun point de rencontre n’est réglé sur cet appareil. Les téléphones ne savent pas où se chercher.</Trans>
  ),
  'signaling-unreachable': (
    <Trans>
      Le point de rencontre ne répond pas. Celui qui héberge Circule est éteint, ou pas sur ce réseau. Ce qui est noté
      reste ici et partira plus tard.
    </Trans>
  ),
  offline: <Trans>Cet appareil n’a pas de réseau. Tout marche quand même ; l’échange attendra.</Trans>,
  'nobody-there': <Trans>Personne d’autre n’a Circule ouverte en ce moment.</Trans>,
  'cannot-connect': (
    <Trans>
      Un autre téléphone est là, mais le Wi-Fi ne les laisse pas se parler. C’est souvent un Wi-Fi « invités ». Essaie
      un partage de connexion, ou envoie un pli.
    </Trans>
  ),
  'other-version': <Trans>L’autre téléphone a une autre version de Circule. Recharge la page sur les deux.</Trans>,
  'insecure-page': <Trans>Cette page n’est pas en https : le navigateur ne permet pas d’y garder un carnet sûr.</Trans>,
  'no-webrtc': <Trans>Ce navigateur ne sait pas parler aux autres téléphones. Il reste le relais et les plis.</Trans>,
};

/** Why phones do not meet, in plain words, with what can be done. */
export const MeetingTroubleWords = ({ trouble }: { readonly trouble: MeetingTrouble }) => (
  <Problem>{words[trouble]}</Problem>
);
