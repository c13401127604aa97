import type { ReactNode } from 'react';

/**
 * Replaces the navigation on detail pages. `children` = the one filled act, with at most a square "⋯" beside it; `above`
 * a line of states; `links` at most two quiet ones below. Nothing grave here.
 */
export const BottomActs = ({
  above,
  links,
  children,
}: {
  readonly above?: ReactNode;
  readonly links?: ReactNode;
  readonly children: ReactNode;
}) => (
  <footer className="bar">
    <div className="acts">
      {above === undefined ? null : <div className="links">{above}</div>}
      <div className="first">{children}</div>
      {links === undefined ? null : <div className="links">{links}</div>}
    </div>
  </footer>
);
