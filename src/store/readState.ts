import type { Membership } from '#domain/settle/membership.ts';
import type { StateRecord, WorkshopDatabase } from './database.ts';
import type { MembershipCache } from './membershipCache.ts';

/** For whoever may count on a workshop being here. Throws when there is none, or none any more. */
export async function readState(db: WorkshopDatabase): Promise<StateRecord> {
  const state = await db.state.get('state');
  if (state === undefined) throw new Error('This database holds no workshop yet');
  return state;
}

/** Who belongs, as of one moment. Throws when there is no workshop here. */
export function membershipNow(db: WorkshopDatabase, cache: MembershipCache): Promise<Membership> {
  return db.dexie.transaction(
    'r',
    [db.state, db.streams, db.logs],
    async () => (await cache.read(await readState(db))).membership,
  );
}
