/** Civil days, `YYYY-MM-DD`, counted without a clock or a time zone: no hour is ever lost or doubled between two of them. */

/** Days from 1 January 1970 to a civil day, in the calendar that never changes. */
export function dayNumber(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  // Years are counted from March: the odd day of a leap year is their last.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const yearOfEra = y - era * 400;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil day so many days from 1 January 1970; at most the last day four digits can say. */
export function dayAt(n: number): string {
  const z = Math.min(n, dayNumber('9999-12-31')) + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return civil(year, month, dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1);
}

export const addDays = (day: string, count: number): string => dayAt(dayNumber(day) + count);

/** The same date so many months on, or the last of that month where it is shorter: 31 August and one month is 30 September. */
export function addMonths(day: string, count: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + count;
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  if (y > 9999) return '9999-12-31';
  const first = dayNumber(civil(y, m, 1));
  const next = m === 12 ? first + 31 : dayNumber(civil(y, m + 1, 1));
  return dayAt(first + Math.min(date, next - first) - 1);
}

const dayLength = 24 * 3600 * 1000;

/** The day of an instant where nobody's clock is put forward or back, for settling, which knows no place. */
export const dayOfInstant = (at: number): string => dayAt(Math.floor(at / dayLength));

/** Weeks begin on Monday; they are counted from the one of 1 January 1970. */
export const weekOf = (day: string): number => Math.floor((dayNumber(day) + 3) / 7);
export const weekOfInstant = (at: number): number => Math.floor((Math.floor(at / dayLength) + 3) / 7);

const two = (part: number): string => String(part).padStart(2, '0');
const civil = (year: number, month: number, date: number): string =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
