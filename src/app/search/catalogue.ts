import MiniSearch from 'minisearch';
import { fold, sortKey } from '#domain/fold.ts';
import type { CategoryId, PlaceId, ToolId } from '#domain/ids.ts';
import type { CategoryRow, PlaceRow, ShelfEntry } from '#domain/rows.ts';
import { pathOf } from '#domain/settle/tree.ts';
import type { Answer, Question } from './question.ts';
import { wordsOf } from './words.ts';

/**
 * All tools in memory, and what is said of them in an index: what a question is answered from. Names of people are not
 * in it. Made for a worker; while the index is being built, a plain search over the same words answers.
 */
export interface Catalogue {
  /** Replaces what one stretch of the shelf held. */
  readonly put: (stretch: number, entries: readonly ShelfEntry[]) => void;
  readonly setTrees: (places: readonly PlaceRow[], categories: readonly CategoryRow[]) => void;
  /** Indexes up to `limit` tools; how many are still to do. */
  readonly index: (limit: number) => number;
  readonly ask: (question: Question) => Answer;
}

type Field = 'name' | 'otherNames' | 'labels' | 'brand' | 'category' | 'place' | 'about';
const weights: Readonly<Record<Field, number>> = {
  name: 6,
  otherNames: 4,
  labels: 4,
  brand: 2,
  category: 1.5,
  place: 1,
  about: 0.7,
};
type Texts = Readonly<Record<Field, string>>;
interface Kept {
  readonly entry: ShelfEntry;
  readonly texts: Texts;
  /** Its names as one folded line, each word after a blank. Made when it is kept: the first letter finds all of them. */
  readonly line: string;
}

export function createCatalogue(): Catalogue {
  const kept = new Map<ToolId, Kept>();
  const stretches = new Map<number, ReadonlySet<ToolId>>();
  const places = new Map<PlaceId, PlaceRow>();
  const categories = new Map<CategoryId, CategoryRow>();
  const waiting = new Set<ToolId>();
  let ordered: readonly Kept[] | null = null;
  const index = new MiniSearch<Texts & { readonly id: ToolId }>({
    fields: Object.keys(weights),
    tokenize: (text) => wordsOf(text).flatMap(({ full, stem }) => (full === stem ? [full] : [full, stem])),
    processTerm: (term) => term,
    // Cleaning up while somebody types would be felt; what is thrown away is little.
    autoVacuum: { minDirtCount: 2000, minDirtFactor: 0.3, batchSize: 200, batchWait: 20 },
  });

  const keep = (entry: ShelfEntry): void => {
    const texts = textsOf(entry, places, categories);
    const before = kept.get(entry.id);
    const names = namesIn(texts);
    const line = before !== undefined && namesIn(before.texts) === names ? before.line : lineOf(names);
    kept.set(entry.id, { entry, texts, line });
    if (before === undefined || !sameTexts(before.texts, texts)) waiting.add(entry.id);
  };
  const drop = (id: ToolId): void => {
    kept.delete(id);
    waiting.add(id);
  };
  const indexSome = (limit: number): number => {
    let left = limit;
    for (const id of waiting) {
      if (left === 0) break;
      left -= 1;
      waiting.delete(id);
      const now = kept.get(id);
      if (index.has(id)) index.discard(id);
      if (now !== undefined) index.add({ id, ...now.texts });
    }
    return waiting.size;
  };
  const inOrder = (): readonly Kept[] => {
    // Retired ones have no order; they come last, by name.
    ordered ??= [...kept.values()]
      .map((each) => ({
        each,
        key: each.entry.order === '' ? `\uffff\uffff${sortKey(each.entry.name)}` : each.entry.order,
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ each }) => each);
    return ordered;
  };

  return {
    put: (stretch, entries) => {
      const ids = new Set(entries.map(({ id }) => id));
      for (const id of stretches.get(stretch) ?? []) if (!ids.has(id)) drop(id);
      stretches.set(stretch, ids);
      for (const entry of entries) keep(entry);
      ordered = null;
    },
    setTrees: (newPlaces, newCategories) => {
      places.clear();
      categories.clear();
      for (const place of newPlaces) places.set(place.id, place);
      for (const category of newCategories) categories.set(category.id, category);
      for (const { entry } of kept.values()) keep(entry);
      ordered = null;
    },
    index: indexSome,
    ask: (question) => {
      const fits = fitting(question, places, categories);
      const words = [...new Set(wordsOf(question.words).map(({ full }) => full))];
      const all = inOrder().reduce((count, { entry }) => (entry.order === '' ? count : count + 1), 0);
      if (words.length === 0) {
        const entries = inOrder().flatMap(({ entry }) => (fits(entry) ? [entry] : []));
        return { ...byPlace(entries, question.standing === 'retired'), all, by: { words, terms: [] } };
      }
      // A few changes are taken in at once; while the whole index is still to build, the words are looked through.
      const isReady = waiting.size === 0 || (waiting.size <= 300 && indexSome(300) === 0);
      const isShort = words.every((word) => word.length < telling);
      const found =
        isReady && !isShort ? searchIndex(index, words, (id) => kept.get(id)) : searchThrough(inOrder(), words);
      const ranked = found.ids.flatMap((id) => {
        const entry = kept.get(id)?.entry;
        return entry !== undefined && fits(entry) ? [entry] : [];
      });
      return { ...byPlace(bestPlacesFirst(ranked), false), all, by: { words, terms: found.terms } };
    },
  };
}

function textsOf(
  entry: ShelfEntry,
  places: ReadonlyMap<PlaceId, PlaceRow>,
  categories: ReadonlyMap<CategoryId, CategoryRow>,
): Texts {
  return {
    name: entry.name,
    otherNames: entry.otherNames.join(' '),
    // Typed in one piece or in its two groups.
    labels: entry.labels.map((label) => `${label} ${label.slice(0, 4)} ${label.slice(4)}`).join(' '),
    brand: entry.brand,
    category: pathOf(entry.category, (id) => categories.get(id)).join(' '),
    place: [...pathOf(entry.place, (id) => places.get(id)), entry.spot ?? ''].join(' '),
    about: entry.about,
  };
}

const sameTexts = (a: Texts, b: Texts): boolean =>
  (Object.keys(weights) as Field[]).every((field) => a[field] === b[field]);

interface Hits {
  readonly ids: readonly ToolId[];
  readonly terms: readonly string[];
}

type Index = MiniSearch<Texts & { readonly id: ToolId }>;

/** From here on letters tell words apart: fewer begin so many that looking through what else was found is quicker. */
const telling = 3;

/**
 * Strictly first: whole words and beginnings, all of them. Only when nothing was found, words that are nearly so. A
 * letter or two beside longer words (a number, the next word begun) choose among what those found.
 */
function searchIndex(index: Index, words: readonly string[], keptOf: (id: ToolId) => Kept | undefined): Hits {
  const [long, short] = [words.filter((word) => word.length >= telling), words.filter((word) => word.length < telling)];
  const asked = (fuzzy: boolean, combineWith: 'AND' | 'OR') => {
    const results = index.search({
      combineWith,
      queries: long.map((word) => ({
        combineWith: 'OR' as const,
        tokenize: (text: string) => [text],
        boost: weights,
        queries: [
          {
            queries: [word],
            prefix: true,
            fuzzy: fuzzy ? nearness(word) : false,
            weights: { prefix: 0.4, fuzzy: 0.3 },
          },
          ...wordsOf(word)
            .filter(({ full, stem }) => full !== stem)
            .map(({ stem }) => ({ queries: [stem] })),
        ],
      })),
    });
    return {
      ids: results.map(({ id }) => id as ToolId),
      terms: [...new Set(results.slice(0, 500).flatMap(({ terms }) => terms))],
    };
  };
  const withShort = ({ ids, terms }: Hits): Hits => ({ ids: havingAll(ids, short, keptOf), terms });
  const strict = withShort(asked(false, 'AND'));
  if (strict.ids.length > 0) return strict;
  const near = withShort(asked(true, 'AND'));
  return near.ids.length > 0 || words.length === 1 ? near : asked(true, 'OR');
}

/** Those in which each of a few letters begins a word: first where they are a whole word of the name, then its beginning. */
function havingAll(
  ids: readonly ToolId[],
  short: readonly string[],
  keptOf: (id: ToolId) => Kept | undefined,
): readonly ToolId[] {
  if (short.length === 0) return ids;
  const groups: readonly ToolId[][] = [[], [], []];
  for (const id of ids) {
    const each = keptOf(id);
    if (each === undefined) continue;
    const names = `${each.line} `;
    if (short.every((word) => names.includes(` ${word} `))) groups[0]?.push(id);
    else if (short.every((word) => names.includes(` ${word}`))) groups[1]?.push(id);
    else {
      const line = lineOf(Object.values(each.texts).join(' '));
      if (short.every((word) => line.includes(` ${word}`))) groups[2]?.push(id);
    }
  }
  return groups.flat();
}

/** How many letters may be wrong. */
const nearness = (word: string): number | false => (word.length > 7 ? 2 : word.length > 3 ? 1 : false);

/**
 * Looks through names alone: while the index is being built, and for a letter or two, which begin so many words that an
 * index would only be slower. Every word must begin a word; names that begin with the first one stand
 * first, else all stand in the order of the list.
 */
function searchThrough(kept: readonly Kept[], words: readonly string[]): Hits {
  const begins: ToolId[] = [];
  const others: ToolId[] = [];
  const [first, ...more] = words.map((word) => ` ${word}`);
  if (first === undefined) return { ids: [], terms: [] };
  for (const each of kept) {
    const at = each.line.indexOf(first);
    if (at < 0 || !more.every((word) => each.line.includes(word))) continue;
    (at === 0 ? begins : others).push(each.entry.id);
  }
  return { ids: [...begins, ...others], terms: [] };
}

const namesIn = ({ name, otherNames, labels }: Texts): string => `${name} ${otherNames} ${labels}`;

const lineOf = (text: string): string =>
  ` ${fold(text)
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .replace(/\p{Extended_Pictographic}/gu, ' $&')}`;

function fitting(
  { standing, place, category, me, now, asleepAfter }: Question,
  places: ReadonlyMap<PlaceId, PlaceRow>,
  categories: ReadonlyMap<CategoryId, CategoryRow>,
): (entry: ShelfEntry) => boolean {
  const isInPlace = within(place, places);
  const isOfCategory = within(category, categories);
  const stands = (entry: ShelfEntry): boolean => {
    switch (standing) {
      case 'all':
        return entry.order !== '';
      case 'here':
        return entry.order !== '' && entry.state === 'here';
      case 'mine':
        return me !== null && entry.holders.includes(me);
      case 'asleep':
        return entry.order !== '' && entry.state === 'here' && now - entry.movedAt > asleepAfter;
      case 'retired':
        return entry.order === '';
    }
  };
  return (entry) => stands(entry) && isInPlace(entry.place) && isOfCategory(entry.category);
}

/** Whether something stands at `root` or below it; anything does when none was chosen. */
function within<Id extends string>(
  root: Id | null,
  nodes: ReadonlyMap<Id, { readonly parent: Id | null }>,
): (id: Id | null) => boolean {
  const known = new Map<Id | null, boolean>([[null, false]]);
  const isBelow = (id: Id | null, seen: ReadonlySet<Id>): boolean => {
    if (id === root) return true;
    if (id === null || seen.has(id)) return false;
    const before = known.get(id);
    if (before !== undefined) return before;
    const answer = isBelow(nodes.get(id)?.parent ?? null, new Set([...seen, id]));
    known.set(id, answer);
    return answer;
  };
  return root === null ? () => true : (id) => isBelow(id, new Set());
}

/** The place of the best hit comes first with all its hits, then the next: one walks the wall once. */
function bestPlacesFirst(ranked: readonly ShelfEntry[]): readonly ShelfEntry[] {
  const groups = new Map<PlaceId | null, ShelfEntry[]>();
  for (const entry of ranked) {
    const group = groups.get(entry.place);
    if (group === undefined) groups.set(entry.place, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].flat();
}

function byPlace(entries: readonly ShelfEntry[], isFlat: boolean): Pick<Answer, 'ids' | 'groups'> {
  const groups: { place: PlaceId | null; from: number }[] = [];
  if (!isFlat)
    for (const [at, { place }] of entries.entries())
      if (at === 0 || place !== entries[at - 1]?.place) groups.push({ place, from: at });
  return { ids: entries.map(({ id }) => id), groups };
}
