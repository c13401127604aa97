import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { ReadCode } from '#app/device.ts';
import type { ScannedCode } from '#domain/scannedCode.ts';
import { CameraView } from '#ui/code/CameraView.tsx';
import { TypedCode } from '#ui/code/TypedCode.tsx';
import { Button } from '../../parts/Button.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';

/** The camera, always on; where there is none, the code is typed in its place. */
export const DoorEye = ({
  paused,
  read,
  onCode,
  onTyped,
  onType,
  last,
}: {
  readonly paused: boolean;
  readonly read: boolean;
  readonly onCode: (code: ReadCode) => void;
  readonly onTyped: (code: ScannedCode) => void;
  readonly onType: () => void;
  readonly last: ReactNode;
}) => {
  const { t } = useLingui();
  const [visit, setVisit] = useState(0);
  return (
    <section className="door-eye">
      <CameraView
        key={visit}
        title={<ScreenTitle plain={t`Montre-moi l’étiquette`} />}
        said={t`Prendre, rendre : tout commence par un scan.`}
        paused={paused}
        read={read}
        onCode={onCode}
        onType={onType}
        below={last}
      >
        {(problem) => (
          <div className="door-blind">
            <ScreenTitle plain={t`Tape le code de l’étiquette`} />
            <TypedCode emptied onCode={onTyped} />
            {last}
            <p className="small soft">
              {problem.kind === 'camera-denied' ? (
                <Trans>La caméra n’est pas permise à cette page. Un lecteur à main marche aussi.</Trans>
              ) : (
                <Trans>Pas de caméra pour l’instant. Un lecteur à main marche aussi.</Trans>
              )}
            </p>
            <Button size="short" icon="camera" onClick={() => setVisit((before) => before + 1)}>
              <Trans>Essayer la caméra encore</Trans>
            </Button>
          </div>
        )}
      </CameraView>
    </section>
  );
};
