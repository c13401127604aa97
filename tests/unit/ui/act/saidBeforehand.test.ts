import { expect, test } from 'vitest';
import { contactLink } from '#ui/act/contactLink.ts';
import { purposesOf } from '#ui/act/purposesOf.ts';
import { daysAfter, untilDays } from '#ui/act/untilDays.ts';

const uses = (...purposes: readonly (string | null)[]) => purposes.map((purpose) => ({ purpose }));

test('purposes stand once, the newest and the most frequent first, as they were said last', () => {
  expect(purposesOf(uses('La haie', null, 'le poirier', ' la  haie ', ''))).toEqual(['La haie', 'le poirier']);
  expect(purposesOf(uses('un nichoir', 'le deck', 'le deck', 'le deck'))).toEqual(['le deck', 'un nichoir']);
  expect(purposesOf(uses('Réparer le vélo', 'reparer le velo'))).toEqual(['Réparer le vélo']);
  expect(purposesOf([])).toEqual([]);
});

test('three days to choose from, never twice the same, across months', () => {
  // A Wednesday, a Saturday, a Sunday.
  expect(untilDays('2026-03-04')).toEqual(['2026-03-04', '2026-03-05', '2026-03-08']);
  expect(untilDays('2026-03-07')).toEqual(['2026-03-07', '2026-03-08', '2026-03-15']);
  expect(untilDays('2026-03-29')).toEqual(['2026-03-29', '2026-03-30', '2026-04-05']);
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
});

test('a contact leads somewhere when it is a number or an e-mail address', () => {
  expect(contactLink('06 39 98 12 34')).toEqual({ how: 'call', href: 'tel:0639981234' });
  expect(contactLink('+33 (0)6.39.98.12.34')?.href).toBe('tel:+330639981234');
  expect(contactLink('nour@example.org')).toEqual({ how: 'write', href: 'mailto:nour@example.org' });
  expect(contactLink('sonne à la porte bleue, 3e')).toBe(null);
  expect(contactLink('3e étage')).toBe(null);
});
