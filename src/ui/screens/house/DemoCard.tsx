import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { goTo, routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';

/** Says that nothing here is true, and lets go of it. */
export const DemoCard = () => {
  const { t } = useLingui();
  const { house, reopen } = useApp();
  const workshop = useWorkshop();
  const [asking, setAsking] = useState(false);
  const discard = async () => {
    setAsking(false);
    await house.discard(workshop.id);
    goTo(house.current() === null ? routes.welcome : routes.home, { replace: true });
    reopen();
  };
  return (
    <section className="card demo-card">
      <p className="name">
        <Trans>C’est une démonstration</Trans>
      </p>
      <p className="small soft">
        <Trans>Rien n’y est vrai, et rien n’en sort. Essaie tout.</Trans>
      </p>
      <div className="pair">
        <Button size="short" href={routes.found}>
          <Trans>Ouvrir un vrai atelier</Trans>
        </Button>
        <Button size="short" look="grave" onClick={() => setAsking(true)}>
          <Trans>Jeter la démonstration</Trans>
        </Button>
      </div>
      {asking ? (
        <Dialog
          title={t`Jeter la démonstration ?`}
          keep={t`La garder`}
          grave={t`La jeter`}
          onKeep={() => setAsking(false)}
          onGrave={() => void discard()}
        >
          <p>
            <Trans>Ce que tu y as essayé part avec elle. Tes vrais carnets ne bougent pas.</Trans>
          </p>
        </Dialog>
      ) : null}
    </section>
  );
};
