import { headerName } from '../headerName.ts';
import type { Target } from '../target.ts';

export type FormatName =
  'snipe-it' | 'circulate' | 'homebox' | 'shelf' | 'lend-engine' | 'my-turn' | 'leihs' | 'leih-lokal' | 'generic';

/** What we know of another program's files. */
export interface ForeignFormat {
  readonly name: FormatName;
  /** Headers no other program has together; the file is of this format when it holds `enough` of them. */
  readonly signature: readonly string[];
  readonly enough: number;
  /** What its headers mean, the likelier first where two mean the same. Written as in the file; compared folded. */
  readonly columns: Readonly<Record<string, FormatTarget>>;
  readonly categories: Separators;
  readonly places: Separators;
  /** Cells that mean "nothing". */
  readonly empty: ReadonlySet<string>;
  /** Headers with a grammar of their own, brought to what they name. */
  readonly headerOf?: (header: string) => string;
}

/** `people`: about a person, and we hold nothing of the kind. */
export type FormatTarget = Target | 'people';

export interface Separators {
  /** Between a name and the name below it. */
  readonly path: RegExp;
  /** Between several in one cell; `null` when a cell holds one. */
  readonly between: RegExp | null;
}

/** `null` stands for a dash too: most programs write one for "none". */
export const usuallyEmpty: ReadonlySet<string> = new Set(['-', '–', '—', 'n/a', 'na', '#n/a', 'null', 'nil', 'none']);

/** The column's meaning in this format, if it has one. `rank` is lower for the likelier of two. */
export const knownColumns = (format: ForeignFormat): ReadonlyMap<string, { target: FormatTarget; rank: number }> =>
  new Map(Object.entries(format.columns).map(([header, target], rank) => [headerName(header), { target, rank }]));
