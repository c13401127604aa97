import { Trans } from '@lingui/react/macro';
import type { Closure } from '#store/queries/membership.ts';
import { routes } from '#ui/routes.ts';
import { useOwnClosure } from '../hooks/useOwnClosure.ts';
import { Button } from '../parts/Button.tsx';

/** This device reads, and writes no more: why, and how it comes back. Nothing where it may write. */
export const ClosedCard = () => {
  const closure = useOwnClosure();
  if (!closure) return null;
  if (closure.why === 'arriving')
    return (
      <section className="card stack" role="status">
        <h2>
          <Trans>On t’a fait entrer</Trans>
        </h2>
        <p className="small">
          <Trans>La suite du carnet arrive à la prochaine rencontre. Ensuite, cet appareil écrit de nouveau.</Trans>
        </p>
      </section>
    );
  return (
    <section className="card stack">
      <h2>
        <Trans>Cet appareil lit, il n’écrit plus</Trans>
      </h2>
      <p className="small">
        <Why why={closure.why} />
      </p>
      <p className="small soft">
        <Trans>
          Rien de ce qui est ici n’est perdu. Pour revenir : une invitation à ton nom, faite sur un autre de tes
          appareils ou par un·e gardien·ne, ouverte sur cet appareil.
        </Trans>
      </p>
      <Button size="short" icon="invite" href={routes.joinBegin}>
        <Trans>J’ai une invitation</Trans>
      </Button>
    </section>
  );
};

const Why = ({ why }: { readonly why: Exclude<Closure, 'arriving'> }) => {
  switch (why) {
    case 'doubled':
      return (
        <Trans>
          Un autre appareil écrit avec la même clé : une copie de celui-ci, ou une image restaurée. On ne sait plus qui
          a écrit quoi, alors aucun des deux n’écrit.
        </Trans>
      );
    case 'device-removed':
      return <Trans>Il a été retiré du carnet : perdu, vendu ou cassé, a-t-on pensé.</Trans>;
    case 'told-out':
      return <Trans>Un autre appareil dit qu’il a été retiré du carnet. Ce que tu notes ici n’est plus repris.</Trans>;
    case 'removed':
      return <Trans>Tu as été retiré·e de l’atelier.</Trans>;
    case 'left':
      return <Trans>Tu as quitté l’atelier.</Trans>;
  }
};
