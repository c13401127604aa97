import Dexie from 'dexie';
import type { WorkshopId } from '#domain/ids.ts';
import { openDatabase } from './database.ts';

export interface FoundDatabase {
  readonly workshop: WorkshopId;
  readonly name: string;
  readonly isDemo: boolean;
}

/** Every workshop whose database is in this browser: the truth behind the note of known workshops. */
export async function findDatabases(): Promise<readonly FoundDatabase[]> {
  const found: FoundDatabase[] = [];
  for (const name of (await Dexie.getDatabaseNames()).filter((each) => isWorkshops(each))) {
    const db = openDatabase(name);
    const state = await db.state.get('state');
    if (state !== undefined && state.isJoining !== true) {
      const row = await db.rows(state.side).workshop.get('workshop');
      found.push({ workshop: state.workshop, name: row?.name ?? '', isDemo: state.isDemo });
    }
    db.dexie.close();
  }
  return found;
}

/** The board has a database of its own beside it, which is not ours to open. */
const isWorkshops = (name: string): boolean => /^circule-[\w-]{22}$/.test(name);
