import type { MemberId } from '#domain/ids.ts';
import { fold } from '#domain/fold.ts';
import type { MemberRow } from '#domain/rows.ts';
import type { WorkshopDatabase } from '../database.ts';
import { currentRows } from './currentRows.ts';

/** A member and how many things are with them. */
export interface PersonSeen extends MemberRow {
  readonly holds: number;
}

/**
 * The people of the workshop by name. Somebody whose name was removed is only listed while something is still noted with
 * them: it must stay findable and returnable.
 */
export async function people(db: WorkshopDatabase): Promise<readonly PersonSeen[]> {
  const rows = await currentRows(db);
  const [members, held] = await Promise.all([rows.members.toArray(), rows.tools.orderBy('holders').keys()]);
  const holds = new Map<MemberId, number>();
  for (const member of held as unknown as readonly MemberId[]) holds.set(member, (holds.get(member) ?? 0) + 1);
  return members
    .map((row) => ({ ...row, holds: holds.get(row.id) ?? 0 }))
    .filter(({ state, holds }) => state !== 'forgotten' || holds > 0)
    .toSorted((a, b) => compare(fold(a.name ?? '\uffff'), fold(b.name ?? '\uffff')) || compare(a.id, b.id));
}

export async function person(db: WorkshopDatabase, id: MemberId): Promise<MemberRow | null> {
  const rows = await currentRows(db);
  return (await rows.members.get(id)) ?? null;
}

/** Who held something last, latest first: the tokens nearest to hand at the door. */
export async function lastHolders(db: WorkshopDatabase): Promise<readonly MemberId[]> {
  const rows = await currentRows(db);
  const out = await rows.tools.orderBy('outSince').toArray();
  return [...new Set(out.toReversed().flatMap(({ holders }) => holders ?? []))];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
