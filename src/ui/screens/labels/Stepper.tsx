import { useLingui } from '@lingui/react/macro';
import { useId, useState, type ReactNode } from 'react';
import { Icon } from '../../parts/Icon.tsx';

/** A number with a step down and a step up. `children` says it in words; without them it can be typed. */
export const Stepper = ({
  label,
  value,
  min,
  max,
  onChange,
  children,
}: {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly children?: ReactNode;
}) => {
  const { t } = useLingui();
  const id = useId();
  return (
    <div className="stepper" role="group" aria-labelledby={id}>
      <b id={id}>{label}</b>
      <span className="steps">
        <button type="button" aria-label={t`Moins`} disabled={value <= min} onClick={() => onChange(value - 1)}>
          <Icon name="minus" />
        </button>
        {children === undefined ? (
          <TypedNumber labelledBy={id} value={value} min={min} max={max} onChange={onChange} />
        ) : (
          <output>{children}</output>
        )}
        <button type="button" aria-label={t`Plus`} disabled={value >= max} onClick={() => onChange(value + 1)}>
          <Icon name="plus" />
        </button>
      </span>
    </div>
  );
};

/** Keeps what is being typed, an empty field too; on leaving it says again what counts. */
const TypedNumber = ({
  labelledBy,
  value,
  min,
  max,
  onChange,
}: {
  readonly labelledBy: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) => {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      enterKeyHint="done"
      aria-labelledby={labelledBy}
      value={typed ?? String(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, '').slice(0, String(max).length);
        setTyped(digits);
        if (digits !== '') onChange(Math.min(Math.max(Number(digits), min), max));
      }}
      onBlur={() => setTyped(null)}
    />
  );
};
