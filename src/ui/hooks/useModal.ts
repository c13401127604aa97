import { useEffect, useLayoutEffect, useRef, type RefObject, type SyntheticEvent } from 'react';

export interface Modal {
  readonly ref: RefObject<HTMLDialogElement | null>;
  /** To spread on the `<dialog>`. */
  readonly handlers: {
    readonly onCancel: (event: SyntheticEvent<HTMLDialogElement>) => void;
    readonly onClose: () => void;
    readonly onPointerDown: (event: React.PointerEvent<HTMLDialogElement>) => void;
    readonly onClick: (event: React.MouseEvent<HTMLDialogElement>) => void;
  };
}

const isOutside = (dialog: HTMLElement, event: { readonly clientX: number; readonly clientY: number }): boolean => {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
};

/**
 * A native modal that is open exactly while it is rendered. Focus goes to `[data-first-focus]` and back to where it was;
 * Escape, the back gesture and a tap outside ask to close. Never a sheet on a sheet: opening one asks the open ones to
 * close. A dialog may stand above a sheet.
 */
export const useModal = (onAskClose: () => void, alone: boolean): Modal => {
  const ref = useRef<HTMLDialogElement>(null);
  const askClose = useRef(onAskClose);
  const pressedOutside = useRef(false);
  useEffect(() => {
    askClose.current = onAskClose;
  });

  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (alone) {
      for (const other of document.querySelectorAll('dialog.sheet[open]')) {
        if (other !== dialog) other.dispatchEvent(new Event('cancel', { cancelable: true }));
      }
    }
    const before = document.activeElement;
    dialog.showModal();
    // What the contents wish comes after the title in the document, and before it in importance.
    Array.from(dialog.querySelectorAll<HTMLElement>('[data-first-focus]')).at(-1)?.focus({ preventScroll: true });
    return () => {
      dialog.close();
      // `close` gives the focus back where it can; Safari forgets when the opener was a tap on a button.
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, [alone]);

  return {
    ref,
    handlers: {
      onCancel: (event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        askClose.current();
      },
      // Chrome closes at the second Escape whatever `cancel` says; then the owner has to hear of it.
      onClose: () => {
        if (ref.current?.isConnected === true && !ref.current.open) askClose.current();
      },
      onPointerDown: (event) => {
        pressedOutside.current = event.target === event.currentTarget && isOutside(event.currentTarget, event);
      },
      // Both ends of the press outside: a selection dragged out of a field closes nothing.
      onClick: (event) => {
        if (pressedOutside.current && event.target === event.currentTarget && isOutside(event.currentTarget, event)) {
          askClose.current();
        }
      },
    },
  };
};
