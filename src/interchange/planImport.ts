import { foldName } from './cleanText.ts';
import { formatNamed } from './formats/allFormats.ts';
import type { FormatName } from './formats/foreignFormat.ts';
import { type ImportedHolder, type ImportedTool, likenessOf } from './importedTool.ts';
import { outcomeOf, type ImportNote, type RowOutcome } from './importNote.ts';
import type { Mapping } from './mapping.ts';
import { createMemberBook, type ImportedMember } from './memberBook.ts';
import { createPathBook, type Path } from './pathBook.ts';
import { peopleOf, planColumns, type PlannedColumn } from './planColumns.ts';
import { planMemberRow, planRow, type RowContext } from './planRow.ts';
import type { ColumnDates, DateOrder } from './readDay.ts';
import type { Table, TableRow } from './table.ts';
import type { Target } from './target.ts';

/** What the workshop already has. */
export interface ExistingThings {
  readonly toolNames: Iterable<string>;
  /** Texts of codes claimed. */
  readonly codeTexts: Iterable<string>;
  /** What earlier imports kept under `importIdKey`. */
  readonly importIds: Iterable<string>;
  /** `likenessOf` each tool that came with an import; one for each of a kind. */
  readonly likenesses: Iterable<string>;
  readonly categories: Iterable<Path>;
  readonly places: Iterable<Path>;
  readonly members: readonly { readonly name: string }[];
}

export interface PlanOptions {
  /** How 3/4/24 is read where the column does not tell. */
  readonly dateHabit?: DateOrder;
}

export interface PlannedRow {
  /** As a spreadsheet counts: `TableRow.number`. */
  readonly number: number;
  readonly outcome: RowOutcome;
  readonly notes: readonly ImportNote[];
  /** Refused, or in the workshop already: stays out unless somebody chooses otherwise (a refused row has nothing to choose). */
  readonly skip: boolean;
  readonly tool: ImportedTool | null;
  /** In a list of people. */
  readonly member: ImportedHolder | null;
}

/** A dry run: everything an import would do, and nothing done. */
export interface ImportPlan {
  readonly format: FormatName;
  readonly rows: readonly PlannedRow[];
  /** To be added, parents before children. */
  readonly categories: readonly Path[];
  readonly places: readonly Path[];
  /** Everybody named, with how many rows name them. */
  readonly members: readonly ImportedMember[];
  readonly report: ImportReport;
}

export interface ImportReport {
  readonly ready: number;
  readonly look: number;
  readonly refused: number;
  /** Of `look`: in the workshop already, left out unless chosen. */
  readonly skipped: number;
  readonly columns: readonly ColumnReport[];
}

export interface ColumnReport {
  readonly position: number;
  readonly header: string;
  readonly target: Target;
  readonly became: 'mapped' | 'kept' | 'left-out';
  /** Left out because it is about people, and not because somebody asked for it. */
  readonly people: boolean;
  /** Cells with something in them. */
  readonly filled: number;
  readonly dates: ColumnDates | null;
}

/** Rows are planned in order, some at a time, so that the screen can show how far it is. */
export interface ImportPlanner {
  readonly total: number;
  /** The next rows; empty when there are no more. */
  planNext(count: number): readonly PlannedRow[];
  /** The plan of the rows planned so far. */
  plan(): ImportPlan;
}

export const createImportPlanner = (
  table: Table,
  mapping: Mapping,
  existing: ExistingThings = nothingYet,
  { dateHabit = 'dmy' }: PlanOptions = {},
): ImportPlanner => {
  const columns = planColumns(table, mapping, dateHabit);
  const context: RowContext = {
    format: formatNamed(mapping.format),
    columns,
    people: peopleOf(table, columns),
    categories: createPathBook(existing.categories),
    places: createPathBook(existing.places),
    members: createMemberBook(existing.members),
  };
  const compare = createComparison(existing);
  const rows: PlannedRow[] = [];
  const planOne = (row: TableRow): PlannedRow =>
    mapping.rows === 'members' ? plannedMember(row, context) : plannedTool(row, context, compare);

  return {
    total: table.rows.length,
    planNext(count) {
      const next = table.rows.slice(rows.length, rows.length + count).map(planOne);
      for (const row of next) rows.push(row);
      return next;
    },
    plan: () => ({
      format: mapping.format,
      rows,
      categories: context.categories.added(),
      places: context.places.added(),
      members: context.members.all(),
      report: reportOf(rows, columns),
    }),
  };
};

/** The whole plan at once. */
export const planImport = (
  table: Table,
  mapping: Mapping,
  existing?: ExistingThings,
  options?: PlanOptions,
): ImportPlan => {
  const planner = createImportPlanner(table, mapping, existing, options);
  planner.planNext(planner.total);
  return planner.plan();
};

const nothingYet: ExistingThings = {
  toolNames: [],
  codeTexts: [],
  importIds: [],
  likenesses: [],
  categories: [],
  places: [],
  members: [],
};

type Comparison = (row: TableRow, tool: ImportedTool) => readonly ImportNote[];

/** Knows what the workshop has and what the file has said so far. */
const createComparison = (existing: ExistingThings): Comparison => {
  const names = new Set(Array.from(existing.toolNames, foldName));
  const codes = new Set(existing.codeTexts);
  const importIds = new Set(existing.importIds);
  const alike = new Map<string, number>();
  for (const each of existing.likenesses) alike.set(each, (alike.get(each) ?? 0) + 1);
  /**
   * An import that stopped half way is gone on with by the same file, which may have no numbers: the first three hammers
   * of it are the three that came, the fourth is new.
   */
  const isNextAlike = (tool: ImportedTool): boolean => {
    if (alike.size === 0) return false;
    const likeness = likenessOf(tool);
    const left = alike.get(likeness) ?? 0;
    alike.set(likeness, left - 1);
    return left > 0;
  };
  const seen = new Map<string, number>();
  return (row, tool) => {
    const notes: ImportNote[] = [];
    // A product number names a model, not a piece: two drills of one kind share it.
    const marks = tool.codes.filter(({ text }) => !/^(?:\d{8}|\d{12,14})$/.test(text)).map(({ text }) => text);
    const isNumbered = tool.importId !== null || marks.length > 0;
    const here =
      tool.importId !== null && importIds.has(tool.importId)
        ? tool.importId
        : (marks.find((text) => codes.has(text)) ?? (!isNumbered && isNextAlike(tool) ? tool.name : undefined));
    if (here !== undefined) notes.push({ kind: 'already-here', column: null, value: here });
    else if (names.has(foldName(tool.name))) notes.push({ kind: 'same-name-here', column: null, value: tool.name });
    const keys = [
      ...marks,
      `\u0000${row.cells.join('\u0000')}`,
      ...(tool.importId === null ? [] : [`\u0001${tool.importId}`]),
    ];
    const before = keys.map((key) => seen.get(key)).find((number) => number !== undefined);
    if (before !== undefined) notes.push({ kind: 'duplicate-in-file', column: null, value: String(before) });
    for (const key of keys) if (!seen.has(key)) seen.set(key, row.number);
    return notes;
  };
};

const plannedTool = (row: TableRow, context: RowContext, compare: Comparison): PlannedRow => {
  const { tool, notes: made } = planRow(row, context);
  const notes = tool === null ? made : [...made, ...compare(row, tool)];
  const outcome = outcomeOf(notes);
  const skip = outcome === 'refused' || notes.some(({ kind }) => kind === 'already-here');
  return { number: row.number, outcome, notes, skip, tool, member: null };
};

const plannedMember = (row: TableRow, context: RowContext): PlannedRow => {
  const { holder, notes: made } = planMemberRow(row, context);
  const known = holder !== null && (context.members.named(holder.key)?.existing ?? null) !== null;
  const notes: readonly ImportNote[] = known
    ? [...made, { kind: 'already-here', column: null, value: holder.name }]
    : made;
  return {
    number: row.number,
    outcome: outcomeOf(notes),
    notes,
    skip: known || holder === null,
    tool: null,
    member: holder,
  };
};

const reportOf = (rows: readonly PlannedRow[], columns: readonly PlannedColumn[]): ImportReport => {
  const count = (outcome: RowOutcome): number => rows.filter((row) => row.outcome === outcome).length;
  return {
    ready: count('ready'),
    look: count('look'),
    refused: count('refused'),
    skipped: rows.filter((row) => row.skip && row.outcome !== 'refused').length,
    columns: columns.map(({ position, header, target, people, filled, dates }) => ({
      position,
      header,
      target,
      became: target === 'leaveOut' ? 'left-out' : target === 'keep' || target === 'photoLink' ? 'kept' : 'mapped',
      people: people && target === 'leaveOut',
      filled,
      dates,
    })),
  };
};
