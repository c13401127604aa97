import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** Top of a detail page: the way back, named, where the workshop's name stands elsewhere. */
export const BackHeader = ({
  href,
  label,
  children,
}: {
  readonly href: string;
  readonly label: ReactNode;
  /** At the right: "étape 2 sur 3", a state. */
  readonly children?: ReactNode;
}) => (
  <header className="top">
    <a className="back" href={href}>
      <Icon name="back" />
      {label}
    </a>
    {children}
  </header>
);
