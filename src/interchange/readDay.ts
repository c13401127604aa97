/** How the days of one column are written: nobody writes it down, so all cells of the column are asked together. */
export type DateOrder = 'dmy' | 'mdy';

export interface ColumnDates {
  readonly order: DateOrder;
  /** False: every cell can be read both ways, and the order is the reader's habit. */
  readonly sure: boolean;
}

/** A day above 12 in first place, in any row, means day first; in second place, month first. More cells win. */
export const decideDateOrder = (cells: readonly string[], habit: DateOrder): ColumnDates => {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const cell of cells) {
    const found = numeric.exec(cell);
    if (!found) continue;
    if (Number(found[1]) > 12) dayFirst += 1;
    if (Number(found[2]) > 12) monthFirst += 1;
    // Nobody writes the month first with points.
    if (found[0].includes('.')) dayFirst += 1;
  }
  if (dayFirst === monthFirst)
    return { order: habit, sure: dayFirst === 0 && !cells.some((cell) => numeric.test(cell)) };
  return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', sure: true };
};

/** The civil day a cell names, `YYYY-MM-DD`, as written: no time zone is applied. `null`: it names none that exists. */
export const readDay = (cell: string, order: DateOrder): string | null => {
  const text = cell.trim();
  const iso =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].*)?$/.exec(text) ?? /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = numeric.exec(text);
  if (parts) {
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    return day(fullYear(parts[3] ?? ''), order === 'dmy' ? second : first, order === 'dmy' ? first : second);
  }
  if (/^\d{12,13}$/.test(text)) return new Date(Number(text)).toISOString().slice(0, 10);
  // A day as Excel counts them, from 1954 to 2119.
  if (/^[2-7]\d{4}(?:[.,]\d+)?$/.test(text))
    return new Date((Number.parseInt(text, 10) - 25_569) * 86_400_000).toISOString().slice(0, 10);
  return withMonthName(text);
};

const numeric = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ,].*)?$/;

const withMonthName = (text: string): string | null => {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const dayFirst = /^(?:[a-z]+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th|\.)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})\b/.exec(
    plain,
  );
  if (dayFirst) return day(fullYear(dayFirst[3] ?? ''), monthOf(dayFirst[2] ?? ''), Number(dayFirst[1]));
  const monthFirst = /^(?:[a-z]+\.?,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/.exec(plain);
  return monthFirst ? day(Number(monthFirst[3]), monthOf(monthFirst[1] ?? ''), Number(monthFirst[2])) : null;
};

// English, French, German; the first letters that tell them apart.
const months = [
  /^jan/,
  /^(?:feb|fev)/,
  /^(?:mar|mrz|maerz)/,
  /^(?:apr|avr)/,
  /^(?:may|mai)/,
  /^(?:jun|juin)/,
  /^(?:jul|juil)/,
  /^(?:aug|aou)/,
  /^sep/,
  /^(?:oct|okt)/,
  /^nov/,
  /^(?:dec|dez)/,
];
const monthOf = (name: string): number => months.findIndex((month) => month.test(name)) + 1;

const fullYear = (written: string): number => {
  const year = Number(written);
  if (written.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
};

const day = (year: number, month: number, date: number): string | null => {
  if (year < 1800 || year > 2200 || month < 1 || month > 12 || date < 1) return null;
  const longest = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  return date > (longest[month - 1] ?? 0)
    ? null
    : `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
};
