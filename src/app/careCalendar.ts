/** My duties as a calendar file (RFC 5545): all-day events that any calendar program reads, since nobody pushes reminders. */

export interface CareEvent {
  /** Stays the same from file to file, so that a calendar replaces what it has. */
  readonly uid: string;
  /** Civil days, `YYYY-MM-DD`; the end is the next one. */
  readonly day: string;
  readonly nextDay: string;
  readonly summary: string;
  readonly description: string;
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;
/** Octets in a line, without its end. */
const longest = 75;

/** Backslash, semicolon, comma and line ends have a meaning of their own; other control characters may not stand at all. */
const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    // eslint-disable-next-line no-control-regex -- finding control characters is what it is for
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** No line is longer than 75 octets; the next begins with a space. No character is cut in two. */
function folded(line: string): string {
  const lines: string[] = [];
  let begun = '';
  for (const character of line) {
    if (byteLength(begun) + byteLength(character) > longest) {
      lines.push(begun);
      begun = ' ';
    }
    begun += character;
  }
  return [...lines, begun].join('\r\n');
}

/** `now` in ms stamps the file; the same events at the same time give the same bytes. */
export function careCalendar(
  events: readonly CareEvent[],
  { now, name, language }: { readonly now: number; readonly name: string; readonly language: string },
): string {
  const stamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const compact = (day: string): string => day.replaceAll('-', '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Circule//Circule//${language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(({ uid, day, nextDay, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(uid)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(nextDay)}`,
      `SUMMARY:${escaped(summary)}`,
      ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
