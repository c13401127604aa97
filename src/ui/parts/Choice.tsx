import { Trans } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import type { MarkName } from './drawingNames.ts';
import { Mark } from './Mark.tsx';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly mark?: MarkName | undefined;
  readonly disabled?: boolean | undefined;
}

/** One of a few, all in sight: "Ce soir · Samedi · Autre jour". `even` gives all the same width. */
export const Choice = <Value extends string>({
  legend,
  legendHidden = false,
  optional = false,
  even = false,
  options,
  value,
  onChange,
}: {
  readonly legend: ReactNode;
  readonly legendHidden?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly even?: boolean | undefined;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
}) => {
  const name = useId();
  return (
    <fieldset className={even ? 'choice even field' : 'choice field'}>
      <legend className={legendHidden ? 'hidden' : undefined}>
        {legend}
        {optional ? (
          <small>
            {' '}
            <Trans>(si tu veux)</Trans>
          </small>
        ) : null}
      </legend>
      <div className="options">
        {options.map((option) => (
          <label key={option.value} className="option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            {option.mark === undefined ? <Mark name="check" className="only-chosen" /> : <Mark name={option.mark} />}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
