import { useCallback, useSyncExternalStore } from 'react';
import type { Meeting, SyncView } from '#app/sync.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';

/** The meeting of phones as it stands; null before it began (it waits for the first paint) and in the demo. */
export function useMeeting(): {
  readonly meeting: Meeting;
  readonly view: SyncView;
  readonly elsewhere: number;
} | null {
  const { meeting: late } = useWorkshop();
  const meeting = useSyncExternalStore(late.onStart, late.now);
  const subscribe = useCallback((listener: () => void) => meeting?.subscribe(listener) ?? (() => undefined), [meeting]);
  const view = useSyncExternalStore(subscribe, () => meeting?.view() ?? null);
  const elsewhere = useSyncExternalStore(subscribe, () => meeting?.elsewhere() ?? -1);
  return meeting === null || view === null ? null : { meeting, view, elsewhere };
}
