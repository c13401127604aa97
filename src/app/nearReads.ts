import type { ToolRow, WorkshopRow } from '#domain/rows.ts';
import { isStewardNow, memberOf } from '#domain/settle/membership.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import { keep, type Kept } from '#store/queries/keep.ts';
import { type Names, names } from '#store/queries/names.ts';
import { firstTools, toolsHeldBy, workshopRow } from '#store/queries/tools.ts';
import { formerLog, ownLog } from '#store/secrets.ts';
import type { Me } from './workshop.ts';

/** What nearly every screen reads: begun while the code of the screen is still on its way, and kept for the next one. */
export interface NearReads {
  /** Who and what there is by name, and which of the people this device belongs to. */
  readonly names: Kept<Names & { readonly me: Me }>;
  readonly row: Kept<WorkshopRow | null>;
  /** What I hold, longest first. */
  readonly held: Kept<readonly ToolRow[]>;
  /** The first rows of the list, for the first screen only: whoever draws it stops them. */
  readonly first: Kept<readonly ToolRow[]>;
}

/** Nothing but the database is awaited in here: else the queries would not hear of changes. */
export function createNearReads(db: WorkshopDatabase, cache: MembershipCache): NearReads {
  const named = async (): Promise<Names & { readonly me: Me }> => {
    const read = await names(db);
    return { ...read, me: await meAmong(read, db, cache) };
  };
  return {
    first: keep(async () => firstTools(db)),
    names: keep(named),
    held: keep(async () => toolsHeldBy(db, (await named()).me.member)),
    row: keep(async () => workshopRow(db)),
  };
}

/** Who of the people this device belongs to; asked of the facts while their row is not settled yet. */
export async function meAmong({ members }: Names, db: WorkshopDatabase, cache: MembershipCache): Promise<Me> {
  const log = await ownLog(db);
  if (log === null) throw new Error('This workshop is not here');
  for (const { id, role, devices } of members.values()) {
    const device = devices.find((each) => each.log === log);
    if (device !== undefined) return { member: id, log, isSteward: device.isOpen && role === 'steward' };
  }
  const state = await db.state.get('state');
  if (state === undefined) throw new Error('This workshop is not here');
  const { membership } = await cache.read(state);
  // Let in again with a new log, and not yet heard that it counts: whose it is, the one before tells.
  const member = memberOf(membership, log) ?? memberOf(membership, (await formerLog(db)) ?? log);
  if (member === null) throw new Error('This log was never let in');
  return { member, log, isSteward: isStewardNow(membership, log) };
}
