import { bounds } from '#domain/schema.ts';
import type { CodeFormat, ForeignCode } from '#domain/scannedCode.ts';
import { cutText, foldName, oneLine, textBytes } from './cleanText.ts';
import { splitPerson, withoutContacts, withoutEmails } from './contacts.ts';
import type { ForeignFormat, Separators } from './formats/foreignFormat.ts';
import {
  maxCategoryPaths,
  maxCellLength,
  maxCodes,
  maxContentsBytes,
  maxImportedBytes,
  maxPathDepth,
} from './importBounds.ts';
import { importIdKey, type ContentsLine, type ImportedHolder, type ImportedTool } from './importedTool.ts';
import type { ImportNote, ImportNoteKind } from './importNote.ts';
import type { MemberBook } from './memberBook.ts';
import type { Path, PathBook } from './pathBook.ts';
import type { PeopleFinder } from './peopleFinder.ts';
import type { PlannedColumn } from './planColumns.ts';
import { readDay } from './readDay.ts';
import { readStatus } from './readStatus.ts';
import { readWhat } from './readWhat.ts';
import type { TableRow } from './table.ts';
import type { Target } from './target.ts';
import { withoutHtml } from './withoutHtml.ts';

/** What reading a row needs to know of the file and of the workshop. */
export interface RowContext {
  readonly format: ForeignFormat;
  readonly columns: readonly PlannedColumn[];
  readonly people: PeopleFinder;
  readonly categories: PathBook;
  readonly places: PathBook;
  readonly members: MemberBook;
}

/** A cell with what its column is. */
interface Cell {
  readonly column: PlannedColumn;
  readonly text: string;
}

/** One row being read: its cells by target, the notes made on the way, and what is to be kept as it is. */
interface RowReading {
  readonly context: RowContext;
  readonly cells: ReadonlyMap<Target, readonly Cell[]>;
  readonly notes: ImportNote[];
  readonly kept: Map<string, string>;
}

export interface RowPlan {
  readonly tool: ImportedTool | null;
  readonly notes: readonly ImportNote[];
}

/** Reads a row as a tool. Whatever it holds, it gives a tool within bounds or says why there is none. */
export const planRow = (row: TableRow, context: RowContext): RowPlan => {
  const reading = readingOf(row, context);
  const named = readName(reading);
  if (named === null) {
    note(reading, 'name-missing', null, '');
    return { tool: null, notes: reading.notes };
  }
  const standing = readStanding(reading);
  const tool: ImportedTool = {
    what: readWhat(first(reading, 'what')?.text ?? '') ?? 'tool',
    name: named.name,
    otherNames: readOtherNames(reading, named.name),
    about: readAbout(reading, named.whole),
    ...readCategories(reading),
    placePath: readPlace(reading),
    spot: readShort(reading, 'spot', bounds.spot),
    brand: readShort(reading, 'brand', bounds.short),
    model: readShort(reading, 'model', bounds.short),
    serial: readShort(reading, 'serial', bounds.short),
    contents: readContents(reading),
    came: readCame(reading),
    codes: readCodes(reading),
    importId: readImportId(reading, named.name),
    quantity: readQuantity(reading),
    createdAt: readKeptDay(reading, 'createdAt'),
    updatedAt: readKeptDay(reading, 'updatedAt'),
    retired: standing,
    holder: readHolder(reading),
    imported: keepRest(reading),
  };
  return { tool, notes: reading.notes };
};

/** Reads a row of a list of people. */
export const planMemberRow = (
  row: TableRow,
  context: RowContext,
): { holder: ImportedHolder | null; notes: readonly ImportNote[] } => {
  const reading = readingOf(row, context);
  const holder = readHolder(reading);
  if (holder === null) note(reading, 'name-missing', null, '');
  return { holder, notes: reading.notes };
};

const readingOf = (row: TableRow, context: RowContext): RowReading => {
  const cells = new Map<Target, Cell[]>();
  const reading: RowReading = { context, cells, notes: [], kept: new Map() };
  for (const column of context.columns) {
    const whole = row.cells[column.position] ?? '';
    const text = cutText(whole, maxCellLength);
    if (text === '' || column.target === 'leaveOut') continue;
    if (text.length < 6 && context.format.empty.has(text.toLowerCase())) continue;
    if (text.length < whole.length) note(reading, 'text-cut', column, whole);
    if (formula.test(text)) note(reading, 'formula-kept-as-text', column, text);
    const list = cells.get(column.target);
    if (list === undefined) cells.set(column.target, [{ column, text }]);
    else list.push({ column, text });
  }
  if (row.ragged < 0) note(reading, 'row-short', null, String(-row.ragged));
  if (row.ragged > 0) note(reading, 'row-long', null, String(row.ragged));
  return reading;
};
/** What a spreadsheet would run: not a number, not a list's dash, not a telephone number. */
const formula = /^(?:[=@]\S|[+-](?![\d\s().\-/+]*$)[\p{L}\d@=(]\S*[(!|])/u;

const note = ({ notes }: RowReading, kind: ImportNoteKind, column: PlannedColumn | null, value: string): void => {
  notes.push({ kind, column: column?.position ?? null, value: cutText(oneLine(value.slice(0, 400)), 80) });
};
const all = (reading: RowReading, target: Target): readonly Cell[] => reading.cells.get(target) ?? [];
const first = (reading: RowReading, target: Target): Cell | undefined => reading.cells.get(target)?.[0];

/** The text without markup and without anybody's address or name. */
const cleared = (reading: RowReading, { column, text }: Cell): string => {
  const plain = withoutHtml(text);
  if (plain !== null) note(reading, 'html-removed', column, text);
  return withoutPeople(reading, column, plain ?? text);
};

const withoutPeople = (reading: RowReading, column: PlannedColumn, text: string): string => {
  const unreachable = withoutContacts(text);
  if (unreachable !== text) note(reading, 'contact-removed', column, '');
  const unnamed = reading.context.people.without(unreachable);
  if (unnamed !== unreachable) note(reading, 'person-removed', column, '');
  return unnamed;
};

/** A number or a maker's name: digits stay digits, but no e-mail address passes. */
const withoutAddress = (reading: RowReading, { column, text }: Cell): string => {
  const rest = withoutEmails(oneLine(text));
  if (rest.includes('…') && rest !== oneLine(text)) note(reading, 'contact-removed', column, '');
  return rest;
};

const readName = (reading: RowReading): { name: string; whole: string | null } | null => {
  const cell = first(reading, 'name');
  const whole = cell === undefined ? '' : oneLine(cleared(reading, cell));
  if (whole !== '') {
    if (whole.length <= bounds.name) return { name: whole, whole: null };
    note(reading, 'name-cut', cell?.column ?? null, whole);
    return { name: cutText(whole, bounds.name), whole };
  }
  const model = first(reading, 'model');
  if (model === undefined) return null;
  const maker = first(reading, 'brand')?.text ?? '';
  const made = cutText(withoutPeople(reading, model.column, oneLine(`${maker} ${model.text}`)), bounds.name);
  note(reading, 'name-from-model', model.column, made);
  return made === '' ? null : { name: made, whole: null };
};

const readOtherNames = (reading: RowReading, name: string): readonly string[] => {
  const found = new Map<string, string>();
  for (const cell of all(reading, 'otherNames')) {
    for (const part of cleared(reading, cell).split(/[;,|\n]/)) {
      const each = cutText(oneLine(part), bounds.otherName);
      if (each === '' || foldName(each) === foldName(name) || found.has(foldName(each))) continue;
      if (found.size === bounds.otherNames) {
        keep(reading, cell.column.key, cell.text);
        note(reading, 'text-continued', cell.column, cell.text);
        break;
      }
      found.set(foldName(each), each);
    }
  }
  return [...found.values()];
};

/** A name too long comes first and whole, then descriptions, then notes; what exceeds the bound goes on as kept text. */
const readAbout = (reading: RowReading, longName: string | null): string | null => {
  const sources = [...all(reading, 'about'), ...all(reading, 'note')];
  const texts = sources.map((cell) => cleared(reading, cell));
  const about = [...new Set([...(longName === null ? [] : [longName]), ...texts])]
    .filter((text) => text !== '')
    .join('\n\n');
  if (about === '') return null;
  const head = cutText(about, bounds.about);
  if (head.length < about.length) {
    const column = sources[0]?.column ?? first(reading, 'name')?.column;
    keep(reading, column?.key ?? 'about', about.slice(head.length).trim());
    note(reading, 'text-continued', column ?? null, about);
  }
  return head;
};

const readShort = (reading: RowReading, target: 'spot' | 'brand' | 'model' | 'serial', max: number): string | null => {
  const [cell, ...others] = all(reading, target);
  for (const other of others) keep(reading, other.column.key, other.text);
  if (cell === undefined) return null;
  const text = target === 'spot' ? oneLine(cleared(reading, cell)) : withoutAddress(reading, cell);
  if (text.length > max) {
    keep(reading, cell.column.key, text);
    note(reading, 'text-continued', cell.column, text);
  }
  return cutText(text, max) || null;
};

const pathOf = (text: string, { path }: Separators): Path =>
  text
    .split(path)
    .map((name) => cutText(oneLine(name), bounds.name))
    .filter((name) => name !== '')
    .slice(0, maxPathDepth);

const readCategories = (reading: RowReading): Pick<ImportedTool, 'categoryPath' | 'moreCategoryPaths'> => {
  const { categories: separators } = reading.context.format;
  let paths: Path[] = [];
  for (const cell of all(reading, 'category')) {
    const text = withoutEmails(cell.text);
    const named = (separators.between === null ? [text] : text.split(separators.between)).map((each) =>
      pathOf(each, separators),
    );
    const below = /^(?:sous|sub|unter)/.test(cell.column.word) ? paths.at(-1) : undefined;
    if (below === undefined) paths.push(...named);
    else paths = [...paths.slice(0, -1), ...named.map((path) => [...below, ...path].slice(0, maxPathDepth))];
  }
  const settled = new Map<string, Path>();
  for (const path of paths) {
    if (path.length === 0 || settled.size === maxCategoryPaths) continue;
    const { path: known, isNew } = reading.context.categories.settle(path);
    if (isNew) note(reading, 'category-new', first(reading, 'category')?.column ?? null, known.join(' / '));
    settled.set(known.join('\u0000'), known);
  }
  const several = [...settled.values()];
  const main = several.reduce<Path>((best, path) => (path.length > best.length ? path : best), []);
  return { categoryPath: main, moreCategoryPaths: several.filter((path) => path !== main) };
};

/** Columns of place follow each other down: building, room. A place called like a person of the file is that person's home. */
const readPlace = (reading: RowReading): Path => {
  const { places: separators } = reading.context.format;
  const path: string[] = [];
  for (const { column, text } of all(reading, 'place')) {
    for (const name of pathOf(withoutPeople(reading, column, text), separators)) {
      if (!reading.context.people.isPerson(name) && name !== '…') path.push(name);
      else if (name !== '…') note(reading, 'person-removed', column, '');
    }
  }
  if (path.length === 0) return [];
  const { path: settled, isNew } = reading.context.places.settle(path.slice(0, maxPathDepth));
  if (isNew) note(reading, 'place-new', first(reading, 'place')?.column ?? null, settled.join(' / '));
  return settled;
};

const readContents = (reading: RowReading): readonly ContentsLine[] => {
  const lines: ContentsLine[] = [];
  let bytes = 0;
  for (const cell of all(reading, 'contents')) {
    const text = cleared(reading, cell);
    for (const part of text.split(/[\n;|]/.test(text) ? /[\n;|]/ : /,(?!\d)/)) {
      const line = contentsLine(oneLine(part.replace(/^\s*[-•*]\s*/, '')));
      if (line === null) continue;
      bytes += textBytes(line.name) + 16;
      if (lines.length === bounds.contents || bytes > maxContentsBytes) {
        keep(reading, cell.column.key, text);
        note(reading, 'text-continued', cell.column, text);
        break;
      }
      lines.push(line);
    }
  }
  return lines;
};

const contentsLine = (text: string): ContentsLine | null => {
  const counted = /^(\d{1,4})\s*(?:[x×]\s*|\s)(?=\p{L})(.+)$/u.exec(text) ?? null;
  const name = cutText(counted?.[2] ?? text, bounds.short);
  if (name === '') return null;
  return counted ? { name, count: Number(counted[1]) } : { name };
};

const readCame = (reading: RowReading): ImportedTool['came'] => {
  const cell = first(reading, 'arrival');
  if (cell === undefined) return null;
  const when = dayIn(reading, cell);
  const header = cell.column.word;
  const how = /achet|achat|purchas|kauf|bought|invoice|acqui|angeschafft/.test(header)
    ? 'bought'
    : /\bdon\b|donn|gift|given|geschenk/.test(header)
      ? 'given'
      : null;
  if (when !== null && how !== null) return { how, when };
  keep(reading, cell.column.key, cell.text);
  return null;
};

const dayIn = (reading: RowReading, { column, text }: Cell): string | null => {
  if (text === '0') return null;
  const day = readDay(text, column.dates?.order ?? 'dmy');
  if (day === null) note(reading, 'date-unread', column, text);
  return day;
};

const readKeptDay = (reading: RowReading, target: 'createdAt' | 'updatedAt'): string | null => {
  const cell = first(reading, target);
  if (cell === undefined) return null;
  keep(reading, cell.column.key, cell.text);
  return dayIn(reading, cell);
};

const readCodes = (reading: RowReading): readonly ForeignCode[] => {
  const codes = new Map<string, ForeignCode>();
  for (const cell of all(reading, 'code')) {
    const text = withoutAddress(reading, cell);
    if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(text)) {
      note(reading, 'code-rounded', cell.column, text);
      keep(reading, cell.column.key, text);
    } else if (text.length > bounds.codeText || codes.size === maxCodes || text.includes('…')) {
      keep(reading, cell.column.key, text);
    } else if (text !== '') {
      codes.set(text, { format: codeFormatOf(cell.column.word), text });
    }
  }
  return [...codes.values()];
};

/** `Typed`: nobody said which kind of code it is, and it is found under any. */
const codeFormatOf = (word: string): CodeFormat => codeFormats.find(([, sign]) => sign.test(word))?.[0] ?? 'Typed';
const codeFormats: readonly (readonly [CodeFormat, RegExp])[] = [
  ['Code128', /code ?128$/],
  ['Code39', /code ?39$/],
  ['DataMatrix', /data ?matrix$/],
  ['QRCode', /external ?qr$/],
];

/** Lists people number themselves all begin at 1, so there the name belongs to the id. */
const readImportId = (reading: RowReading, name: string): string | null => {
  const cell = first(reading, 'importId');
  if (cell === undefined) return null;
  const { name: format } = reading.context.format;
  const id = cutText(withoutAddress(reading, cell), bounds.short);
  const whole = format === 'generic' ? `${format}:${id}:${cutText(foldName(name), bounds.short)}` : `${format}:${id}`;
  keep(reading, importIdKey, whole);
  return whole;
};

const readQuantity = (reading: RowReading): number | null => {
  const cell = first(reading, 'quantity');
  if (cell === undefined) return null;
  keep(reading, cell.column.key, cell.text);
  const counted = /^(\d{1,9})(?:[.,]0+)?\s*(?:x|×|pcs?|pi[eè]ces?|stk|st[uü]ck|unit[eé]?s?)?\.?$/i.exec(
    cell.text.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)/g, ''),
  );
  if (counted) return Number(counted[1]);
  note(reading, 'quantity-unread', cell.column, cell.text);
  return null;
};

/** Retired by a word, a tick or a date; the word for a thing in repair is kept, since only care can say more. */
const readStanding = (reading: RowReading): ImportedTool['retired'] => {
  const why = first(reading, 'retiredReason');
  const words = why === undefined ? '' : cutText(oneLine(cleared(reading, why)), bounds.purpose);
  const said = words === '' ? {} : { words };
  const cell = first(reading, 'status');
  const status = cell === undefined ? null : readStatus(cell.text);
  if (cell !== undefined && status?.kind !== 'usable') {
    keep(reading, cell.column.key, cell.text);
    const kind = status === null ? 'status-unknown' : status.kind === 'retired' ? 'retired' : 'status-not-now';
    note(reading, kind, cell.column, cell.text);
  }
  if (status?.kind === 'retired') return { reason: status.reason, ...said };
  const flag = first(reading, 'retired');
  if (flag === undefined || /^(?:false|no|non|nein|faux|falsch|0)$/i.test(flag.text)) {
    if (why !== undefined) keep(reading, why.column.key, why.text);
    return null;
  }
  keep(reading, flag.column.key, flag.text);
  note(reading, 'retired', flag.column, flag.text);
  const reason = words === '' ? null : readStatus(words);
  return { reason: reason?.kind === 'retired' ? reason.reason : 'other', ...said };
};

const readHolder = (reading: RowReading): ImportedHolder | null => {
  const given = [first(reading, 'holderFirstName'), first(reading, 'holderLastName')].map((cell) => cell?.text ?? '');
  const whole = splitPerson(oneLine(first(reading, 'holderName')?.text ?? ''));
  const name = cutText(oneLine(given.join(' ')) || whole.name, bounds.name);
  const contacts = [whole.contact, ...all(reading, 'holderContact').map(({ text }) => oneLine(text))];
  const contact = cutText([...new Set(contacts)].filter((each) => each !== '').join(', '), bounds.contact);
  if (name === '') {
    if (contact !== '') note(reading, 'holder-unnamed', first(reading, 'holderContact')?.column ?? null, '');
    return null;
  }
  const { member, isNew } = reading.context.members.meet(name, contact);
  if (isNew)
    note(
      reading,
      'holder-new',
      first(reading, 'holderName')?.column ?? first(reading, 'holderLastName')?.column ?? null,
      name,
    );
  const due = first(reading, 'holderUntil');
  const until = due === undefined ? null : dayIn(reading, due);
  return { key: member.key, name, ...(contact === '' ? {} : { contact }), ...(until === null ? {} : { until }) };
};

const keep = ({ kept }: RowReading, key: string, text: string): void => {
  if (text !== '') kept.set(key, text);
};

/** Everything to be kept, without people, in pieces and within the bytes a fact has room for. */
const keepRest = (reading: RowReading): Readonly<Record<string, string>> => {
  const columnOf = (key: string): PlannedColumn | null =>
    reading.context.columns.find((column) => column.key === key) ?? null;
  for (const target of ['keep', 'photoLink'] as const)
    for (const { column, text } of all(reading, target)) keep(reading, column.key, text);
  const pieces: (readonly [string, string])[] = [];
  for (const [key, raw] of reading.kept) {
    const column = columnOf(key);
    if (reading.context.people.isPerson(raw)) {
      note(reading, 'person-removed', column, '');
      continue;
    }
    const text = column === null ? raw : withoutPeople(reading, column, raw);
    pieces.push(...inPieces(key, text));
  }
  let room = maxImportedBytes;
  const imported: [string, string][] = [];
  for (const [key, text] of pieces) {
    const size = textBytes(key) + textBytes(text) + 6;
    if (size > room || imported.length === bounds.importedKeys) {
      note(reading, 'text-cut', columnOf(key), text);
      continue;
    }
    room -= size;
    imported.push([key, text]);
  }
  return Object.fromEntries(imported);
};

/** A long text under its key, then `key …2`, `key …3`. */
const inPieces = (key: string, text: string): (readonly [string, string])[] => {
  const pieces: [string, string][] = [];
  for (let rest = text; rest !== '';) {
    const piece = cutText(rest, bounds.importedValue);
    pieces.push([pieces.length === 0 ? key : `${key} …${pieces.length + 1}`, piece]);
    rest = rest.slice(piece.length).trimStart();
    if (piece === '') break;
  }
  return pieces;
};
