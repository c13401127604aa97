import type { ReactNode } from 'react';

/**
 * The page between header and bars. `below` says what is fixed at the bottom, so that nothing hides behind it; `flush`
 * lets a board reach the edges (put the rest into `<div className="inside">`).
 */
export const Screen = ({
  below = 'nav',
  flush = false,
  wide = false,
  header,
  bottom,
  children,
}: {
  readonly below?: 'nav' | 'acts' | 'find' | undefined;
  readonly flush?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly header?: ReactNode;
  readonly bottom?: ReactNode;
  readonly children: ReactNode;
}) => {
  const classes = ['screen', below !== 'nav' && `with-${below}`, flush && 'flush', wide && 'wide'];
  return (
    <>
      <div className={classes.filter(Boolean).join(' ')}>
        {header}
        <main>{children}</main>
      </div>
      {bottom}
    </>
  );
};
