import type { WorkshopDatabase } from '../database.ts';

/** Whether the key of the house is on this device and nowhere else: it was never printed or saved. A demo needs none. */
export async function isHouseKeyUnsaved(db: WorkshopDatabase): Promise<boolean> {
  const [state, [recovery, savedAt]] = await Promise.all([
    db.state.get('state'),
    db.secrets.bulkGet(['recovery', 'houseKeySavedAt']),
  ]);
  return state?.isDemo === false && (recovery?.value ?? null) !== null && (savedAt?.value ?? null) === null;
}
