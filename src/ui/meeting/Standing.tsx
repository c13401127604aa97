import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Icon } from '../parts/Icon.tsx';
import './standing.css';

/** "2 gestes ne sont qu'ici": what would be lost with this phone. */
export const Standing = ({
  onlyHere,
  isAlone = false,
  href,
  children,
}: {
  /** Acts nobody else has. */
  readonly onlyHere: number;
  /** It never met anybody: all of the notebook is here only. */
  readonly isAlone?: boolean;
  /** Where one does something about it; without, it tells what changes. */
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}) => {
  const words = (
    <>
      <span className="big">
        <Icon name={isAlone || onlyHere > 0 ? 'one' : 'two'} />
      </span>
      <span>
        <span className="name">
          {isAlone ? (
            <Trans>Ce carnet n’est qu’ici</Trans>
          ) : onlyHere > 0 ? (
            <Plural value={onlyHere} one="# geste n’est qu’ici" other="# gestes ne sont qu’ici" />
          ) : (
            <Trans>Tout est aussi ailleurs</Trans>
          )}
        </span>
        <span className="small soft">
          {isAlone ? (
            <Trans>Une sauvegarde et la clé de la maison le protègent.</Trans>
          ) : onlyHere > 0 ? (
            <Trans>Ils partiront à la prochaine rencontre.</Trans>
          ) : (
            <Trans>Ce téléphone peut se perdre : le carnet reste.</Trans>
          )}
        </span>
        {children}
      </span>
    </>
  );
  return href === undefined ? (
    <div className="standing" role="status">
      {words}
    </div>
  ) : (
    <a className="standing" href={href}>
      {words}
      <Icon name="right" />
    </a>
  );
};
