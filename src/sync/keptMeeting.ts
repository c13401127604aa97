import { liveQuery } from 'dexie';
import type { WorkshopDatabase } from '#store/database.ts';
import type { KeptMeeting, MeetingDeps } from './openMeeting.ts';

const key = 'meeting';

/** Whom this device met and what others have of it: a small record, which every tab reads and the leading one writes. */
export const keptMeeting = (db: WorkshopDatabase): MeetingDeps['kept'] => {
  const read = async (): Promise<KeptMeeting | null> =>
    ((await db.drafts.get(key))?.value ?? null) as KeptMeeting | null;
  return {
    read,
    write: async (kept) => void (await db.drafts.put({ key, value: kept, at: kept.met[0]?.at ?? 0 })),
    onChange(listener) {
      const watching = liveQuery(read).subscribe({ next: listener, error: () => undefined });
      return () => watching.unsubscribe();
    },
  };
};
