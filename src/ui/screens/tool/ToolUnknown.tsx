import { Trans, useLingui } from '@lingui/react/macro';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { routes } from '#ui/routes.ts';

/** An address that leads to no tool here: of another workshop, or of an import taken back. */
export const ToolUnknown = () => {
  const { t } = useLingui();
  return (
    <Screen header={<BackHeader href={routes.tools} label={t`Outils`} />} bottom={<MainNav current="tools" />}>
      <ScreenTitle plain={t`Rien à ce crochet`} />
      <EmptyState
        silhouette="tag"
        title={<Trans>Cet outil n’est pas dans ce carnet.</Trans>}
        act={
          <Button look="main" href={routes.tools}>
            <Trans>Voir tous les outils</Trans>
          </Button>
        }
      >
        <Trans>Il est peut-être d’un autre atelier, ou d’un import qui a été repris.</Trans>
      </EmptyState>
    </Screen>
  );
};
