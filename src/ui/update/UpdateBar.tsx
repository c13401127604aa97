import { Trans } from '@lingui/react/macro';
import { useStore } from 'zustand';
import { useApp } from '../hooks/useApp.ts';
import { Button } from '../parts/Button.tsx';
import './update.css';

/** A new version is there. It waits for a yes, and says no more about it when told "later". */
export const UpdateBar = () => {
  const { updates } = useApp();
  const is = useStore(updates.state, (state) => state.is);
  return (
    <div aria-live="polite">
      {is === 'none' ? null : (
        <div className="update-bar">
          <p className="grow">
            <Trans>Une nouvelle version est prête.</Trans>
          </p>
          <Button look="plain" size="short" onClick={updates.accept}>
            <Trans>Mettre à jour</Trans>
          </Button>
          <Button look="quiet" size="short" onClick={updates.later}>
            <Trans>Plus tard</Trans>
          </Button>
        </div>
      )}
    </div>
  );
};
