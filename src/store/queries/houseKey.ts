import type { WorkshopDatabase } from '../database.ts';

/** Whether the key of the house is on this device and nowhere else: it was never printed or saved. */
export async function isHouseKeyUnsaved(db: WorkshopDatabase): Promise<boolean> {
  const [recovery, savedAt] = await db.secrets.bulkGet(['recovery', 'houseKeySavedAt']);
  return (recovery?.value ?? null) !== null && (savedAt?.value ?? null) === null;
}
