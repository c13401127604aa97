import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { browserPlace } from '../../hooks/browserPlace.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { routes } from '#ui/routes.ts';
import { BackupCard } from './BackupCard.tsx';
import { KeyCard } from './KeyCard.tsx';
import './key.css';

/** What brings the workshop back when this device is lost: the key on paper, and the backup as a file. */
export const KeyScreen = () => {
  const { t } = useLingui();
  const workshop = useWorkshop();
  const row = useWorkshopRow();
  const safety = useLiveQuery(() => workshop.safety(), [workshop]);
  if (safety === undefined || !row) return <WaitingRows />;
  return (
    <Screen header={<BackHeader href={routes.house} label={t`Atelier`} />} bottom={<MainNav current="house" />}>
      <div className="screen-only">
        <ScreenTitle plain={t`La clé de la maison`} />
        <p>
          <Trans>
            La clé et une sauvegarde ramènent le carnet, même quand tous les appareils sont perdus. L’une sans l’autre
            ne sert à rien.
          </Trans>
        </p>
        <SevenDays />
      </div>
      <KeyCard name={row.name} savedAt={safety.keySavedAt} />
      <BackupCard name={row.name} savedAt={safety.backupSavedAt} />
    </Screen>
  );
};

/** Safari deletes what was not visited for seven days, unless it is on the home screen. */
const SevenDays = () => {
  const { device } = useApp();
  const place = browserPlace({
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isInstalled: device.isInstalled(),
  });
  if (place !== 'iphone') return null;
  return (
    <p className="card small key-note">
      <Trans>
        Safari efface un carnet qu’on n’ouvre pas pendant 7 jours. Fais une sauvegarde, puis ramène l’atelier depuis
        l’écran d’accueil.
      </Trans>
    </p>
  );
};
