import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { AppearanceChoices } from '#ui/frame/AppearanceChoices.tsx';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Brand } from '../../parts/Brand.tsx';
import { CheckBox } from '../../parts/CheckBox.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import './settings.css';

/** What concerns this device only: nothing here is written into the notebook. */
export const SettingsScreen = () => {
  const { t } = useLingui();
  return (
    <Screen header={<BackHeader href={routes.house} label={t`Atelier`} />} bottom={<MainNav current="house" />}>
      <ScreenTitle plain={t`Réglages de l’appareil`} />
      <p className="soft">
        <Trans>Pour cet appareil seulement. Les autres n’en voient rien.</Trans>
      </p>
      <div className="settings">
        <AppearanceChoices />
        <Signals />
      </div>
      <About />
    </Screen>
  );
};

/** Heard at once, so that one knows what was chosen. */
const Signals = () => {
  const { t } = useLingui();
  const { device } = useApp();
  const [wishes, setWishes] = useState(() => device.wishes.get());
  const wish = (change: Partial<typeof wishes>) => {
    device.wishes.set(change);
    setWishes(device.wishes.get());
    device.feedback.read();
  };
  return (
    <fieldset>
      <legend className="settings-legend">
        <Trans>Quand une étiquette est lue</Trans>
      </legend>
      <CheckBox label={t`Un son`} checked={wishes.sound} onChange={(sound) => wish({ sound })} />
      {'vibrate' in navigator ? (
        <CheckBox label={t`Une vibration`} checked={wishes.vibration} onChange={(vibration) => wish({ vibration })} />
      ) : null}
    </fieldset>
  );
};

/** Put in place by the bundler. */
const version = __VERSION__;

const About = () => (
  <section className="section about">
    <Brand />
    <p>
      <Trans>Version {version}</Trans>
    </p>
    <p className="small soft">
      <Trans>
        Logiciel libre, sous licence AGPL-3.0 ou suivante : qui le change et le fait tourner pour d’autres en donne le
        source. Celui-ci ne parle à aucun serveur.
      </Trans>
    </p>
    <p className="small">
      <a href="https://www.gnu.org/licenses/agpl-3.0.html" target="_blank" rel="noopener noreferrer">
        <Trans>Lire la licence (elle s’ouvre dans le navigateur)</Trans>
      </a>
    </p>
  </section>
);
