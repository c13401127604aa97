import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ReadCode, ScannerProblem } from '#app/device.ts';
import type { ScannedCode } from '#domain/scannedCode.ts';
import { PhotoOfCode } from '#ui/code/PhotoOfCode.tsx';
import { TypedCode } from '#ui/code/TypedCode.tsx';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';

/** Without a picture the typed code is the page; why, and how to have the camera again, stands below. */
export const NoCamera = ({
  problem,
  onCode,
  onTyped,
  onAgain,
  tray,
}: {
  readonly problem: ScannerProblem;
  readonly onCode: (code: ReadCode) => void;
  readonly onTyped: (code: ScannedCode) => void;
  readonly onAgain: () => void;
  readonly tray: ReactNode;
}) => {
  const { t } = useLingui();
  return (
    <Screen bottom={<MainNav current="scan" />}>
      <ScreenTitle plain={t`Tape le code de l’étiquette`} />
      <TypedCode onCode={onTyped} />
      {tray}
      <div className="no-camera">
        <PhotoOfCode onCode={onCode} />
        <section className="section">
          <h2>{problemTitles[problem.kind]}</h2>
          <p>{problemWords[problem.kind]}</p>
          {problem.kind === 'camera-insecure' ? null : (
            <Button look="plain" icon="camera" onClick={onAgain}>
              <Trans>Essayer la caméra encore</Trans>
            </Button>
          )}
        </section>
      </div>
    </Screen>
  );
};

const problemTitles: Readonly<Record<ScannerProblem['kind'], ReactNode>> = {
  'camera-denied': <Trans>La caméra n’est pas permise</Trans>,
  'camera-missing': <Trans>Pas de caméra ici</Trans>,
  'camera-busy': <Trans>La caméra est occupée</Trans>,
  'camera-insecure': <Trans>La caméra demande une adresse sûre</Trans>,
  'scanner-broken': <Trans>Le lecteur de codes ne démarre pas</Trans>,
};

const problemWords: Readonly<Record<ScannerProblem['kind'], ReactNode>> = {
  'camera-denied': (
    <Trans>
      Touche le cadenas ou « AA » à côté de l’adresse. Choisis « Caméra », puis « Autoriser ». Sur un iPhone avec
      Circule installé : Réglages, Safari, Caméra. Les images restent sur cet appareil.
    </Trans>
  ),
  'camera-missing': <Trans>Branche-en une, ou lis le code à l’œil.</Trans>,
  'camera-busy': <Trans>Une autre appli s’en sert. Ferme-la, puis essaie encore.</Trans>,
  'camera-insecure': (
    <Trans>Les navigateurs ne l’ouvrent qu’à une adresse en https. Demande-la à qui héberge Circule.</Trans>
  ),
  'scanner-broken': <Trans>Recharge la page. Si ça recommence, tape le code : tout marche aussi sans caméra.</Trans>,
};
