import { foldName } from './cleanText.ts';

/** Names within names, as categories and places are. */
export type Path = readonly string[];

export interface PathBook {
  /** The path in the spelling first seen. `isNew`: the workshop does not have it yet. */
  settle(path: Path): { readonly path: Path; readonly isNew: boolean };
  /** Paths to be added, parents before children. */
  added(): readonly Path[];
}

/** Keeps one spelling per name and parent: "Jardin", "jardin " and "JARDIN" are one category. */
export const createPathBook = (existing: Iterable<Path>): PathBook => {
  const spellings = new Map<string, Path>();
  const added: Path[] = [];
  const learn = (path: Path, known: boolean): { path: Path; isNew: boolean } => {
    let settled: Path = [];
    let key = '';
    let isNew = false;
    for (const name of path) {
      key += `\u0000${foldName(name)}`;
      const seen = spellings.get(key);
      const next = seen ?? [...settled, name];
      if (seen === undefined) {
        spellings.set(key, next);
        if (!known) added.push(next);
        isNew = true;
      }
      settled = next;
    }
    return { path: settled, isNew: isNew && !known };
  };
  for (const path of existing) learn(path, true);
  return { settle: (path) => learn(path, false), added: () => added };
};
