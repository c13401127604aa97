import type { ReactNode } from 'react';
import type { SilhouetteName } from './drawingNames.ts';
import { Silhouette } from './Silhouette.tsx';

/** One outline on the board, and a paper tag: what is missing, and the one act that helps. */
export const EmptyState = ({
  silhouette,
  title,
  act,
  children,
}: {
  readonly silhouette: SilhouetteName;
  readonly title: ReactNode;
  readonly act?: ReactNode;
  readonly children?: ReactNode;
}) => (
  <div className="empty board framed">
    <Silhouette name={silhouette} stance="out" size="large" />
    <div>
      <p className="name">{title}</p>
      {children === undefined ? null : <div className="small soft">{children}</div>}
      {act}
    </div>
  </div>
);
