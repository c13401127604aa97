import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';

export interface Toast {
  readonly id: string;
  readonly words: string;
  readonly undo?: (() => void) | undefined;
  /** What went wrong is said at once and stays until it is closed. */
  readonly urgent?: boolean | undefined;
  /** Said at the door too, where what is taken and returned stands on a card. */
  readonly atDoor?: boolean | undefined;
}

const Bar = ({ toast, onGone }: { readonly toast: Toast; readonly onGone: (id: string) => void }) => {
  const { t } = useLingui();
  const [held, setHeld] = useState(0);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  const lasting = toast.urgent === true;
  const seconds = toast.undo === undefined ? 8 : 10;
  useEffect(() => {
    if (lasting || held > 0) return;
    const timer = window.setTimeout(() => gone.current(toast.id), seconds * 1000);
    return () => window.clearTimeout(timer);
  }, [held, lasting, seconds, toast.id]);
  const hold = () => setHeld((n) => n + 1);
  const free = () => setHeld((n) => Math.max(0, n - 1));
  return (
    <div
      className={toast.atDoor ? 'toast at-door' : 'toast'}
      onPointerEnter={hold}
      onPointerLeave={free}
      onFocus={hold}
      onBlur={free}
    >
      <Icon name={lasting ? 'warn' : 'one'} />
      <span className="grow">{toast.words}</span>
      {toast.undo === undefined ? null : (
        <button
          type="button"
          onClick={() => {
            toast.undo?.();
            onGone(toast.id);
          }}
        >
          {t({ context: 'undo', message: 'Annuler' })}
        </button>
      )}
      {lasting ? <button type="button" onClick={() => onGone(toast.id)}>{t`Fermer`}</button> : null}
    </div>
  );
};

/**
 * What just happened. Render it once, always, also when empty: a live region that appears together with its words is not
 * read out. Each stays 8 s (10 with an undo), longer while touched or focused.
 */
export const Toasts = ({
  toasts,
  onGone,
}: {
  readonly toasts: readonly Toast[];
  readonly onGone: (id: string) => void;
}) => {
  const shown = (urgent: boolean) =>
    toasts
      .filter((toast) => (toast.urgent === true) === urgent)
      .map((toast) => <Bar key={toast.id} toast={toast} onGone={onGone} />);
  return (
    <div className="toasts">
      <div role="alert">{shown(true)}</div>
      <div role="status">{shown(false)}</div>
    </div>
  );
};
