import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import type { IconName } from './drawingNames.ts';
import { Icon } from './Icon.tsx';

export type ButtonLook = 'main' | 'plain' | 'quiet' | 'grave';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'children'> {
  readonly 'data-first-focus'?: boolean | undefined;
  readonly look?: ButtonLook | undefined;
  readonly size?: 'short' | 'square' | 'tall' | 'page' | undefined;
  readonly icon?: IconName | undefined;
  /** Turns the act into a link that looks the same. */
  readonly href?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
  readonly children?: ReactNode;
}

/** Any act. A square one shows only its icon and needs an `aria-label`. */
export const Button = ({ look = 'plain', size, icon, href, type, children, ...rest }: ButtonProps) => {
  const classes = ['button', look === 'plain' ? undefined : look, size].filter(Boolean).join(' ');
  const inside = (
    <>
      {icon === undefined ? null : <Icon name={icon} look={icon === 'more' ? 'heavy' : undefined} />}
      {children}
    </>
  );
  if (href !== undefined && !rest.disabled) {
    return (
      <a className={classes} href={href} aria-label={rest['aria-label']}>
        {inside}
      </a>
    );
  }
  return (
    <button {...rest} type={type === 'submit' ? 'submit' : 'button'} className={classes}>
      {inside}
    </button>
  );
};
