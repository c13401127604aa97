import type { FormatName } from './formats/foreignFormat.ts';
import { mayRepeat, type Target } from './target.ts';

/** What each column is to become: guessed, then changed by hand with `withTarget`. */
export interface Mapping {
  readonly format: FormatName;
  /** A list of things, or a list of people who become members without a phone. */
  readonly rows: 'tools' | 'members';
  readonly columns: readonly ColumnMapping[];
}

export interface ColumnMapping {
  readonly position: number;
  readonly header: string;
  /** Up to three different values of the file, as they are. */
  readonly examples: readonly string[];
  readonly target: Target;
  readonly confidence: 'sure' | 'likely' | 'unsure';
  readonly why: MappingReason;
  /** Not null: the column is about people. It may become a member or be left out; it is never kept raw. */
  readonly people: PeopleSign | null;
}

export type MappingReason =
  /** The format knows the header. */
  | 'known-header'
  /** Lists people keep themselves often call it so. */
  | 'usual-header'
  /** The cells look like it. */
  | 'content'
  /** Another column already is what this one would be. */
  | 'taken'
  /** Nothing is known of it. */
  | 'unknown'
  /** No cell has anything in it. */
  | 'empty'
  | 'people'
  | 'by-hand';

export type PeopleSign = 'header' | 'emails' | 'phones' | 'names';

/** The person's own choice for one column. A target that only one column can be is taken from the one that had it. */
export const withTarget = (mapping: Mapping, position: number, target: Target): Mapping => {
  const columns = mapping.columns.map((column): ColumnMapping => {
    if (column.position === position)
      return { ...column, target: allowedTarget(column, target), confidence: 'sure', why: 'by-hand' };
    if (column.target !== target || mayRepeat(target)) return column;
    return { ...column, target: column.people === null ? 'keep' : 'leaveOut', why: 'taken' };
  });
  return { ...mapping, columns };
};

/** What was recognised as people is not kept raw, whoever asks. */
export const allowedTarget = (column: Pick<ColumnMapping, 'people'>, target: Target): Target =>
  column.people !== null && target === 'keep' ? 'leaveOut' : target;
