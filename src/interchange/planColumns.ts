import { createPeopleFinder, type PeopleFinder } from './peopleFinder.ts';
import { decideDateOrder, type ColumnDates, type DateOrder } from './readDay.ts';
import { holdsContact, splitPerson } from './contacts.ts';
import { headerName } from './headerName.ts';
import { allowedTarget, type Mapping } from './mapping.ts';
import { columnKey, type Table } from './table.ts';
import type { Target } from './target.ts';

/** A column with all that is settled about it before the first row is read. */
export interface PlannedColumn {
  readonly position: number;
  readonly header: string;
  /** The header, folded for comparing. */
  readonly word: string;
  readonly key: string;
  readonly target: Target;
  /** Recognised as people's, by the mapping or by a cell. */
  readonly people: boolean;
  readonly filled: number;
  readonly dates: ColumnDates | null;
}

export const planColumns = (table: Table, mapping: Mapping, habit: DateOrder): readonly PlannedColumn[] =>
  table.columns.map((column) => {
    const mapped = mapping.columns.find(({ position }) => position === column.position);
    const cells = table.rows.map((row) => row.cells[column.position] ?? '').filter((cell) => cell !== '');
    const asked = allowedTarget({ people: mapped?.people ?? null }, mapped?.target ?? 'leaveOut');
    // The last guard: whatever was mapped by hand, no kept column has an address or a telephone number in any row.
    const betrayed = asked === 'keep' && cells.some(holdsContact);
    return {
      position: column.position,
      header: column.header,
      word: headerName(column.header),
      // A table without headers has its first row for them, and that row may be somebody's.
      key: holdsContact(column.header) ? columnKey({ ...column, header: '' }) : columnKey(column),
      target: betrayed ? 'leaveOut' : asked,
      people: betrayed || (mapped?.people ?? null) !== null,
      filled: cells.length,
      dates: dateTargets.has(asked) ? decideDateOrder(cells, habit) : null,
    };
  });

const dateTargets: ReadonlySet<Target> = new Set(['arrival', 'createdAt', 'updatedAt', 'holderUntil']);

/** Everybody the file names in a column about people, whether they become members or are left out. */
export const peopleOf = (table: Table, columns: readonly PlannedColumn[]): PeopleFinder => {
  const first = columns.find(({ target }) => target === 'holderFirstName')?.position;
  const last = columns.find(({ target }) => target === 'holderLastName')?.position;
  const alone = columns.filter(({ people, target }) => target === 'holderName' || (people && target === 'leaveOut'));
  const names = new Set<string>();
  for (const { cells } of table.rows) {
    const [given, family] = [cells[first ?? -1] ?? '', cells[last ?? -1] ?? ''];
    if (given !== '' && family !== '') names.add(`${given} ${family}`).add(`${family} ${given}`);
    else if (given + family !== '') names.add(given + family);
    for (const { position } of alone) {
      const cell = cells[position] ?? '';
      if (cell !== '' && cell.length <= 80) names.add(splitPerson(cell).name);
    }
  }
  return createPeopleFinder(names);
};
