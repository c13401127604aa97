import { useId, type ReactNode } from 'react';
import { useModal } from '../hooks/useModal.ts';
import { Button } from './Button.tsx';

/** Only before what cannot be undone. The safe choice is filled, first, and has the focus; the grave one is never filled. */
export const Dialog = ({
  title,
  keep,
  grave,
  onKeep,
  onGrave,
  children,
}: {
  readonly title: ReactNode;
  readonly keep: ReactNode;
  readonly grave: ReactNode;
  readonly onKeep: () => void;
  readonly onGrave: () => void;
  readonly children: ReactNode;
}) => {
  const titleId = useId();
  const wordsId = useId();
  const { ref, handlers } = useModal(onKeep, false);
  return (
    <dialog
      className="dialog"
      role="alertdialog"
      ref={ref}
      aria-labelledby={titleId}
      aria-describedby={wordsId}
      {...handlers}
    >
      <h2 id={titleId}>{title}</h2>
      <div id={wordsId}>{children}</div>
      <div className="stack">
        <Button look="main" onClick={onKeep} data-first-focus>
          {keep}
        </Button>
        <Button look="grave" onClick={onGrave}>
          {grave}
        </Button>
      </div>
    </dialog>
  );
};
