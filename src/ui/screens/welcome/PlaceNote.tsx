import { Trans } from '@lingui/react/macro';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../parts/Button.tsx';
import { browserPlace } from '../../hooks/browserPlace.ts';
import { useInstallOffer } from './useInstallOffer.ts';

/** Says what this browser does to a notebook kept in it, before somebody writes one here; nothing when all is well. */
export const PlaceNote = () => {
  const { device } = useApp();
  const offer = useInstallOffer();
  const place = browserPlace({
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isInstalled: device.isInstalled(),
  });
  if (place === 'in-app')
    return (
      <section className="card place-note">
        <h2>
          <Trans>Ouvre cette page dans Safari ou Chrome</Trans>
        </h2>
        <p className="small">
          <Trans>
            Tu es dans une autre application. Le carnet y serait perdu. Le menu « ⋯ » sait ouvrir la page ailleurs.
          </Trans>
        </p>
      </section>
    );
  if (place === 'iphone')
    return (
      <section className="card place-note">
        <h2>
          <Trans>D’abord, l’écran d’accueil</Trans>
        </h2>
        <p className="small">
          <Trans>
            Safari efface un carnet qu’on n’ouvre pas pendant 7 jours. Depuis l’écran d’accueil, il le garde. Les deux
            ont chacun leur carnet : installe avant d’écrire.
          </Trans>
        </p>
        <ol className="small steps">
          <li>
            <Trans>Touche « Partager », le carré avec une flèche.</Trans>
          </li>
          <li>
            <Trans>Choisis « Sur l’écran d’accueil ».</Trans>
          </li>
          <li>
            <Trans>Ouvre Circule depuis son icône.</Trans>
          </li>
        </ol>
      </section>
    );
  if (offer === null) return null;
  return (
    <section className="card place-note">
      <p className="small">
        <Trans>Installé, Circule s’ouvre d’un geste et le navigateur garde mieux son carnet.</Trans>
      </p>
      <Button size="short" icon="download" onClick={() => void offer()}>
        <Trans>Installer sur cet appareil</Trans>
      </Button>
    </section>
  );
};
