import Papa from 'papaparse';
import { ok, refused, type Result } from '#domain/result.ts';
import { cleanText, oneLine } from './cleanText.ts';
import { decodeText, type TextEncodingName } from './textEncoding.ts';
import { findDelimiter } from './findDelimiter.ts';
import { maxColumns, maxFileBytes, maxRows } from './importBounds.ts';
import { notTextKind } from './fileKind.ts';
import { repairMojibake } from './mojibake.ts';
import type { Delimiter, ImportRefusal, Table, TableColumn, TableNote, TableRow } from './table.ts';

export interface ReadTableOptions {
  /** What the person says, against what was found out. */
  readonly encoding?: TextEncodingName;
  readonly delimiter?: Delimiter;
  readonly repairMojibake?: boolean;
}

/** Reads any comma, semicolon, tab or bar separated file of any age. Refuses what is no such file, and never throws. */
export const readTable = (bytes: Uint8Array, options: ReadTableOptions = {}): Result<Table, ImportRefusal> => {
  if (bytes.length === 0) return refused({ kind: 'file-empty' });
  if (bytes.length > maxFileBytes) return refused({ kind: 'file-too-large', bytes: bytes.length, max: maxFileBytes });
  const foreign = notTextKind(bytes);
  if (foreign !== null) return refused({ kind: 'file-not-text', is: foreign });
  const decoded = decodeText(bytes, options.encoding);
  if (isBinary(decoded.text)) return refused({ kind: 'file-not-text', is: 'binary' });
  const { text, announced } = withoutAnnouncement(decoded.text.replace(/\r\n?/g, '\n'));
  if (text.trim() === '') return refused({ kind: 'file-empty' });

  const delimiter = options.delimiter ?? announced ?? findDelimiter(text);
  const parsed = parseRecords(text, delimiter);
  const cells = cleanRecords(parsed.records, options.repairMojibake === true);
  const framed = frame(cells.records);
  if (!framed.ok) return framed;

  const notes: TableNote[] = [...cells.notes, ...framed.value.notes];
  if (decoded.replaced > 0) notes.push({ kind: 'bytes-replaced', count: decoded.replaced });
  if (parsed.mended > 0) notes.push({ kind: 'quotes-mended', count: parsed.mended });
  return ok({ ...framed.value, encoding: decoded.encoding, delimiter, notes });
};

/** A few stray control characters are cleaned away; a tenth of them is no text. */
const isBinary = (text: string): boolean => {
  const seen = text.slice(0, 65_536);
  // eslint-disable-next-line no-control-regex -- counting control characters is what it is for
  const strange = seen.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange > 4 && strange > seen.length / 10;
};

/** Excel's first line `sep=;` names the delimiter and is no row. */
const withoutAnnouncement = (text: string): { text: string; announced?: Delimiter } => {
  const found = /^\ufeff?"?sep=([,;|\t])"?\n/i.exec(text);
  return found ? { text: text.slice(found[0].length), announced: found[1] as Delimiter } : { text };
};

const strayQuote = '\ufdd0';

/**
 * A quotation mark that opens and is never closed (`"9 inch saw`) would swallow every row after it. It is taken for a
 * letter instead and the file read again, as often as a file of that size allows.
 */
const parseRecords = (text: string, delimiter: Delimiter): { records: string[][]; mended: number } => {
  const rereads = Math.min(40, Math.max(4, Math.floor(4_000_000 / text.length)));
  let mendedText = text;
  for (let mended = 0; ; mended += 1) {
    const { data, errors } = Papa.parse<string[]>(mendedText, { delimiter, newline: '\n', quoteChar: '"' });
    const at = mended < rereads ? strayQuoteAt(mendedText, delimiter, errors, data[0]?.length ?? 0) : null;
    if (at === null) {
      if (mended === 0) return { records: data, mended };
      return { records: data.map((cells) => cells.map((cell) => cell.replaceAll(strayQuote, '"'))), mended };
    }
    mendedText = mendedText.slice(0, at) + strayQuote + mendedText.slice(at + 1);
  }
};

const strayQuoteAt = (
  text: string,
  delimiter: string,
  errors: readonly Papa.ParseError[],
  width: number,
): number | null => {
  for (const { code, index } of errors.slice(0, 200)) {
    if (index === undefined || text[index - 1] !== '"') continue;
    if (code === 'MissingQuotes') return index - 1;
    if (code !== 'InvalidQuotes') continue;
    // A quoted cell with a loose mark inside is fine; one that runs over lines which are whole rows has run away.
    const [line = '', next = ''] = text.slice(text.lastIndexOf('\n', index) + 1, index + 4000).split('\n', 2);
    const closes = line.slice(line.indexOf('"') + 1).split(`"${delimiter}`).length > 1 || line.endsWith('"');
    if (!closes && [line, next].every((each) => each.split(delimiter).length === width)) return index - 1;
  }
  return null;
};

const cleanRecords = (records: readonly string[][], repair: boolean): { records: string[][]; notes: TableNote[] } => {
  let garbled = 0;
  let dropped = 0;
  let example: { before: string; after: string } | undefined;
  const cleaned = records.map((cells) =>
    cells.map((raw) => {
      const repaired = repairMojibake(raw);
      if (repaired.count > 0) {
        garbled += 1;
        example ??= { before: oneLine(cleanText(raw)), after: oneLine(cleanText(repaired.text)) };
      }
      const text = cleanText(repair ? repaired.text : raw);
      if (text !== raw && text.length < (repair ? repaired.text : raw).trim().normalize('NFC').length) dropped += 1;
      // The mark that keeps spreadsheets from running a cell; see `csvCell`.
      return /^'+[=+\-@]/.test(text) ? text.slice(1) : text;
    }),
  );
  const notes: TableNote[] = [];
  if (example !== undefined)
    notes.push(
      repair ? { kind: 'mojibake-repaired', cells: garbled } : { kind: 'mojibake', cells: garbled, ...example },
    );
  if (dropped > 0) notes.push({ kind: 'characters-dropped', cells: dropped });
  return { records: cleaned, notes };
};

type Frame = Pick<Table, 'columns' | 'rows' | 'notes'>;

/** Finds the header row, makes the rest rectangular, and keeps count of what was not. */
const frame = (records: readonly string[][]): Result<Frame, ImportRefusal> => {
  const headerAt = headerRowOf(records);
  const declared = records[headerAt]?.length ?? 0;
  const headers = withoutEmptyEnd(records[headerAt] ?? []).map(oneLine);
  const body = records
    .map((cells, at) => ({ number: at + 1, cells }))
    .slice(headerAt + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (body.length === 0) return refused({ kind: 'no-rows' });
  if (body.length > maxRows) return refused({ kind: 'too-many-rows', rows: body.length, max: maxRows });
  const width = body.reduce((most, { cells }) => Math.max(most, withoutEmptyEnd(cells).length), headers.length);
  if (width > maxColumns) return refused({ kind: 'too-many-columns', columns: width, max: maxColumns });

  const rows = body.map(({ number, cells }): TableRow => {
    const filled = withoutEmptyEnd(cells).length;
    const ragged = filled > declared ? filled - declared : Math.min(0, cells.length - headers.length);
    return { number, cells: Array.from({ length: width }, (_, at) => cells[at] ?? ''), ragged };
  });
  const columns = numberedColumns(headers, width);
  const above = records.slice(0, headerAt).map((cells) => cells.filter((cell) => cell !== '').join(' '));
  return ok({
    columns,
    rows,
    notes: frameNotes(
      columns,
      rows,
      above.filter((line) => line !== ''),
    ),
  });
};

const frameNotes = (
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  above: readonly string[],
): TableNote[] => {
  const notes: TableNote[] = [];
  const repeated = columns.filter(({ nth }) => nth === 2).map(({ header }) => header);
  if (repeated.length > 0) notes.push({ kind: 'headers-duplicate', headers: repeated });
  const blank = columns.filter(({ header }) => header === '').map(({ position }) => position);
  if (blank.length > 0) notes.push({ kind: 'headers-blank', positions: blank });
  if (above.length > 0) notes.push({ kind: 'lines-above', lines: above });
  const ragged = rows.filter((row) => row.ragged !== 0).length;
  if (ragged > 0) notes.push({ kind: 'rows-ragged', count: ragged });
  return notes;
};

/** The first row at least half as full as the middling one near it: what stands above is a title. */
const headerRowOf = (records: readonly string[][]): number => {
  const filled = records.slice(0, 50).map((cells) => cells.filter((cell) => cell !== '').length);
  const usual = filled.filter((count) => count > 0).toSorted((one, other) => one - other);
  const middle = usual[Math.floor((usual.length - 1) / 2)] ?? 0;
  const at = filled.findIndex((count) => count > 0 && count * 2 >= middle);
  return Math.max(0, at);
};

const numberedColumns = (headers: readonly string[], width: number): readonly TableColumn[] => {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, position) => {
    const header = headers[position] ?? '';
    const nth = header === '' ? 1 : (seen.get(header) ?? 0) + 1;
    seen.set(header, nth);
    return { position, header, nth };
  });
};

const withoutEmptyEnd = (cells: readonly string[]): readonly string[] => {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === '') length -= 1;
  return cells.slice(0, length);
};
