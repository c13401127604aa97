import type { ToolRow } from '#domain/rows.ts';

/** Late ones first, the longest awaited on top; then by when they are due; then those without a day, longest out first. */
export function lateFirst(rows: readonly ToolRow[]): readonly ToolRow[] {
  const dueOf = ({ claims }: ToolRow): string =>
    claims.reduce((first, { until }) => (until !== null && until < first ? until : first), '9999');
  return rows
    .map((row) => ({ row, due: dueOf(row) }))
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : (a.row.outSince ?? 0) - (b.row.outSince ?? 0)))
    .map(({ row }) => row);
}
