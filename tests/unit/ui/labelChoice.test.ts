import { expect, test } from 'vitest';
import type { CategoryId, LabelId, PlaceId, ToolId } from '#domain/ids.ts';
import { silhouetteNames } from '#ui/parts/drawingNames.ts';
import { ownAddress } from '#ui/code/ownAddress.ts';
import { asksFirst, readAddress } from '#ui/screens/labels/labelAddress.ts';
import { toolsToLabel, withToggled, type LabelFilter } from '#ui/screens/labels/labelChoice.ts';
import {
  firstSettings,
  keepPrintSettings,
  nextStart,
  readMillimetres,
  readPrintSettings,
  sheetOf,
} from '#ui/screens/labels/printSettings.ts';
import { silhouettePaths } from '#ui/screens/labels/silhouettePaths.ts';

const place = (id: string) => id as PlaceId;
const category = (id: string) => id as CategoryId;
const entry = (id: string, more: Partial<Parameters<typeof toolsToLabel>[0][number]> = {}) => ({
  id: id as ToolId,
  name: id,
  otherNames: [],
  place: null,
  category: null,
  labels: [],
  state: 'here' as const,
  order: id,
  ...more,
});
const trees = {
  places: new Map([
    [place('atelier'), { parent: null }],
    [place('mur'), { parent: place('atelier') }],
    [place('loop-a'), { parent: place('loop-b') }],
    [place('loop-b'), { parent: place('loop-a') }],
  ]),
  categories: new Map([[category('bois'), { parent: null }]]),
};
const every: LabelFilter = { show: 'all', place: null, category: null, search: '' };
const labelled = { labels: ['ABCDEFGH' as LabelId] };
const names = (filter: Partial<LabelFilter>, shelf: readonly ReturnType<typeof entry>[]) =>
  toolsToLabel(shelf, { ...every, ...filter }, trees).map(({ id }) => id);

test('tools without a label come first, in the order of the shelf; retired ones are not asked for', () => {
  const shelf = [entry('a', labelled), entry('b'), entry('c', labelled), entry('d'), entry('old', { order: '' })];
  expect(names({}, shelf)).toEqual(['b', 'd', 'a', 'c']);
  expect(names({ show: 'without' }, shelf)).toEqual(['b', 'd']);
});

test('a place holds what is below it; loops in the tree end', () => {
  const shelf = [entry('saw', { place: place('mur') }), entry('pot'), entry('odd', { place: place('loop-a') })];
  expect(names({ place: place('atelier') }, shelf)).toEqual(['saw']);
  expect(names({ place: place('mur') }, shelf)).toEqual(['saw']);
});

test('searched by every word, accents and other names', () => {
  const shelf = [entry('Échelle double', { otherNames: ['escabeau'] }), entry('Scie')];
  expect(names({ search: 'echelle DOUBLE' }, shelf)).toEqual(['Échelle double']);
  expect(names({ search: 'escab' }, shelf)).toEqual(['Échelle double']);
  expect(names({ search: 'echelle triple' }, shelf)).toEqual([]);
});

test('choosing all that is listed leaves what was chosen elsewhere', () => {
  const [a, b, c] = ['a', 'b', 'c'] as unknown as readonly [ToolId, ToolId, ToolId];
  expect([...withToggled(new Set([a]), [b, c], true)]).toEqual([a, b, c]);
  expect([...withToggled(new Set([a, b, c]), [b, c], false)]).toEqual([a]);
});

test('an address becomes what a label can hold, or nothing', () => {
  expect(readAddress('outils.example.org')).toBe('https://outils.example.org');
  expect(readAddress('https://Outils.example.org/circule/index.html#/scan')).toBe('https://outils.example.org/circule');
  expect(readAddress('javascript:alert(1)')).toBeNull();
  expect(readAddress('ftp://a.example')).toBeNull();
  expect(readAddress('   ')).toBeNull();
  expect(ownAddress({ origin: 'http://localhost:5323', pathname: '/' })).toBe('http://localhost:5323');
  expect(asksFirst('http://localhost:5323')).toBe(true);
  expect(asksFirst('http://192.168.1.20/circule')).toBe(true);
  expect(asksFirst('https://outils.example.org')).toBe(false);
});

test('print settings come back as they were kept, and from damage as if nothing had been', () => {
  const kept = new Map<string, string>();
  const storage = {
    setItem: (key: string, value: string) => void kept.set(key, value),
    getItem: () => [...kept.values()][0] ?? null,
  };
  expect(readPrintSettings(storage)).toEqual(firstSettings);
  const settings = { sheet: 'avery-l7651', numbers: { width: 38 }, offset: { x: 0.5, y: -1 }, startAt: 5 };
  keepPrintSettings(storage, settings);
  expect(readPrintSettings(storage)).toEqual(settings);
  for (const damaged of ['{', '[]', '7', '{"startAt":-2,"offset":null,"numbers":{"width":"x"}}']) {
    expect(readPrintSettings({ getItem: () => damaged })).toEqual(firstSettings);
  }
});

test('numbers changed by hand belong to the chosen sheet', () => {
  const sheet = {
    id: 'one',
    title: 'One',
    width: 60,
    height: 30,
    columns: 3,
    rows: 7,
    pitchX: 62,
    pitchY: 30,
    left: 5,
    top: 5,
  };
  expect(sheetOf({ ...firstSettings, numbers: { left: 6 } }, [sheet])).toEqual({ ...sheet, left: 6 });
  expect(sheetOf({ ...firstSettings, sheet: 'gone' }, [sheet])).toEqual(sheet);
  expect(sheetOf(firstSettings, [])).toBeUndefined();
});

test('the next free label follows the last one printed', () => {
  expect(nextStart(5, 14, 21)).toBe(19);
  expect(nextStart(5, 17, 21)).toBe(1);
  expect(nextStart(1, 42, 21)).toBe(1);
});

test('millimetres as people type them', () => {
  expect(readMillimetres('63,5')).toBe(63.5);
  expect(readMillimetres(' −0.5 ')).toBe(-0.5);
  expect(readMillimetres('')).toBeNull();
  expect(readMillimetres('6e3')).toBeNull();
});

test('every drawing has paths to print', () => {
  for (const name of silhouetteNames) expect(silhouettePaths(name).paths.length, name).toBeGreaterThan(0);
  expect(silhouettePaths('hedge').transform).toMatch(/^rotate/);
});
