import type { FactRef } from '#domain/fact.ts';
import { Ticks } from '../parts/Ticks.tsx';
import { useIsElsewhere } from './useIsElsewhere.ts';

/** How an act of this device stands: one tick, and the second as soon as somebody else has it. Nothing for acts of others. */
export const ActTicks = ({ fact, words = false }: { readonly fact: FactRef; readonly words?: boolean }) => {
  const isElsewhere = useIsElsewhere()(fact);
  return isElsewhere === null ? null : <Ticks elsewhere={isElsewhere} words={words} />;
};
