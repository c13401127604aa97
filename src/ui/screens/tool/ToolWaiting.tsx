import { Trans, useLingui } from '@lingui/react/macro';
import { BigAct } from '../../parts/BigAct.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { routes } from '#ui/routes.ts';

/** The board and the bar of the page, with nothing on them yet: what comes takes the same room. */
export const ToolWaiting = () => {
  const { t } = useLingui();
  return (
    <Screen
      below="acts"
      flush
      bottom={
        <>
          <footer className="bar">
            <div className="acts">
              <BigAct working={t`J’ouvre le carnet…`} />
            </div>
          </footer>
          <MainNav current="tools" wideOnly />
        </>
      }
    >
      <div className="hero board" aria-busy="true">
        <div className="hero-bar">
          <a href={routes.tools}>
            <Icon name="back" />
            <Trans>Outils</Trans>
          </a>
        </div>
      </div>
    </Screen>
  );
};
