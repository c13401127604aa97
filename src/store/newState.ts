import type { WorkshopId } from '#domain/ids.ts';
import { rowsVersion, type StateRecord } from './database.ts';

/** The state of a database whose rows begin on side A; without `filled`, of an empty one. */
export const newState = (
  { workshop, now, isDemo }: { readonly workshop: WorkshopId; readonly now: number; readonly isDemo: boolean },
  filled: Partial<
    Pick<StateRecord, 'membershipVersion' | 'proven' | 'shelved' | 'factCount' | 'isJoining' | 'rowsCome'>
  > = {},
): StateRecord => ({
  key: 'state',
  workshop,
  isDemo,
  side: 'A',
  rowsVersion,
  building: null,
  membershipVersion: 0,
  proven: {},
  shelved: 0,
  factCount: 0,
  foundedAt: now,
  ...filled,
});
