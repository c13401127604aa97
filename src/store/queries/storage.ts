import type { WorkshopDatabase } from '../database.ts';

/** How much stands in the notebook on this device. Counts through keys. */
export interface StorageCounts {
  readonly tools: number;
  readonly facts: number;
  /** Rows being built anew after an update; null when all is in place. */
  readonly building: { readonly done: number; readonly of: number } | null;
}

export async function storageCounts(db: WorkshopDatabase): Promise<StorageCounts> {
  const state = await db.state.get('state');
  const tools = await db.rows(state?.side ?? 'A').tools.count();
  const building = state?.building ?? null;
  return {
    tools,
    facts: state?.factCount ?? 0,
    building:
      building === null
        ? null
        : {
            done: await db.streams
              .where('id')
              .belowOrEqual(building.after ?? '')
              .count(),
            of: await db.streams.count(),
          },
  };
}
