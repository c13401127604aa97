import type { I18n } from '@lingui/core';
import type { DatePhrases } from '../texts/datePhrases.ts';

const dayLength = 86_400_000;
/** A civil day some days later. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);

/** The days one says most: today, tomorrow, the next Sunday that is neither. */
export function untilDays(today: string): readonly [string, string, string] {
  const weekday = new Date(Date.parse(`${today}T00:00:00Z`)).getUTCDay();
  const toSunday = 7 - weekday;
  return [today, daysAfter(today, 1), daysAfter(today, toSunday > 1 ? toSunday : toSunday + 7)];
}

/** As it stands on a button: "Ce soir", "Demain", "Dimanche". */
export function dueLabel(i18n: I18n, phrases: DatePhrases, day: string): string {
  const words = phrases.due(day);
  return words.charAt(0).toLocaleUpperCase(i18n.locale) + words.slice(1);
}
