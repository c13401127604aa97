import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';

/** What does not fit, and what to do about it. */
export const Problem = ({ id, children }: { readonly id?: string | undefined; readonly children: ReactNode }) => (
  <p className="problem" id={id}>
    <Mark name="broken" />
    <span>{children}</span>
  </p>
);
