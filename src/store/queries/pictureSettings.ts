import type { WorkshopDatabase } from '../database.ts';

const key = 'pictures';

/** How many bytes full pictures and files may take on this device. Thumbnails are always here. */
export const usualPictureBudget = 200_000_000;

export async function readPictureBudget(db: WorkshopDatabase): Promise<number> {
  const value = (await db.drafts.get(key))?.value as { readonly budget?: number } | undefined;
  return value?.budget ?? usualPictureBudget;
}

export const writePictureBudget = async (db: WorkshopDatabase, budget: number): Promise<void> =>
  void (await db.drafts.put({ key, value: { budget }, at: 0 }));
