import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { routes } from '../routes.ts';
import './emptyWall.css';

/** The first day: no tool yet, and the two ways to have some. */
export const EmptyWall = () => {
  const { t } = useLingui();
  return (
    <div className="empty-wall">
      <EmptyState silhouette="drill" title={t`Le mur est encore vide`}>
        <p>
          <Trans>Ajoute un premier outil, ou apporte une liste que tu as déjà.</Trans>
        </p>
      </EmptyState>
      <div className="pair">
        <Button look="main" icon="plus" href={routes.addTool}>
          <Trans>Ajouter un outil</Trans>
        </Button>
        <Button icon="upload" href={routes.import}>
          <Trans>Importer une liste</Trans>
        </Button>
      </div>
    </div>
  );
};
