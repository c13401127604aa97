import { useLingui } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import { Icon } from '../../parts/Icon.tsx';

/** A small number with a step down and a step up. `children` says the number in words. */
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
  readonly children: ReactNode;
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
        <output>{children}</output>
        <button type="button" aria-label={t`Plus`} disabled={value >= max} onClick={() => onChange(value + 1)}>
          <Icon name="plus" />
        </button>
      </span>
    </div>
  );
};
