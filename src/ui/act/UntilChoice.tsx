import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useApp } from '../hooks/useApp.ts';
import { useDatePhrases } from '../hooks/useDatePhrases.ts';
import { Field } from '../parts/Field.tsx';
import { Mark } from '../parts/Mark.tsx';
import { dueLabel, untilDays } from './untilDays.ts';

/**
 * "Until when?": three days one says most, and another. A second press takes the day back. With `onOther` the other day
 * is asked for elsewhere (the act bar opens its sheet), else in a field below.
 */
export const UntilChoice = ({
  until,
  legendHidden = false,
  onChange,
  onOther,
}: {
  readonly until: string | null;
  readonly legendHidden?: boolean | undefined;
  readonly onChange: (until: string | null) => void;
  readonly onOther?: (() => void) | undefined;
}) => {
  const { i18n, t } = useLingui();
  const { clock } = useApp();
  const phrases = useDatePhrases();
  const today = clock.today();
  const days = untilDays(today);
  const isOther = until !== null && !days.includes(until);
  const [asked, setAsked] = useState(isOther);
  const press = (day: string) => {
    setAsked(false);
    onChange(until === day ? null : day);
  };
  const other = onOther ?? (() => setAsked((was) => !was));
  return (
    <>
      <fieldset className="choice field until">
        <legend className={legendHidden ? 'hidden' : undefined}>{t`Jusqu’à quand ?`}</legend>
        <div className="options">
          {days.map((day) => (
            <button key={day} type="button" className="option" aria-pressed={until === day} onClick={() => press(day)}>
              <Mark name="check" className="only-chosen" />
              <span>{dueLabel(i18n, phrases, day)}</span>
            </button>
          ))}
          <button
            type="button"
            className="option"
            aria-pressed={isOther || (asked && onOther === undefined)}
            onClick={other}
          >
            <Mark name="check" className="only-chosen" />
            <span>
              {isOther ? dueLabel(i18n, phrases, until) : onOther === undefined ? t`Autre jour` : t`Préciser…`}
            </span>
          </button>
        </div>
      </fieldset>
      {onOther === undefined && (asked || isOther) ? (
        <Field
          label={t`Le jour où ça revient`}
          type="date"
          min={today}
          value={until ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
      ) : null}
    </>
  );
};
