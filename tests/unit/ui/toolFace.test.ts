import { expect, test } from 'vitest';
import type { CategoryId, MemberId, PlaceId } from '#domain/ids.ts';
import type { MemberRow, ToolRow } from '#domain/rows.ts';
import type { Names } from '#store/queries/names.ts';
import { placeWords, stanceOf, stateOf, stateWords, toThing, type Speech } from '#ui/frame/toolFace.ts';
import { silhouetteOf } from '#ui/parts/silhouetteOf.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import { datePhrases } from '#ui/texts/datePhrases.ts';

const french = await createTexts('fr');
const english = await createTexts('en');
// A Wednesday.
const now = Date.parse('2026-03-04T10:30:00+01:00');
const lea = 'lea' as MemberId;
const nour = 'nour' as MemberId;
const gone = 'gone' as MemberId;
const wood = 'wood' as PlaceId;
const wall = 'wall' as PlaceId;
const sawing = 'sawing' as CategoryId;
const ryobas = 'ryobas' as CategoryId;

const member = (id: MemberId, name: string | null, more: Partial<MemberRow> = {}): [MemberId, MemberRow] => [
  id,
  {
    id,
    state: name === null ? 'forgotten' : 'named',
    name,
    contact: null,
    role: 'member',
    standing: 'in',
    devices: [],
    ...more,
  },
];
const names: Names = {
  members: new Map([member(lea, 'Léa', { role: 'steward' }), member(nour, 'Nour'), member(gone, null)]),
  places: new Map([
    [wood, { id: wood, name: 'Atelier bois', parent: null }],
    [wall, { id: wall, name: 'Mur nord', parent: wood }],
  ]),
  categories: new Map([
    [sawing, { id: sawing, name: 'Scies', parent: null, drawing: 'saw' }],
    [ryobas, { id: ryobas, name: 'Ryobas', parent: sawing, drawing: null }],
  ]),
};
const speech: Speech = {
  i18n: french.i18n,
  language: 'fr',
  phrases: datePhrases(french.i18n, now, 'Europe/Paris'),
  names,
  me: lea,
  now,
  today: '2026-03-04',
};
const row = (more: Partial<ToolRow> = {}): ToolRow => ({
  id: 'saw' as ToolRow['id'],
  what: 'tool',
  name: 'Scie',
  otherNames: [],
  category: null,
  place: wall,
  spot: 'crochet 7',
  drawing: null,
  face: null,
  state: 'here',
  claims: [],
  putAt: null,
  labels: [],
  uses: 0,
  movedAt: now,
  ...more,
});
const out = (by: ToolRow['claims'][number]['by'], until: string | null = null): ToolRow =>
  row({ state: 'out', claims: [{ by, since: now, until, purpose: null }] });

test('where it is: the path from the root, then the hook', () => {
  expect(stateWords(row(), speech)).toBe('Là, atelier bois, mur nord, crochet 7');
  expect(stateWords(row(), speech, { atPlace: true })).toBe('Là, crochet 7');
  expect(stateWords(row({ place: null, spot: null }), speech)).toBe('Là');
  expect(stateWords(row({ putAt: wood }), speech, { atPlace: true })).toBe('Là, atelier bois');
  expect(stateWords(row({ what: 'space', place: null, spot: null }), speech)).toBe('Libre');
  expect(placeWords(wall, names.places)).toBe('Atelier bois, mur nord');
});

test('who has it, and until when', () => {
  expect(stateWords(out(nour, '2026-03-08'), speech)).toBe('Chez Nour, jusqu’à dimanche');
  expect(stateWords(out(lea, '2026-03-07'), speech)).toBe('Avec toi, jusqu’à samedi');
  expect(stateWords(out(nour), speech)).toBe('Chez Nour');
  expect(stateWords(out(nour, '2026-03-03'), speech)).toBe('Chez Nour, en retard');
  const said = { ...speech, i18n: english.i18n, phrases: datePhrases(english.i18n, now, 'Europe/Paris') };
  expect(stateWords(out(nour, '2026-03-08'), said)).toBe('With Nour, until Sunday');
});

test('what is due today is not late today', () => {
  expect(stateOf(out(nour, '2026-03-04'), speech)).toBe('out');
  expect(stateOf(out(nour, '2026-03-03'), speech)).toBe('late');
});

test('people without a name here', () => {
  expect(stateWords(out('forgotten'), speech)).toBe('Chez quelqu’un');
  expect(stateWords(out(gone), speech)).toBe('Chez quelqu’un');
  expect(stateWords(out('to-come'), speech)).toBe('Chez quelqu’un qu’on ne connaît pas encore');
  expect(stateWords(out('stranger' as MemberId), speech)).toBe('Chez quelqu’un qu’on ne connaît pas encore');
});

test('a disagreement names the others', () => {
  const claims = [lea, nour].map((by) => ({ by, since: now, until: null, purpose: null }));
  const contested = row({ state: 'contested', claims });
  expect(stateOf(contested, speech)).toBe('contest');
  expect(stateWords(contested, speech)).toBe('Désaccord avec Nour');
  expect(stateWords(contested, { ...speech, me: gone })).toBe('Désaccord entre Léa et Nour');
  expect(toThing(contested, names, speech).holders?.map(({ name }) => name)).toEqual(['Léa', 'Nour']);
});

test('asleep after half a year on its hook', () => {
  const asleep = row({ movedAt: Date.parse('2025-04-12T10:00:00+02:00') });
  expect(stateOf(asleep, speech)).toBe('asleep');
  expect(stanceOf(asleep, speech)).toBe('asleep');
  expect(stateWords(asleep, speech, { atPlace: true })).toBe('Là, crochet 7, dort depuis le 12 avril');
  expect(stateWords(row({ state: 'retired' }), speech)).toBe('Retiré');
});

test('its own drawing, else the nearest category that has one, else its kind', () => {
  expect(silhouetteOf(row({ drawing: 'drill', category: ryobas }), names.categories)).toBe('drill');
  expect(silhouetteOf(row({ category: ryobas }), names.categories)).toBe('saw');
  expect(silhouetteOf(row({ drawing: 'of a later version' }), names.categories)).toBe('tag');
  expect(silhouetteOf(row({ what: 'space' }), names.categories)).toBe('room');
});

test('what is with me hangs in blue without a token; what others have carries theirs', () => {
  expect(toThing(out(lea), names, speech)).toMatchObject({ stance: 'mine', holders: [] });
  expect(toThing(out(nour), names, speech).holders).toEqual([{ id: nour, name: 'Nour', steward: false, guest: true }]);
});
