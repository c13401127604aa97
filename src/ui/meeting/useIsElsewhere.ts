import type { FactRef } from '#domain/fact.ts';
import { useMe } from '../hooks/useWorkshop.ts';
import { useMeeting } from './useMeeting.ts';

/**
 * Has somebody else said to have stored this fact of ours? Null for facts of other devices, which came from elsewhere,
 * and while it is not known whose it is.
 */
export function useIsElsewhere(): (fact: Pick<FactRef, 'log' | 'seq'>) => boolean | null {
  const me = useMe();
  const elsewhere = useMeeting()?.elsewhere ?? -1;
  return ({ log, seq }) => (me === undefined || log !== me.log ? null : seq <= elsewhere);
}
