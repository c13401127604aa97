import type { CategoryId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import { streamKey, toolStream } from '#domain/ids.ts';
import { toolAdded } from '#domain/kinds/tool.ts';
import { pathOf } from '#domain/settle/tree.ts';
import { foldName } from '#interchange/cleanText.ts';
import { importIdKey, likenessOf } from '#interchange/importedTool.ts';
import type { ExistingThings, PlannedRow } from '#interchange/planImport.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { shelf } from '#store/queries/tools.ts';

/** What an import finds in the workshop, with the ids behind the names. */
export interface Existing extends ExistingThings {
  readonly categoryIds: ReadonlyMap<string, CategoryId>;
  readonly placeIds: ReadonlyMap<string, PlaceId>;
  /** In the order of `members`. */
  readonly memberIds: readonly MemberId[];
}

/** One name for every spelling of a path. */
export const pathKey = (path: readonly string[]): string => path.map(foldName).join('\u0000');

/** Reads what the dry run compares with. What came with an import that was taken back is not in it. */
export async function existingThings(
  db: WorkshopDatabase,
  { rest }: { readonly rest: () => Promise<void> },
): Promise<Existing> {
  const rows = await currentRows(db);
  const [tools, codes, categories, places, members] = await Promise.all([
    shelf(db),
    rows.codes.where('id').startsWith('code/').primaryKeys(),
    rows.categories.toArray(),
    rows.places.toArray(),
    rows.members.toArray(),
  ]);
  const named = members.filter((member) => member.name !== null);
  const [categoryTree, placeTree] = [tree(categories), tree(places)];
  return {
    toolNames: tools.map(({ name }) => name),
    codeTexts: codes.map((id) => streamKey(id as Parameters<typeof streamKey>[0]).replace(/^[^:]*:/, '')),
    ...(await importedOf(
      db,
      tools.map(({ id }) => id),
      rest,
    )),
    categories: categoryTree.paths,
    categoryIds: categoryTree.ids,
    places: placeTree.paths,
    placeIds: placeTree.ids,
    members: named.map((member) => ({ name: member.name ?? '' })),
    memberIds: named.map(({ id }) => id),
  };
}

function tree<Id extends string>(
  nodes: readonly { readonly id: Id; readonly name: string; readonly parent: Id | null }[],
) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const entries = nodes.map(({ id }) => ({ id, path: pathOf(id, (each) => byId.get(each)) }));
  return { paths: entries.map(({ path }) => path), ids: new Map(entries.map(({ id, path }) => [pathKey(path), id])) };
}

const atOnce = 500;

/** What earlier imports brought: the other program's numbers, and what else tells a tool. Read from the streams, once. */
async function importedOf(
  db: WorkshopDatabase,
  tools: readonly ToolId[],
  rest: () => Promise<void>,
): Promise<Pick<Existing, 'importIds' | 'likenesses'>> {
  const importIds: string[] = [];
  const likenesses: string[] = [];
  for (let from = 0; from < tools.length; from += atOnce) {
    const records = await db.streams.bulkGet(tools.slice(from, from + atOnce).map(toolStream));
    for (const record of records)
      for (const { kind, body } of record?.facts ?? []) {
        const id = (body['imported'] as Readonly<Record<string, unknown>> | undefined)?.[importIdKey];
        if (typeof id === 'string') importIds.push(id);
        if (kind === toolAdded.name && typeof body['batch'] === 'string') likenesses.push(likenessOf(body));
      }
    await rest();
  }
  return { importIds, likenesses };
}

/** How many places and categories these rows would add. */
export function newThings(
  rows: readonly PlannedRow[],
  { categoryIds, placeIds }: Pick<Existing, 'categoryIds' | 'placeIds'>,
): { readonly categories: number; readonly places: number } {
  const missing = (paths: readonly (readonly string[])[], ids: ReadonlyMap<string, unknown>): number => {
    const keys = new Set(paths.flatMap((path) => path.map((_, at) => pathKey(path.slice(0, at + 1)))));
    return [...keys].filter((key) => !ids.has(key)).length;
  };
  const tools = rows.flatMap(({ tool }) => tool ?? []);
  return {
    categories: missing(
      tools.map(({ categoryPath }) => categoryPath),
      categoryIds,
    ),
    places: missing(
      tools.map(({ placePath }) => placePath),
      placeIds,
    ),
  };
}
