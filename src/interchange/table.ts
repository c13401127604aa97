import type { NotText } from './fileKind.ts';
import type { TextEncodingName } from './textEncoding.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** A file of rows and columns as it was written, before anybody says what a column means. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly encoding: TextEncodingName;
  readonly delimiter: Delimiter;
  readonly notes: readonly TableNote[];
}

export interface TableColumn {
  /** From 0. */
  readonly position: number;
  /** As written; empty when the file leaves it blank or has cells beyond its headers. */
  readonly header: string;
  /** 2 for the second column of the same header. */
  readonly nth: number;
}

export interface TableRow {
  /** The row as a spreadsheet counts it: 1 is the first of the file. */
  readonly number: number;
  /** As many as the table has columns. */
  readonly cells: readonly string[];
  /** Cells missing (below 0) or too many (above 0) against the header row. */
  readonly ragged: number;
}

/** What was found out about the file as a whole. */
export type TableNote =
  /** Offered, not done: read again with `repairMojibake`. */
  | { readonly kind: 'mojibake'; readonly cells: number; readonly before: string; readonly after: string }
  | { readonly kind: 'mojibake-repaired'; readonly cells: number }
  | { readonly kind: 'bytes-replaced'; readonly count: number }
  | { readonly kind: 'characters-dropped'; readonly cells: number }
  | { readonly kind: 'quotes-mended'; readonly count: number }
  | { readonly kind: 'headers-duplicate'; readonly headers: readonly string[] }
  | { readonly kind: 'headers-blank'; readonly positions: readonly number[] }
  /** Lines above the header row: a title, a date. They are no rows. */
  | { readonly kind: 'lines-above'; readonly lines: readonly string[] }
  | { readonly kind: 'rows-ragged'; readonly count: number };

export type ImportRefusal =
  | { readonly kind: 'file-empty' }
  | { readonly kind: 'file-too-large'; readonly bytes: number; readonly max: number }
  | { readonly kind: 'file-not-text'; readonly is: NotText }
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'too-many-rows'; readonly rows: number; readonly max: number }
  | { readonly kind: 'too-many-columns'; readonly columns: number; readonly max: number };

/** What a column goes by inside a tool: its header, numbered when repeated, `#3` when the third column has none. */
export const columnKey = ({ position, header, nth }: TableColumn): string => {
  if (header === '') return `#${position + 1}`;
  const short = header.length > 100 ? `${header.slice(0, 99).replace(/[\ud800-\udbff]$/, '')}…` : header;
  const key = nth > 1 ? `${short} (${nth})` : short;
  return notKeys.has(key) ? `_${key}_` : key;
};

/** Names every object has already; a schema drops them. */
const notKeys: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
