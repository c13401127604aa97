import { useLiveQuery } from 'dexie-react-hooks';
import { ownClosure, type OwnClosure } from '#store/queries/membership.ts';
import { useWorkshop } from './useWorkshop.ts';

/** Why this device may write no more; null while it may, undefined until it is read. */
export function useOwnClosure(): OwnClosure | null | undefined {
  const { db, cache } = useWorkshop();
  return useLiveQuery(() => ownClosure(db, cache), [db, cache]);
}
