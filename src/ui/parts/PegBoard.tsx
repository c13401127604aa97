import type { ReactNode } from 'react';

/** The wall itself. As a list its children are the hooks: `<PegBoard list><li>…</li></PegBoard>`. */
export const PegBoard = ({
  list = false,
  children,
}: {
  readonly list?: boolean | undefined;
  readonly children: ReactNode;
}) => (list ? <ul className="board framed wall">{children}</ul> : <div className="board framed">{children}</div>);
