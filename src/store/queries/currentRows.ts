import type { RowTables, WorkshopDatabase } from '../database.ts';

/** The row tables screens read now. They change sides when rows were built anew; a live query sees that too. */
export async function currentRows(db: WorkshopDatabase): Promise<RowTables> {
  const state = await db.state.get('state');
  return db.rows(state?.side ?? 'A');
}
