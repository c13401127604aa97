import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CareEvent, careCalendar } from '#app/careCalendar.ts';

const at = { now: Date.UTC(2026, 10, 22, 17, 20, 14), name: 'Soins, La Remise', language: 'fr' };
const event: CareEvent = {
  uid: 'abc.def@circule',
  day: '2026-11-30',
  nextDay: '2026-12-01',
  summary: 'Huiler; la chaîne',
  description: 'Toutes les 2 semaines\n☐ Nettoyer, puis huiler\\graisser',
};
const bytes = (text: string) => new TextEncoder().encode(text).length;
const unfolded = (file: string) => file.replace(/\r\n /g, '');

test('an all-day event, to the byte', () => {
  expect(unfolded(careCalendar([event], at)).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Circule//Circule//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Soins\\, La Remise',
    'BEGIN:VEVENT',
    'UID:abc.def@circule',
    'DTSTAMP:20261122T172014Z',
    'DTSTART;VALUE=DATE:20261130',
    'DTEND;VALUE=DATE:20261201',
    'SUMMARY:Huiler\\; la chaîne',
    'DESCRIPTION:Toutes les 2 semaines\\n☐ Nettoyer\\, puis huiler\\\\graisser',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('made again, it is the same: a calendar replaces what it has', () => {
  const again = careCalendar([event], { ...at, now: at.now + 1000 });
  expect(again.match(/UID:.*/)?.[0]).toBe(careCalendar([event], at).match(/UID:.*/)?.[0]);
  expect(careCalendar([event], at)).toBe(careCalendar([event], at));
});

test('whatever people wrote: no line over 75 octets, no character cut, no line of their own, and all of it is read back', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`calendar: seed ${seed}`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (summary) => {
      const file = careCalendar([{ ...event, summary }], at);
      const lines = file.split('\r\n');
      for (const line of lines) expect(bytes(line)).toBeLessThanOrEqual(75);
      expect(file).not.toMatch(/[^\r]\n|\r[^\n]/);
      expect(file).not.toContain('\ufffd');
      const logical = unfolded(file).split('\r\n');
      expect(logical.filter((line) => line.startsWith('SUMMARY:'))).toHaveLength(1);
      expect(logical).toHaveLength(17);
      const said = logical.find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
      const read = said.replace(/\\(.)/g, (_whole, one: string) => (one === 'n' ? '\n' : one));
      expect(read).toBe(summary.replace(/\r\n|\r/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''));
    }),
    { seed, numRuns: 300 },
  );
});
