import type { CategoryId, MemberId, PlaceId } from '#domain/ids.ts';
import type { CategoryRow, MemberRow, PlaceRow } from '#domain/rows.ts';
import type { WorkshopDatabase } from '../database.ts';
import { currentRows } from './currentRows.ts';

/** The small tables whole: what rows name by id. */
export interface Names {
  readonly members: ReadonlyMap<MemberId, MemberRow>;
  readonly places: ReadonlyMap<PlaceId, PlaceRow>;
  readonly categories: ReadonlyMap<CategoryId, CategoryRow>;
}

export async function names(db: WorkshopDatabase): Promise<Names> {
  const rows = await currentRows(db);
  const [members, places, categories] = await Promise.all([
    rows.members.toArray(),
    rows.places.toArray(),
    rows.categories.toArray(),
  ]);
  return {
    members: new Map(members.map((row) => [row.id, row])),
    places: new Map(places.map((row) => [row.id, row])),
    categories: new Map(categories.map((row) => [row.id, row])),
  };
}
