import type { ReactNode } from 'react';
import { CheckBox } from '../parts/CheckBox.tsx';
import './act.css';

/** Which of the things that go with a tool are not there. Takes no room where nothing goes with it. */
export const MissingField = ({
  legend,
  contents,
  missing,
  onChange,
}: {
  readonly legend: ReactNode;
  readonly contents: readonly { readonly name: string; readonly label: string }[];
  readonly missing: readonly string[];
  readonly onChange: (missing: readonly string[]) => void;
}) =>
  contents.length === 0 ? null : (
    <fieldset className="missing">
      <legend>{legend}</legend>
      {contents.map(({ name, label }) => (
        <CheckBox
          key={name}
          label={label}
          checked={missing.includes(name)}
          onChange={(isMissing) => onChange(isMissing ? [...missing, name] : missing.filter((each) => each !== name))}
        />
      ))}
    </fieldset>
  );
