import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { routes } from '#ui/routes.ts';

/** What to try when nothing was found. */
export const NothingFound = ({
  words,
  hasFilters,
  onClear,
}: {
  readonly words: string;
  readonly hasFilters: boolean;
  readonly onClear: () => void;
}) => {
  const { t } = useLingui();
  const isSearch = words.trim() !== '';
  return (
    <div className="nothing-found">
      <EmptyState silhouette="tag" title={isSearch ? t`Rien sous ce nom` : t`Rien ici pour l’instant`}>
        {isSearch ? (
          <p>
            <Trans>Dis-le autrement : un autre nom, une marque, un lieu.</Trans>
          </p>
        ) : null}
      </EmptyState>
      <div className="pair">
        {hasFilters ? (
          <Button onClick={onClear}>
            <Trans>Tout montrer</Trans>
          </Button>
        ) : null}
        <Button icon="plus" href={routes.addTool}>
          <Trans>Ajouter un outil</Trans>
        </Button>
      </div>
    </div>
  );
};
