import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideHandOver, decideReturn, decideTake } from '#domain/decide/custody.ts';
import { decideAddPhoto, decideAddTool, decideRetire, decideWriteProfile } from '#domain/decide/describe.ts';
import { fold, sortKey } from '#domain/fold.ts';
import { memberRow, orderOf, shelfEntry, toolRow } from '#domain/rows.ts';
import { createAtelier, idOf, photoOf } from '#tests/support/facts.ts';

const drill = idOf.tool('drill');
const today = { now: Date.UTC(2026, 0, 5, 12), today: '2026-01-05' };
const byKey = (names: readonly string[]) => names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

test('folding: accents, case, ligatures, and apostrophes of any make', () => {
  expect(fold('Établi à Œuvre, Straße, ŁØÆ')).toBe('etabli a oeuvre, strasse, loae');
  expect(fold('l’étau')).toBe(fold("l'etau"));
  expect(fold('ﬁl')).toBe('fil');
  expect(fold('')).toBe('');
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)),
    { numRuns: 3000 },
  );
});

test('names sort as people do: numbers by value, accents beside their letter', () => {
  expect(byKey(['Clé de 10', 'Clé de 2', 'cle de 2,5', 'Échelle', 'Équerre', 'Ecrou', 'Zinc', 'étau'])).toEqual([
    'Clé de 2',
    'cle de 2,5',
    'Clé de 10',
    'Échelle',
    'Ecrou',
    'Équerre',
    'étau',
    'Zinc',
  ]);
  expect(byKey(['n 1234567', 'n 999999', 'n 4006381333931', 'n 007'])).toEqual([
    'n 007',
    'n 999999',
    'n 1234567',
    'n 4006381333931',
  ]);
});

test('the list goes place by place, what stands in a place before what stands deeper, none last', () => {
  const rows = [
    [[], 'Anvil'],
    [['Zinc room'], 'Hammer'],
    [['Barn'], 'Zebra saw'],
    [['Barn', 'Shelf 10'], 'Axe'],
    [['Barn', 'Shelf 2'], 'Axe'],
    [['Barn 2'], 'Axe'],
    [['Barn', 'Shelf 2'], 'adze'],
    [[''], 'In a place without a name'],
  ] as const;
  const sorted = rows
    .map(([path, name]) => ({ path, name, order: orderOf(path, name, drill) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1));
  expect(sorted.map(({ path, name }) => [...path, name].join(' / '))).toEqual([
    ' / In a place without a name',
    'Barn / Zebra saw',
    'Barn / Shelf 2 / adze',
    'Barn / Shelf 2 / Axe',
    'Barn / Shelf 10 / Axe',
    'Barn 2 / Axe',
    'Zinc room / Hammer',
    'Anvil',
  ]);
});

test('a row says what lists need: who, since when, the face, and nothing of a tool nobody added', () => {
  const atelier = createAtelier();
  const [ana, ben] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben')];
  expect(toolRow(ana.tool(drill), [])).toBeNull();
  const added = ana.act(
    decideAddTool(
      drill,
      { name: 'Drill', otherNames: ['borer'], brand: 'Bosch', model: 'GBH', about: 'Holes' },
      { now: ana.now() },
    ),
  );
  expect(toolRow(ana.tool(drill), [])).toMatchObject({ state: 'here', claims: [], movedAt: added.at, face: null });
  expect(toolRow(ana.tool(drill), [])).not.toHaveProperty('outSince');
  ana.act(decideAddPhoto(ana.tool(drill), photoOf('front'), ana.now()));
  ana.meets(ben);
  const anas = ana.act(
    decideTake(ana.tool(drill), ana.member, { until: '2026-02-01', purpose: 'a shelf' }, { ...today, now: ana.now() }),
  );
  ben.act(decideTake(ben.tool(drill), ben.member, {}, { ...today, now: ben.now() }));
  ana.meets(ben);
  const row = toolRow(ana.tool(drill), ['Barn']);
  expect(row).toMatchObject({
    state: 'contested',
    uses: 2,
    outSince: anas.at,
    face: { blob: photoOf('front').thumb.blob },
    holders: expect.arrayContaining([ana.member, ben.member]),
  });
  expect(row === null ? null : shelfEntry(ana.tool(drill), row)).toMatchObject({
    brand: 'Bosch GBH',
    about: 'Holes',
    state: 'contested',
  });

  ana.act(decideHandOver(ana.tool(drill), ana.member, {}, { ...today, now: ana.now() }));
  ana.act(decideRetire(ana.tool(drill), { reason: 'worn' }, { now: ana.now(), isSteward: true }));
  expect(toolRow(ana.tool(drill), [])).toMatchObject({ state: 'out', holders: [ana.member] });
  ana.act(decideReturn(ana.tool(drill), {}, { ...today, now: ana.now() }));
  expect(toolRow(ana.tool(drill), [])?.state).toBe('retired');
  expect(toolRow(ana.tool(drill), [])).not.toHaveProperty('order');
});

test('a person’s row: role, devices, and none for who is no member or came with an import taken back', () => {
  const atelier = createAtelier();
  const ana = atelier.phone('Ana', 'steward');
  ana.act(decideWriteProfile(ana.member, { name: 'Ana' }, [], { now: ana.now() }));
  expect(memberRow(ana.profile(ana.member), atelier.membership())).toMatchObject({
    name: 'Ana',
    role: 'steward',
    devices: [{ log: ana.log, isOpen: true }],
  });
  atelier.cut(ana, 3);
  expect(memberRow(ana.profile(ana.member), atelier.membership())?.devices).toEqual([{ log: ana.log, isOpen: false }]);
  const stranger = idOf.member('Stranger');
  expect(memberRow(ana.profile(stranger), atelier.membership())).toBeNull();
});

test('someone known only from an import taken back is in no list; named anew by somebody, they are', () => {
  const atelier = createAtelier();
  const [ana, lea] = [atelier.phone('Ana', 'steward'), atelier.phone('Léa')];
  const batch = idOf.batch('import');
  const write = (name: string, more = {}) =>
    ana.act(decideWriteProfile(lea.member, { name }, ana.profile(lea.member).heads, { now: ana.now(), ...more }));
  const rowOf = () => memberRow(ana.profile(lea.member), atelier.membership());
  write('Léa of the file', { batch });
  expect(rowOf()?.name).toBe('Léa of the file');
  ana.write({ kind: 'batchWithdrawn', streams: ['workshop/self' as never], body: { of: batch } });
  expect(rowOf()).toBeNull();
  write('Léa');
  expect(rowOf()?.name).toBe('Léa');
});
