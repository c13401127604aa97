import { liveQuery } from 'dexie';
import type { WorkshopDatabase } from './database.ts';

/** Calls back when facts were stored: Dexie hears of the writes of all tabs. Returns a way to stop. */
export function watchFactCount(db: WorkshopDatabase, listener: () => void): () => void {
  const watching = liveQuery(async () => (await db.state.get('state'))?.factCount).subscribe({
    next: listener,
    error: listener,
  });
  return () => watching.unsubscribe();
}
