const hour = 3_600_000;
const day = 24 * hour;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
type Weekday = (typeof weekdays)[number];

/** The days of the demo year, counted back from the day it is opened on, as the clock in the atelier shows them. */
export interface StoryDays {
  readonly today: string;
  /** That many days ago, at `HH:MM`. At least one, or it might lie ahead of now. */
  ago(days: number, clock: string): number;
  dayAgo(days: number): string;
  /** Month of that day, 1 to 12. */
  monthAgo(days: number): number;
  /** The last such weekday before today. */
  last(weekday: Weekday, clock: string): number;
  /** The first such weekday after today. */
  next(weekday: Weekday): string;
  /** The last time the clock showed this: today, or yesterday when the hour is still to come. */
  latest(clock: string): number;
}

export function storyDays(now: number): StoryDays {
  // A civil day is counted as a UTC midnight, so that adding days never meets a change of clocks.
  const midnight = Math.floor((now + parisOffset(now)) / day) * day;
  const weekdayToday = new Date(midnight).getUTCDay();
  const text = (civil: number): string => new Date(civil).toISOString().slice(0, 10);
  const ago = (days: number, clock: string): number => instant(midnight - days * day, clock);
  return {
    today: text(midnight),
    ago,
    dayAgo: (days) => text(midnight - days * day),
    monthAgo: (days) => new Date(midnight - days * day).getUTCMonth() + 1,
    last: (weekday, clock) => ago(((weekdayToday - weekdays.indexOf(weekday) + 6) % 7) + 1, clock),
    next: (weekday) => text(midnight + (((weekdays.indexOf(weekday) - weekdayToday + 6) % 7) + 1) * day),
    latest: (clock) => (ago(0, clock) <= now ? ago(0, clock) : ago(1, clock)),
  };
}

function instant(civil: number, clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  const wall = civil + ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
  // Nobody takes a tool between two and three at night, so one look at the offset is enough.
  return wall - parisOffset(wall - hour);
}

/** Summer time from the last Sunday of March to the last Sunday of October, both at 1:00 UTC. */
function parisOffset(at: number): number {
  const year = new Date(at).getUTCFullYear();
  const summer = at >= lastSunday(year, 2) + hour && at < lastSunday(year, 9) + hour;
  return summer ? 2 * hour : hour;
}

function lastSunday(year: number, month: number): number {
  const lastDay = Date.UTC(year, month + 1, 0);
  return lastDay - new Date(lastDay).getUTCDay() * day;
}
