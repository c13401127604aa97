import type { StateRecord, WorkshopDatabase } from './database.ts';
import { readState } from './readState.ts';

/**
 * Moves with every transaction that changes the ledger: the door adds facts, the sweeper counts its slices. What changes
 * it in another way must count as a slice.
 */
export async function readMark(db: WorkshopDatabase): Promise<{ readonly mark: string; readonly state: StateRecord }> {
  const [state, sweeps] = await Promise.all([readState(db), db.sweeps.get('sweeps')]);
  return { mark: `${String(state.factCount)} ${String(sweeps?.n)}`, state };
}

/** For whatever changes the ledger without adding facts: what was read before stands no more. */
export async function countSweep(db: WorkshopDatabase): Promise<void> {
  const sweeps = await db.sweeps.get('sweeps');
  await db.sweeps.put({ key: 'sweeps', n: (sweeps?.n ?? 0) + 1 });
}
