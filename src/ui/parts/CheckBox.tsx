import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';

/** A box to tick, with a second line if needed. */
export const CheckBox = ({
  label,
  note,
  checked,
  onChange,
}: {
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) => (
  <label className="check">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
    <span className="box" aria-hidden="true">
      <Mark name="check" />
    </span>
    <span className="grow">
      {label}
      {note === undefined ? null : <small>{note}</small>}
    </span>
  </label>
);
