import { expect, test } from 'vitest';
import type { CategoryId, LabelId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import type { ShelfEntry } from '#domain/rows.ts';
import { type Catalogue, createCatalogue } from '#app/search/catalogue.ts';
import { foundIn } from '#app/search/foundIn.ts';
import type { Question } from '#app/search/question.ts';
import { stemOf, wordsOf } from '#app/search/words.ts';

const wood = 'wood' as PlaceId;
const wall = 'wall' as PlaceId;
const garden = 'garden' as PlaceId;
const saws = 'saws' as CategoryId;
const lea = 'lea' as MemberId;
const now = Date.parse('2026-03-04T10:00:00Z');
const day = 24 * 3600 * 1000;

const entry = (name: string, more: Partial<ShelfEntry> = {}): ShelfEntry => ({
  id: name as ToolId,
  name,
  otherNames: [],
  about: '',
  brand: '',
  category: null,
  place: wall,
  spot: null,
  labels: [],
  state: 'here',
  holders: [],
  movedAt: now,
  order: name.toLowerCase(),
  ...more,
});
const tools = [
  entry('Scie égoïne', { category: saws }),
  entry('Scie japonaise', { otherNames: ['ryoba', 'kataba'], category: saws, state: 'out', holders: [lea] }),
  entry('Scie sauteuse', { place: wood, brand: 'Bosch PST 700', movedAt: now - 200 * day }),
  entry('Serre-joint de scieur', { place: wood }),
  entry('Perceuse-visseuse', { place: wood, labels: ['7K3QX9D2' as LabelId] }),
  entry('Ciseaux à bois', { place: wood, about: 'Trois largeurs, pour l’ébénisterie' }),
  entry('Boîte à onglets', { place: null }),
  entry('Tournevis', { about: 'avec embouts' }),
  entry('Étau'),
  entry('Œillets et pince', { place: garden }),
  entry('Bêche', { place: garden, state: 'retired', order: '' }),
];

const shelfOf = (entries: readonly ShelfEntry[]): Catalogue => {
  const catalogue = createCatalogue();
  catalogue.setTrees(
    [
      { id: wood, name: 'Atelier bois', parent: null },
      { id: wall, name: 'Mur nord', parent: wood },
      { id: garden, name: 'Cabane', parent: null },
    ],
    [{ id: saws, name: 'Sciage', parent: null, drawing: 'saw' }],
  );
  catalogue.put(0, entries);
  return catalogue;
};
const asked = (words: string, more: Partial<Question> = {}): Question => ({
  words,
  standing: 'all',
  place: null,
  category: null,
  me: lea,
  now,
  asleepAfter: 180 * day,
  ...more,
});
const full = shelfOf(tools);
const find = (words: string, more: Partial<Question> = {}) => full.ask(asked(words, more)).ids;

test('a name in any script, or of pictures, is found by a part of it', () => {
  const shelf = shelfOf([entry('מקדחה'), entry('مطرقة كبيرة'), entry('Tarière 🪱🌱 👩🏽‍🌾')]);
  const first = (words: string) => shelf.ask(asked(words)).ids;
  expect([first('מקד'), first('كب'), first('🌱'), first('tar 🪱'), first('👩🏽‍🌾')]).toEqual([
    ['מקדחה'],
    ['مطرقة كبيرة'],
    ['Tarière 🪱🌱 👩🏽‍🌾'],
    ['Tarière 🪱🌱 👩🏽‍🌾'],
    ['Tarière 🪱🌱 👩🏽‍🌾'],
  ]);
});

test('words are compared without accents, elisions, plurals and small words', () => {
  const words = (text: string) => wordsOf(text).map(({ stem }) => stem);
  expect(words('L’égoïne de l’atelier')).toEqual(['egoine', 'atelier']);
  expect(words("les ciseaux d'œuvre")).toEqual(['ciseau', 'oeuvre']);
  expect(words('la')).toEqual(['la']);
  expect(words('Tarière 🪱🌱, מקדחה')).toEqual(['tariere', '🪱', '🌱', 'מקדחה']);
  expect(['métaux', 'bureaux', 'tournevis', 'gros', 'presse', 'clés', 'étau'].map((each) => stemOf(each))).toEqual([
    'métal',
    'bureau',
    'tournevi',
    'gro',
    'presse',
    'clé',
    'étau',
  ]);
});

test('by accent, other name, typo, plural, brand, place and label', () => {
  expect(find('egoine')).toEqual(['Scie égoïne']);
  expect(find('l’égoïne')).toEqual(['Scie égoïne']);
  expect(find('ryoba')).toEqual(['Scie japonaise']);
  expect(find('perceusse')).toEqual(['Perceuse-visseuse']);
  expect(find('ciseau')).toEqual(['Ciseaux à bois']);
  expect(find('etaux')).toContain('Étau');
  expect(find('oeillet')).toEqual(['Œillets et pince']);
  expect(find('bosch')).toEqual(['Scie sauteuse']);
  expect(find('cabane')).toEqual(['Œillets et pince']);
  expect(find('7K3Q-X9D2')).toEqual(['Perceuse-visseuse']);
  expect(find('7k3qx9d2')).toEqual(['Perceuse-visseuse']);
  expect(find('ébénisterie')).toEqual(['Ciseaux à bois']);
});

test('what was asked in letters comes first; the plural of a word is not the beginning of another', () => {
  expect(find('scie')).toEqual(['Scie égoïne', 'Scie japonaise', 'Scie sauteuse', 'Serre-joint de scieur']);
  expect(find('bois')[0]).toBe('Ciseaux à bois');
  expect(find('bois')).not.toContain('Boîte à onglets');
  expect(find('scie saut')).toEqual(['Scie sauteuse']);
  expect(find('scie de')).toEqual(find('scie'));
  expect(find('xylophone')).toEqual([]);
});

test('while the index is built the same words are looked through', () => {
  const many = shelfOf([
    ...tools,
    ...Array.from({ length: 400 }, (_, at) => entry(`Clé ${at + 1}`, { id: `k${at}` as ToolId })),
  ]);
  expect(many.ask(asked('egoine')).ids).toEqual(['Scie égoïne']);
  while (many.index(100) > 0);
  expect(many.ask(asked('egoine')).ids).toEqual(['Scie égoïne']);
});

test('a number or a letter beside a longer word chooses among what that word found', () => {
  const shelf = shelfOf([
    entry('Marmite 120'),
    entry('Marmite 12'),
    entry('Marmite', { spot: 'crochet 12' }),
    entry('Marmite 3'),
    entry('Clé de 12'),
  ]);
  while (shelf.index(100) > 0);
  const first = (words: string) => shelf.ask(asked(words)).ids;
  expect(first('marmite 12')).toEqual(['Marmite 12', 'Marmite 120', 'Marmite']);
  expect(first('marmitte 12')).toEqual(['Marmite 12', 'Marmite 120', 'Marmite']);
  expect(first('12 marmite')).toEqual(first('marmite 12'));
  expect(first('marmite 3')).toEqual(['Marmite 3']);
  expect(first('marmite 4')).toHaveLength(4);
  expect(find('scie 70')).toEqual(['Scie sauteuse']);
});

test('filters: standing, place with what is below, category', () => {
  expect(find('', { standing: 'retired' })).toEqual(['Bêche']);
  expect(find('', { standing: 'mine' })).toEqual(['Scie japonaise']);
  expect(find('', { standing: 'asleep' })).toEqual(['Scie sauteuse']);
  expect(find('', { place: garden })).toEqual(['Œillets et pince']);
  expect(find('', { place: wood })).toHaveLength(8);
  expect(find('scie', { category: saws })).toEqual(['Scie égoïne', 'Scie japonaise']);
  expect(full.ask(asked('')).all).toBe(10);
});

test('by place, and each place once', () => {
  const { ids, groups } = full.ask(asked('scie'));
  expect(groups).toEqual([
    { place: wall, from: 0 },
    { place: wood, from: 2 },
  ]);
  expect(ids).toHaveLength(4);
});

test('a changed stretch: renamed, added, gone', () => {
  const catalogue = shelfOf(tools);
  catalogue.index(1000);
  catalogue.put(0, [entry('Scie à ruban', { id: 'Scie égoïne' as ToolId }), entry('Rabot')]);
  expect(catalogue.ask(asked('egoine')).ids).toEqual([]);
  expect(catalogue.ask(asked('ruban')).ids).toEqual(['Scie égoïne']);
  expect(catalogue.ask(asked('')).ids).toHaveLength(2);
});

test('what was found is underlined where it stands, a beginning as far as it was typed', () => {
  const marked = (text: string, words: string) => {
    const { by } = full.ask(asked(words));
    return foundIn(text, by).map(({ from, to }) => text.slice(from, to));
  };
  expect(marked('Serre-joint de scieur', 'scie')).toEqual(['scie']);
  expect(marked('Scie égoïne', 'egoi')).toEqual(['égoï']);
  expect(marked('Perceuse-visseuse', 'perceusse')).toEqual(['Perceuse']);
  expect(marked('Ciseaux à bois', 'ciseau')).toEqual(['Ciseau']);
  expect(marked('Œillets et pince', 'oeil')).toEqual(['Œillets']);
  expect(marked('Étau', '')).toEqual([]);
});
