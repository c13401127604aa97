import { Trans, useLingui } from '@lingui/react/macro';
import type { KnownWorkshop } from '#app/house.ts';
import { useApp } from '../hooks/useApp.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { goTo, routes } from '../routes.ts';
import { AppearanceChoices } from './AppearanceChoices.tsx';
import './menu.css';

/** What opens at the workshop's name: the other workshops on this device, how the app looks, which language it speaks. */
export const MenuSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useLingui();
  const { house, reopen } = useApp();
  const current = house.current();
  const known = house.list();

  const open = (workshop: KnownWorkshop): void => {
    if (workshop.id === current?.id) return onClose();
    house.choose(workshop.id);
    onClose();
    goTo(routes.home);
    reopen();
  };
  return (
    <Sheet title={t`Carnets sur cet appareil`} onClose={onClose}>
      <ul className="list notebooks">
        {known.map((workshop) => (
          <li key={workshop.id}>
            <button
              type="button"
              aria-current={workshop.id === current?.id ? 'true' : undefined}
              onClick={() => open(workshop)}
            >
              <span className="grow">
                <span className="name">{workshop.name}</span>
                {workshop.isDemo ? (
                  <span className="small soft">
                    <Trans>Pour essayer, rien n’y est vrai</Trans>
                  </span>
                ) : null}
                {workshop.isDoor ? (
                  <span className="small soft">
                    <Trans>Tablette à la porte</Trans>
                  </span>
                ) : null}
              </span>
              {workshop.id === current?.id ? <Icon name="check" /> : <Icon name="right" />}
            </button>
          </li>
        ))}
      </ul>
      <div className="stack">
        <AppearanceChoices />
        <div className="links">
          <Button look="quiet" href={routes.welcome}>
            <Trans>Un autre atelier</Trans>
          </Button>
          <Button look="quiet" href={routes.house}>
            <Trans>L’atelier et ses réglages</Trans>
          </Button>
        </div>
      </div>
    </Sheet>
  );
};
