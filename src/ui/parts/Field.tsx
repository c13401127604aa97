import { Trans } from '@lingui/react/macro';
import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react';
import { Problem } from './Problem.tsx';

interface FieldFrame {
  readonly label: ReactNode;
  /** Says "(si tu veux)" beside the label. */
  readonly optional?: boolean | undefined;
  readonly hint?: ReactNode;
  /** What to do, not what is forbidden: "Le dernier signe ne va pas. Relis l’étiquette." */
  readonly error?: ReactNode;
  /** `serif` for what people write about things, `mono` for codes. */
  readonly voice?: 'serif' | 'mono' | undefined;
  /** Inside the frame, after the text: an icon or a button. */
  readonly after?: ReactNode;
}

export type FieldProps = FieldFrame &
  (
    | ({ readonly lines?: undefined; readonly ref?: Ref<HTMLInputElement> } & Omit<
        InputHTMLAttributes<HTMLInputElement>,
        'id' | 'className'
      >)
    | ({ readonly lines: number; readonly ref?: Ref<HTMLTextAreaElement> } & Omit<
        TextareaHTMLAttributes<HTMLTextAreaElement>,
        'id' | 'className' | 'rows'
      >)
  );

/** A labelled field: one line, or several with `lines`. Everything else is what `<input>` takes. */
export const Field = (props: FieldProps) => {
  const { label, optional, hint, error, voice, after, lines, ref, ...rest } = props;
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  const shared = {
    id,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
  };
  const classes = ['input', voice, error !== undefined && 'bad', rest.readOnly && 'read-only'];
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional ? (
          <small>
            {' '}
            <Trans>(si tu veux)</Trans>
          </small>
        ) : null}
      </label>
      {hint === undefined ? null : (
        <p className="hint small soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className={classes.filter(Boolean).join(' ')}>
        {lines === undefined ? (
          <input type="text" {...(rest as InputHTMLAttributes<HTMLInputElement>)} {...shared} ref={ref} />
        ) : (
          <textarea {...(rest as TextareaHTMLAttributes<HTMLTextAreaElement>)} {...shared} rows={lines} ref={ref} />
        )}
        {after}
      </div>
      {error === undefined ? null : <Problem id={`${id}-error`}>{error}</Problem>}
    </div>
  );
};
