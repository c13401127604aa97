import type { Delimiter } from './table.ts';

export type CsvValue = string | number | boolean | null | undefined;

/**
 * One cell. A spreadsheet runs a text that begins like a formula, so such a text gets a quotation mark in front, which
 * spreadsheets show as text and `readTable` takes off again.
 */
export const csvCell = (value: CsvValue, delimiter: Delimiter = ','): string => {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /["\n\r]|^\s|\s$/.test(safe) || safe.includes(delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * A table for other programs: keys stay English whatever the language of the interface, lines end as RFC 4180 says, and
 * a byte order mark keeps Excel from garbling accents.
 */
export const toCsv = <Key extends string>(
  keys: readonly Key[],
  rows: Iterable<Readonly<Partial<Record<Key, CsvValue>>>>,
  { delimiter = ',' }: { readonly delimiter?: Delimiter } = {},
): string => {
  const lines = [keys.map((key) => csvCell(key, delimiter)).join(delimiter)];
  for (const row of rows) lines.push(keys.map((key) => csvCell(row[key], delimiter)).join(delimiter));
  return `\ufeff${lines.join('\r\n')}\r\n`;
};
