import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ReadCode } from '#app/device.ts';
import { readScanned } from '#domain/scannedCode.ts';
import { CameraView } from '#ui/code/CameraView.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import './join.css';

/** Without an invitation in the address: show it to the camera, or paste its link. */
export const JoinBeginScreen = () => {
  const { t } = useLingui();
  const { house } = useApp();
  const [isLooking, setLooking] = useState(false);
  const [noCamera, setNoCamera] = useState(false);
  const [pasted, setPasted] = useState('');
  const [wrong, setWrong] = useState(false);
  const current = house.current()?.name;

  const hear = (text: string): boolean => {
    const code = readScanned(text, 'QRCode');
    if (code.kind !== 'invitation') return false;
    goTo(routes.join(code.invitation));
    return true;
  };
  if (isLooking)
    return (
      <div className="scan-scene">
        <CameraView
          isMain
          title={<ScreenTitle plain={t`Montre-moi l’invitation`} />}
          said={wrong ? t`Ce code n’est pas une invitation.` : ''}
          paused={false}
          read={false}
          onCode={({ text }: ReadCode) => setWrong(!hear(text))}
          onType={() => setLooking(false)}
          corner={
            <button
              type="button"
              className="on-camera scan-leave"
              aria-label={t`Quitter le scanner`}
              onClick={() => setLooking(false)}
            >
              <Icon name="close" />
            </button>
          }
        >
          {() => <NoCameraHere onSeen={() => (setNoCamera(true), setLooking(false))} />}
        </CameraView>
      </div>
    );
  return (
    <Screen
      below="acts"
      header={<BackHeader href={current === undefined ? routes.welcome : routes.home} label={current ?? t`Accueil`} />}
    >
      <ScreenTitle plain={t`Rejoindre un atelier`} />
      <p className="soft join-terms">
        <Trans>Quelqu’un de l’atelier te montre un code, ou t’envoie un lien. Chaque invitation sert une fois.</Trans>
      </p>
      {noCamera ? (
        <Problem>
          <Trans>La caméra ne s’ouvre pas ici. Colle le lien de l’invitation.</Trans>
        </Problem>
      ) : (
        <Button icon="scan" size="tall" onClick={() => setLooking(true)}>
          <Trans>Scanner l’invitation</Trans>
        </Button>
      )}
      <form
        id="join-link"
        className="stack join-link"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setWrong(!hear(pasted.trim()));
        }}
      >
        <Field
          label={t`Le lien de l’invitation`}
          lines={3}
          value={pasted}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => {
            setWrong(false);
            setPasted(event.currentTarget.value);
          }}
          {...(wrong ? { error: t`Ce n’est pas une invitation. Colle le lien en entier.` } : {})}
        />
      </form>
      <BottomActs>
        <BigAct type="submit" form="join-link" notNow={pasted.trim() === '' ? t`Colle d’abord le lien` : undefined}>
          <Trans>Continuer</Trans>
        </BigAct>
      </BottomActs>
    </Screen>
  );
};

/** The camera said no: the page behind it says what else goes. */
const NoCameraHere = ({ onSeen }: { readonly onSeen: () => void }) => (
  <Screen>
    <Problem>
      <Trans>La caméra ne s’ouvre pas ici. Colle le lien de l’invitation.</Trans>
    </Problem>
    <Button look="main" onClick={onSeen}>
      <Trans>Coller le lien</Trans>
    </Button>
  </Screen>
);
