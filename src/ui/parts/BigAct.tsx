import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './Button.tsx';

/**
 * The one right act of a screen. While it works the words change ("J’écris…") and a second press does nothing; when it
 * cannot be done now, its words are the reason.
 */
export const BigAct = ({
  working,
  notNow,
  children,
  onClick,
  ...rest
}: Omit<ButtonProps, 'size' | 'disabled'> & {
  readonly working?: ReactNode;
  readonly notNow?: ReactNode;
}) => {
  const busy = working !== undefined && working !== null && working !== false;
  const refused = notNow !== undefined && notNow !== null && notNow !== false;
  return (
    <Button
      look="main"
      {...rest}
      size="page"
      aria-busy={busy || undefined}
      // Stays focusable, so that the reason is read out.
      aria-disabled={busy || refused || undefined}
      onClick={busy || refused ? (event) => event.preventDefault() : onClick}
    >
      {busy ? working : refused ? notNow : children}
    </Button>
  );
};
