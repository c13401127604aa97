import type { ReactNode } from 'react';
import type { IconName } from '../parts/drawingNames.ts';
import { Icon } from '../parts/Icon.tsx';
import { type PersonFace, Token } from '../parts/Token.tsx';
import './device.css';

/** A device, or what may become one: whose it is where that is known, what it is, and below how it stands. */
export const DeviceRow = ({
  icon,
  person = null,
  name,
  children,
  act = null,
}: {
  readonly icon: IconName;
  /** Stands in place of the drawing. */
  readonly person?: PersonFace | null;
  readonly name: ReactNode;
  readonly children: ReactNode;
  readonly act?: ReactNode;
}) => (
  <div className="device-row">
    {person === null ? (
      <span className="device-face">
        <Icon name={icon} />
      </span>
    ) : (
      <Token person={person} beside />
    )}
    <span className="grow">
      <span className="name">{name}</span>
      {children}
    </span>
    {act}
  </div>
);
