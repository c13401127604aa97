import type { ReactNode } from 'react';
import type { IconName } from './drawingNames.ts';
import { Icon } from './Icon.tsx';

/** One line of a menu ("⋯", the workshop's name): what can be done, with a second line. Inside `<ul className="list">`. */
export const ActRow = ({
  icon,
  label,
  note,
  href,
  onPress,
  chosen,
  grave = false,
}: {
  readonly icon: IconName;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly href?: string | undefined;
  readonly onPress?: (() => void) | undefined;
  /** One of several that exclude each other, and this is the one. */
  readonly chosen?: boolean | undefined;
  readonly grave?: boolean | undefined;
}) => {
  const inside = (
    <>
      <Icon name={icon} />
      <span className="grow">
        {label}
        {note === undefined ? null : <small>{note}</small>}
      </span>
      {chosen ? <Icon name="check" /> : href === undefined ? null : <Icon name="right" />}
    </>
  );
  const classes = grave ? 'act-row grave' : 'act-row';
  return href !== undefined ? (
    <a className={classes} href={href} aria-current={chosen ? 'true' : undefined} onClick={onPress}>
      {inside}
    </a>
  ) : (
    <button type="button" className={classes} aria-pressed={chosen} onClick={onPress}>
      {inside}
    </button>
  );
};
