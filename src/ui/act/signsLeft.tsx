import { Plural } from '@lingui/react/macro';
import type { ReactNode } from 'react';

/** How many signs are left, as a hint for a field; nothing while there is plenty of room. */
export function signsLeft(text: string, max: number): ReactNode {
  const left = Math.max(0, max - text.length);
  if (left > Math.max(10, max * 0.15)) return undefined;
  return <Plural value={left} one="Encore # signe" other="Encore # signes" />;
}
