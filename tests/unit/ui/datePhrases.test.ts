import { expect, test } from 'vitest';
import { createTexts } from '#ui/texts/createTexts.ts';
import { datePhrases } from '#ui/texts/datePhrases.ts';

const french = await createTexts('fr');
const english = await createTexts('en');
// A Sunday in Paris, half past ten in the morning.
const now = Date.parse('2026-11-22T10:30:00+01:00');
const at = (text: string) => Date.parse(text);
const inFrench = () => datePhrases(french.i18n, now, 'Europe/Paris');
const inEnglish = () => datePhrases(english.i18n, now, 'Europe/Paris');

test('days are named as people name them', () => {
  const { day } = inFrench();
  expect(day(now)).toBe('aujourd’hui');
  expect(day('2026-11-23')).toBe('demain');
  expect(day('2026-11-21')).toBe('hier');
  expect(day('2026-11-28')).toBe('samedi');
  expect(day('2026-11-19')).toBe('jeudi');
  expect(day('2026-11-15')).toBe('15 novembre');
  expect(day('2026-04-12')).toBe('12 avril');
  expect(day('2025-12-30')).toBe('30 décembre');
  expect(day('2023-04-12')).toBe('2023');
  expect(day('2028-03-03')).toBe('3 mars 2028');
});

test('until when, with the right article', () => {
  const { until } = inFrench();
  expect(until(now)).toBe('jusqu’à ce soir');
  expect(until('2026-11-23')).toBe('jusqu’à demain');
  expect(until('2026-11-27')).toBe('jusqu’à vendredi');
  expect(until('2026-12-12')).toBe('jusqu’au 12 décembre');
  expect(until('2026-11-21')).toBe('jusqu’à hier');
  expect(until('2026-11-10')).toBe('jusqu’au 10 novembre');
  expect(inEnglish().until('2026-12-12')).toBe('until 12 December');
  expect(inEnglish().until(now)).toBe('until tonight');
});

test('since when', () => {
  const { since } = inFrench();
  expect(since(at('2026-11-22T09:40:00+01:00'))).toBe('depuis 9\u202fh\u202f40');
  expect(since(at('2026-11-21T23:50:00+01:00'))).toBe('depuis hier');
  expect(since(at('2026-11-19T12:00:00+01:00'))).toBe('depuis jeudi');
  expect(since(at('2026-04-12T12:00:00+02:00'))).toBe('depuis le 12 avril');
  expect(since(at('2023-03-12T12:00:00+01:00'))).toBe('depuis mars 2023');
  expect(inEnglish().since(at('2026-04-12T12:00:00+02:00'))).toBe('since 12 April');
});

test('how long ago', () => {
  const { ago } = inFrench();
  expect(ago(now - 20_000)).toBe('à l’instant');
  expect(ago(now + 20_000)).toBe('à l’instant');
  expect(ago(now - 4 * 60_000).replace(/\s/g, ' ')).toBe('il y a 4 min');
  expect(ago(now - 3 * 3_600_000).replace(/\s/g, ' ')).toBe('il y a 3 h');
  expect(ago(at('2026-11-21T22:00:00+01:00'))).toBe('hier');
  expect(ago(at('2026-11-13T12:00:00+01:00')).replace(/\s/g, ' ')).toBe('il y a 9 jours');
  expect(ago(at('2026-04-12T12:00:00+02:00'))).toBe('12 avril');
  expect(ago(at('2099-01-01T12:00:00+01:00'))).toBe('à une heure douteuse');
  expect(inEnglish().ago(now - 4 * 60_000)).toBe('4 min ago');
});

test('the hour', () => {
  expect(inFrench().time(at('2026-11-22T09:05:00+01:00'))).toBe('9\u202fh\u202f05');
  expect(inFrench().time(at('2026-11-22T00:00:00+01:00'))).toBe('0\u202fh');
  expect(inEnglish().time(at('2026-11-22T21:05:00+01:00'))).toBe('21:05');
  expect(inFrench().full(at('2026-11-22T10:24:00+01:00'))).toBe('dimanche 22 novembre, 10\u202fh\u202f24');
});

test('a civil day is the same day in every time zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', 'Europe/Paris']) {
    expect(datePhrases(french.i18n, now, zone).day('2026-12-24')).toBe('24 décembre');
  }
});

test('a clock that lost its time is not believed, whichever way it went', () => {
  const { day, since, moment, ago } = inFrench();
  for (const wrong of [0, at('2099-01-01T12:00:00+01:00'), Number.MAX_SAFE_INTEGER]) {
    expect([day(wrong), since(wrong), moment(wrong), ago(wrong)]).toEqual([
      'heure douteuse',
      'depuis une heure douteuse',
      'heure douteuse',
      'à une heure douteuse',
    ]);
  }
  // A day somebody wrote down is no clock's.
  expect(day('1972-05-01')).toBe('1972');
  expect(inEnglish().since(0)).toBe('since a doubtful hour');
});
