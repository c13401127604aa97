/** What the dry run has to say about a row. The list is closed: each kind has a text in both languages. */
const gravity = {
  /** No name and nothing to make one of: the row stays out. */
  'name-missing': 'refused',
  'name-cut': 'look',
  'name-from-model': 'look',
  /** `value` is the number of the row it repeats. */
  'duplicate-in-file': 'look',
  /** The same code or import id is in the workshop: the row stays out unless chosen. */
  'already-here': 'look',
  'date-unread': 'look',
  'quantity-unread': 'look',
  'status-unknown': 'look',
  /** In repair, incomplete, waiting: kept as written. */
  'status-not-now': 'look',
  /** `value` is how many cells. */
  'row-short': 'look',
  'row-long': 'look',
  /** Something did not fit even as "from the import", and its end is not taken in. */
  'text-cut': 'look',
  /** A spreadsheet made `1.23E+12` of the number; the code is not claimed. */
  'code-rounded': 'look',
  /** An e-mail address or telephone number stood in a text, and was taken out. */
  'contact-removed': 'look',
  /** The name of somebody of this file stood in a text, and was taken out. */
  'person-removed': 'look',
  /** A way to reach somebody without a name: nobody can be made of it. */
  'holder-unnamed': 'look',
  'formula-kept-as-text': 'look',
  /** The end of a long text is kept as "from the import". */
  'text-continued': 'fine',
  'html-removed': 'fine',
  'category-new': 'fine',
  'place-new': 'fine',
  'holder-new': 'fine',
  /** Comes in as retired; `value` is the word of the file. */
  retired: 'fine',
  /** A tool of the same name is in the workshop: two of a kind, perhaps. */
  'same-name-here': 'fine',
} as const satisfies Record<string, 'refused' | 'look' | 'fine'>;

export type ImportNoteKind = keyof typeof gravity;

export interface ImportNote {
  readonly kind: ImportNoteKind;
  /** Position of the column, or null when it is about the row. */
  readonly column: number | null;
  /** The words of the file it is about, shortened for showing. */
  readonly value: string;
}

export type RowOutcome = 'ready' | 'look' | 'refused';

export const outcomeOf = (notes: readonly ImportNote[]): RowOutcome => {
  const found = notes.map(({ kind }) => gravity[kind]);
  if (found.includes('refused')) return 'refused';
  return found.includes('look') ? 'look' : 'ready';
};
