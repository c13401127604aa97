import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';

/** `news`: facts this one was written on are still on their way. `checked`: found in a stock-take. */
export type State =
  | 'here'
  | 'out'
  | 'mine'
  | 'booked'
  | 'late'
  | 'care'
  | 'broken'
  | 'contest'
  | 'asleep'
  | 'checked'
  | 'news'
  | 'retired';

/** Shape and word of a state; tinted only at the head of a page. */
export const StatusChip = ({
  state,
  tinted = false,
  children,
}: {
  readonly state: State;
  readonly tinted?: boolean | undefined;
  readonly children: ReactNode;
}) => (
  <span className={`chip state-${state}${tinted ? ' tinted' : ''}`}>
    <Mark name={state === 'checked' ? 'check' : state} />
    <span>{children}</span>
  </span>
);
