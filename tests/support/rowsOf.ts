import type {
  CareDayRow,
  CategoryRow,
  CodeRow,
  DutyRow,
  MemberRow,
  PlaceRow,
  ShelfEntry,
  SkillRow,
  ToolRow,
} from '#domain/rows.ts';
import type { PicturesRow, Side, WorkshopDatabase } from '#store/database.ts';

/** All rows of one side in an order that does not depend on how they came. */
export interface AllRows {
  readonly tools: readonly ToolRow[];
  readonly places: readonly PlaceRow[];
  readonly categories: readonly CategoryRow[];
  readonly members: readonly MemberRow[];
  readonly skills: readonly SkillRow[];
  readonly codes: readonly CodeRow[];
  readonly shelf: readonly ShelfEntry[];
  readonly workshop: readonly object[];
  readonly pictures: readonly PicturesRow[];
  readonly duties: readonly DutyRow[];
  readonly careDays: readonly CareDayRow[];
}

export async function rowsOf(db: WorkshopDatabase, side?: Side): Promise<AllRows> {
  const rows = db.rows(side ?? (await db.state.get('state'))?.side ?? 'A');
  const [tools, places, categories, members, skills, codes, pages, workshop, pictures, duties, careDays] =
    await Promise.all([
      rows.tools.toArray(),
      rows.places.toArray(),
      rows.categories.toArray(),
      rows.members.toArray(),
      rows.skills.toArray(),
      rows.codes.toArray(),
      rows.shelf.toArray(),
      rows.workshop.toArray(),
      rows.pictures.toArray(),
      rows.duties.toArray(),
      rows.careDays.toArray(),
    ]);
  const shelf = pages.flatMap(({ entries }) => entries).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { tools, places, categories, members, skills, codes, shelf, workshop, pictures, duties, careDays };
}
