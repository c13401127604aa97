import { workshopStream } from '#domain/ids.ts';
import { type KeptText, type WorkshopSettled, settleWorkshop } from '#domain/settle/workshop.ts';
import type { TextName } from '#domain/kinds/text.ts';
import type { WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { contextFor } from '../settleRows.ts';

/** Every version of a text that was kept, the one that stands first. */
export async function keptVersions(
  db: WorkshopDatabase,
  cache: MembershipCache,
  of: TextName,
): Promise<readonly KeptText[]> {
  const { history, kept } = await texts(db, cache);
  const stands = kept[of];
  const before = history.filter((each) => each.of === of && each.ref.id !== stands?.ref.id).toReversed();
  return stands === undefined ? before : [stands, ...before];
}

/** What the board is begun from now, on every phone alike. */
export const boardSeed = async (db: WorkshopDatabase, cache: MembershipCache): Promise<WorkshopSettled['board']> =>
  (await texts(db, cache)).board;

async function texts(
  db: WorkshopDatabase,
  cache: MembershipCache,
): Promise<Pick<WorkshopSettled, 'history' | 'kept' | 'board'>> {
  return db.dexie.transaction('r', [db.state, db.streams, db.logs], async () => {
    const [state, record] = await Promise.all([db.state.get('state'), db.streams.get(workshopStream)]);
    if (state === undefined || record === undefined) throw new Error('This database holds no workshop yet');
    return settleWorkshop(record.facts, await contextFor(db, await cache.read(state), [record]));
  });
}
