import { decideAddNode, decideDescribeNode } from '#domain/decide/describe.ts';
import type { CategoryId, PlaceId } from '#domain/ids.ts';
import { categoryStream, placeStream } from '#domain/ids.ts';
import { ok } from '#domain/result.ts';
import { settleCategory, settlePlace } from '#domain/settle/tree.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { newId } from '../newIds.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, single } from './context.ts';

type PlaceCommands = Pick<Commands, 'addPlace' | 'describePlace' | 'addCategory' | 'describeCategory'>;

/** Places and categories: the two trees. */
export function placeCommands({ pen, db, deps }: CommandContext): PlaceCommands {
  const { now } = deps.clock;

  /** Would `parent` be the node itself or hang below it? */
  async function isBelow(
    table: 'places' | 'categories',
    id: string,
    parent: string | null | undefined,
  ): Promise<boolean> {
    const rows = await currentRows(db);
    const seen = new Set<string>();
    for (let at = parent ?? null; at !== null && !seen.has(at);) {
      if (at === id) return true;
      seen.add(at);
      at = (await rows[table].get(at))?.parent ?? null;
    }
    return false;
  }

  return {
    addPlace: (words) => {
      const id = newId<PlaceId>(deps.crypto);
      return pen.write([placeStream(id)], () => {
        const drafted = decideAddNode('place', id, words, { now: now() });
        return drafted.ok ? ok({ drafts: [drafted.value], value: () => id }) : drafted;
      });
    },
    describePlace: async (place, words) => {
      const below = await isBelow('places', place, words.parent);
      return pen.write([placeStream(place)], (read) => {
        const node = settlePlace(place, read.records.get(placeStream(place))?.facts ?? [], read.context);
        return single(decideDescribeNode('place', node, words, { now: now(), isBelow: below }));
      });
    },
    addCategory: (words) => {
      const id = newId<CategoryId>(deps.crypto);
      return pen.write([categoryStream(id)], () => {
        const drafted = decideAddNode('category', id, words, { now: now() });
        return drafted.ok ? ok({ drafts: [drafted.value], value: () => id }) : drafted;
      });
    },
    describeCategory: async (category, words) => {
      const below = await isBelow('categories', category, words.parent);
      return pen.write([categoryStream(category)], (read) => {
        const node = settleCategory(category, read.records.get(categoryStream(category))?.facts ?? [], read.context);
        return single(decideDescribeNode('category', node, words, { now: now(), isBelow: below }));
      });
    },
  };
}
