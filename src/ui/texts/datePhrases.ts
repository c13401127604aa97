import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';

/** An instant in milliseconds, or a civil day `YYYY-MM-DD`, which has no hour and no time zone. */
export type When = number | string;

/**
 * Times in words, as people say them; what is far away is said with less detail, and of an instant that cannot be right,
 * that its hour is doubtful.
 */
export interface DatePhrases {
  /** `aujourd’hui`, `demain`, `samedi`, `12 avril`, `2023`. */
  readonly day: (at: When) => string;
  /** When something is to come back: `ce soir`, `demain`, `samedi`, `12 avril`. */
  readonly due: (at: When) => string;
  /** `jusqu’à ce soir`, `jusqu’à dimanche`, `jusqu’au 12 avril`. */
  readonly until: (at: When) => string;
  /** `depuis 9 h 40`, `depuis hier`, `depuis jeudi`, `depuis le 12 avril`, `depuis mars 2023`. */
  readonly since: (at: number) => string;
  /** `à l’instant`, `il y a 4 min`, `hier`, `il y a 9 jours`, `12 avril`. */
  readonly ago: (at: number) => string;
  /** `9 h 40`. */
  readonly time: (at: number) => string;
  /** `mardi, 9 h 10`. */
  readonly moment: (at: number) => string;
  /** `samedi 22 novembre, 10 h 24`. */
  readonly full: (at: number) => string;
}

const minute = 60_000;
const hour = 60 * minute;
const dayLength = 24 * hour;
/** No notebook is older: a time before it is told by a phone that had lost its own. */
const oldest = Date.UTC(2020, 0, 1);

/** `now` is passed in: a phrase is a pure function of it. `timeZone` is the phone's own unless told. */
export const datePhrases = (i18n: I18n, now: number, timeZone?: string): DatePhrases => {
  // English as in Europe: 12 April, 24 hours.
  const locale = i18n.locale === 'en' ? 'en-GB' : i18n.locale;
  const { format, relative } = createFormats(locale, timeZone);
  const { dayNumber, timeOf } = timeZone === undefined ? phoneTime : createZoneTime(timeZone);
  const today = dayNumber(now);
  const away = (at: number): number => Math.round(dayNumber(at) - today);
  /** A civil day as the instant of its noon, here. */
  const instant = (at: When): number => {
    if (typeof at === 'number') return at;
    const noon = Date.parse(`${at}T12:00:00Z`);
    return noon + (Date.parse(at) / dayLength - dayNumber(noon)) * dayLength;
  };
  /** A phone that is a day ahead is wrong about everything; a minute ahead is how phones are. Days were typed by people. */
  const isDoubtful = (at: When): at is number => typeof at === 'number' && (at > now + dayLength || at < oldest);
  const typographic = (text: string): string => text.replaceAll("'", '’');

  const dayMonth = (at: number): string => format(at, { day: 'numeric', month: 'long' });
  const weekday = (at: number): string => format(at, { weekday: 'long' });
  const longDate = (at: number): string => format(at, { day: 'numeric', month: 'long', year: 'numeric' });
  const isSameYear = (at: number): boolean => Math.abs(away(at)) < 330;

  const time = (at: number): string => {
    const { hours, minutes } = timeOf(at);
    const m = String(minutes).padStart(2, '0');
    if (i18n.locale !== 'fr') return `${hours}:${m}`;
    return minutes === 0 ? `${hours}\u202fh` : `${hours}\u202fh\u202f${m}`;
  };

  /** Near days by their own word, else null. */
  const nearDay = (at: number): string | null => {
    const days = away(at);
    if (Math.abs(days) <= 1) return typographic(relative('long').format(days, 'day'));
    return Math.abs(days) < 7 ? weekday(at) : null;
  };

  const day = (when: When): string => {
    if (isDoubtful(when)) return t(i18n)`heure douteuse`;
    const at = instant(when);
    return nearDay(at) ?? (isSameYear(at) ? dayMonth(at) : at < now ? format(at, { year: 'numeric' }) : longDate(at));
  };

  const due = (when: When): string => {
    const at = instant(when);
    const days = away(at);
    if (days === 0) return t(i18n)`ce soir`;
    if (days === 1 || days === -1 || (days > 0 && days < 7)) return nearDay(at) ?? '';
    return isSameYear(at) ? dayMonth(at) : longDate(at);
  };

  return {
    day,
    due,
    until: (when) => {
      const days = away(instant(when));
      const words = due(when);
      return days >= -1 && days < 7 ? t(i18n)`jusqu’à ${words}` : t(i18n)`jusqu’au ${words}`;
    },
    since: (at) => {
      if (isDoubtful(at)) return t(i18n)`depuis une heure douteuse`;
      const days = away(at);
      const words = days === 0 ? time(at) : (nearDay(at) ?? '');
      if (days > -7) return t(i18n)`depuis ${words}`;
      const date = dayMonth(at);
      if (isSameYear(at)) return t(i18n)`depuis le ${date}`;
      const month = format(at, { month: 'long', year: 'numeric' });
      return t(i18n)`depuis ${month}`;
    },
    ago: (at) => {
      const passed = now - at;
      if (isDoubtful(at)) return t(i18n)`à une heure douteuse`;
      if (passed < minute) return t(i18n)`à l’instant`;
      if (passed < hour)
        return relative('short')
          .format(-Math.floor(passed / minute), 'minute')
          .replace('.', '');
      if (away(at) === 0)
        return relative('short')
          .format(-Math.floor(passed / hour), 'hour')
          .replace('.', '');
      return away(at) > -31 ? typographic(relative('long').format(away(at), 'day')) : day(at);
    },
    time,
    moment: (at) => (isDoubtful(at) ? day(at) : `${day(at)}, ${time(at)}`),
    full: (at) => `${format(at, { weekday: 'long', day: 'numeric', month: 'long' })}, ${time(at)}`,
  };
};

/** Formats are made when the first phrase needs them, and once: the browser takes its time over each. */
function createFormats(locale: string, timeZone: string | undefined) {
  const dates = new Map<string, Intl.DateTimeFormat>();
  const distances = new Map<string, Intl.RelativeTimeFormat>();
  return {
    format: (at: number, options: Intl.DateTimeFormatOptions): string => {
      const key = Object.keys(options).join();
      const format = dates.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
      dates.set(key, format);
      return format.format(at);
    },
    relative: (style: 'long' | 'short'): Intl.RelativeTimeFormat => {
      const numeric = style === 'long' ? 'auto' : 'always';
      const format = distances.get(style) ?? new Intl.RelativeTimeFormat(locale, { numeric, style });
      distances.set(style, format);
      return format;
    },
  };
}

/** Days and hours as a place counts them: the phone's own are asked of its clock, which is quicker than a format. */
interface LocalTime {
  /** Days since 1970, of the civil day it is there. */
  readonly dayNumber: (at: number) => number;
  readonly timeOf: (at: number) => { readonly hours: number; readonly minutes: number };
}

const phoneTime: LocalTime = {
  dayNumber: (at) => {
    const date = new Date(at);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayLength;
  },
  timeOf: (at) => {
    const date = new Date(at);
    return { hours: date.getHours(), minutes: date.getMinutes() };
  },
};

function createZoneTime(timeZone: string): LocalTime {
  const civil = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  return {
    dayNumber: (at) => Date.parse(civil.format(at)) / dayLength,
    timeOf: (at) => {
      const [hours = 0, minutes = 0] = clock.format(at).split(':').map(Number);
      return { hours, minutes };
    },
  };
}
