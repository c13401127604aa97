import { useId, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { Problem } from './Problem.tsx';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** Options of the same group stand together. */
  readonly group?: string | undefined;
}

/** A choice among a few known things; for many, a search. The phone's own list opens. */
export const SelectField = ({
  label,
  labelHidden = false,
  look,
  options,
  value,
  error,
  onChange,
}: {
  readonly label: ReactNode;
  readonly labelHidden?: boolean | undefined;
  /** Of the import: still to choose, or kept as it is. */
  readonly look?: 'to-choose' | 'kept' | undefined;
  readonly options: readonly SelectOption[];
  readonly value: string;
  readonly error?: ReactNode;
  readonly onChange: (value: string) => void;
}) => {
  const id = useId();
  const groups = [...new Set(options.map((option) => option.group))];
  const of = (group: string | undefined) =>
    options
      .filter((option) => option.group === group)
      .map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ));
  const classes = ['input', look, error !== undefined && 'bad'].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id} className={labelHidden ? 'hidden' : undefined}>
        {label}
      </label>
      <div className={classes}>
        <select
          id={id}
          value={value}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => onChange(event.target.value)}
        >
          {groups.map((group) =>
            group === undefined ? (
              of(group)
            ) : (
              <optgroup key={group} label={group}>
                {of(group)}
              </optgroup>
            ),
          )}
        </select>
        <Icon name="down" look="little" />
      </div>
      {error === undefined ? null : <Problem id={`${id}-error`}>{error}</Problem>}
    </div>
  );
};
