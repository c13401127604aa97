import { useLingui } from '@lingui/react/macro';
import { Icon } from './Icon.tsx';

/** Where this device stands with the others. Being offline is normal, so there is no mark for it. */
export interface SyncState {
  readonly elsewhere: boolean;
  /** "il y a 4 min", "2 à partager", "jamais croisé". */
  readonly words: string;
  /** The words say already where the notebook is. */
  readonly whole?: boolean | undefined;
  readonly href: string;
}

/** Top of the main screens: the workshop's name opens its menu; at the right, where the notebook stands. */
export const Header = ({
  workshop,
  menuOpen,
  onMenu,
  sync,
}: {
  readonly workshop: string;
  readonly menuOpen: boolean;
  readonly onMenu: () => void;
  readonly sync?: SyncState | undefined;
}) => {
  const { t } = useLingui();
  return (
    <header className="top">
      <button type="button" className="house" aria-haspopup="dialog" aria-expanded={menuOpen} onClick={onMenu}>
        {workshop}
        <Icon name="down" look="little" />
      </button>
      {sync === undefined ? null : (
        <a className={sync.elsewhere ? 'sync two' : 'sync'} href={sync.href}>
          <Icon name={sync.elsewhere ? 'two' : 'one'} />
          {sync.whole ? null : (
            <span className="hidden">{sync.elsewhere ? t`Ailleurs aussi,` : t`Sur cet appareil seulement,`}</span>
          )}
          <span>{sync.words}</span>
        </a>
      )}
    </header>
  );
};
