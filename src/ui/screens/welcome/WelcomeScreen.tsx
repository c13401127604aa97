import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useStore } from 'zustand';
import { AppearanceChoices } from '#ui/frame/AppearanceChoices.tsx';
import { useApp } from '../../hooks/useApp.ts';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Brand } from '../../parts/Brand.tsx';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { routes } from '#ui/routes.ts';
import { languageNames } from '../../texts/language.ts';
import { DemoSheet } from './DemoSheet.tsx';
import { PlaceNote } from './PlaceNote.tsx';
import { WelcomeWall } from './WelcomeWall.tsx';
import './welcome.css';

/** The first page of a device without a workshop, and the way to another one. */
export const WelcomeScreen = () => {
  const { t } = useLingui();
  const [sheet, setSheet] = useState<'demo' | 'look' | null>(null);
  const close = () => setSheet(null);
  return (
    <>
      <Screen
        flush
        below="acts"
        header={<TopTags onLook={() => setSheet('look')} />}
        bottom={
          <BottomActs
            links={
              <>
                <Button look="quiet" onClick={() => setSheet('demo')}>
                  <Trans>Juste regarder</Trans>
                </Button>
                <Button look="quiet" href={routes.restore}>
                  <Trans>J’ai une sauvegarde</Trans>
                </Button>
              </>
            }
          >
            <Button look="main" size="page" href={routes.found}>
              <Trans>Ouvrir un atelier</Trans>
            </Button>
            <Button size="page" icon="invite" href={routes.joinBegin}>
              <Trans>Rejoindre un atelier</Trans>
            </Button>
          </BottomActs>
        }
      >
        <WelcomeWall />
        <div className="inside stack welcome-words">
          <Brand />
          <ScreenTitle plain={t`Le carnet de l’atelier, dans ta poche.`} />
          <p className="soft lead">
            <Trans>Scanne un outil, prends-le, passe-le. Sans compte, même sans réseau.</Trans>
          </p>
          <PlaceNote />
        </div>
      </Screen>
      {sheet === 'demo' ? <DemoSheet onClose={close} /> : null}
      {sheet === 'look' ? (
        <Sheet title={t`Couleurs et langue`} onClose={close}>
          <AppearanceChoices />
        </Sheet>
      ) : null}
    </>
  );
};

/** At the upper edge of the wall: the other language in its own words, and the way back or, where there is none, the colours. */
const TopTags = ({ onLook }: { readonly onLook: () => void }) => {
  const { t } = useLingui();
  const { appearance, house } = useApp();
  const { language, setLanguage } = useStore(appearance);
  const other = language === 'fr' ? 'en' : 'fr';
  const current = house.current();
  return (
    <header className="hero-bar">
      {current === null ? null : (
        <a href={routes.home}>
          <Icon name="back" />
          {current.name}
        </a>
      )}
      <button type="button" lang={other} onClick={() => setLanguage(other)}>
        <Icon name="language" />
        {languageNames[other]}
      </button>
      {current === null ? (
        <button type="button" onClick={onLook}>
          <Icon name="contrast" />
          {t`Couleurs`}
        </button>
      ) : null}
    </header>
  );
};
