import { expect, test } from 'vitest';
import {
  decideAddNode,
  decideAddPhoto,
  decideAddTool,
  decideDescribeNode,
  decideDescribeTool,
  decideDescribeWorkshop,
  decideRemovePhoto,
  decideWriteProfile,
} from '#domain/decide/describe.ts';
import type { PlaceId } from '#domain/ids.ts';
import { memberStream, toolStream, workshopStream } from '#domain/ids.ts';
import { pathOf } from '#domain/settle/tree.ts';
import { createAtelier, idOf, photoOf, type Phone } from '#tests/support/facts.ts';

const drill = idOf.tool('drill');
const batch = idOf.batch('import');

function atelierOfWords() {
  const atelier = createAtelier();
  const [ana, ben, zoe] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben'), atelier.phone('Zoé')];
  ana.act(decideAddTool(drill, { name: 'Drill', about: 'Makes holes' }, { now: ana.now() }));
  ana.meets(ben, zoe);
  return { atelier, ana, ben, zoe };
}
const describe = (phone: Phone, words: Parameters<typeof decideDescribeTool>[1]) =>
  phone.act(decideDescribeTool(phone.tool(drill), words, phone.now()));

test('two who describe different things while apart are both heard', () => {
  const { ana, ben } = atelierOfWords();
  describe(ana, { name: 'Hammer drill' });
  describe(ben, { about: null, spot: 'hook 7' });
  ana.meets(ben);
  for (const phone of [ana, ben])
    expect(phone.tool(drill).words).toMatchObject({ name: 'Hammer drill', about: null, spot: 'hook 7' });
});

test('two names given apart: the later is shown, and what says nothing of names does not change which', () => {
  const { ana, ben, zoe } = atelierOfWords();
  ana.setClock(Date.UTC(2030, 0, 1));
  describe(ana, { name: 'From the future' });
  ana.meets(zoe);
  describe(ben, { name: 'Ben says' });
  zoe.setClock(0);
  describe(zoe, { name: 'On top, long ago' });
  zoe.meets(ben);
  expect(ben.tool(drill).name).toBe('Ben says');
  // Noé saw Ana's and Ben's names, and says where it hangs.
  const anas = [...zoe.seen.values()].filter(({ log }) => log === ana.log);
  const bens = [...ben.seen.values()].filter(({ log }) => log === ben.log);
  ben.write({
    kind: 'toolDescribed',
    streams: [toolStream(drill)],
    at: 1,
    after: [...anas, ...bens],
    body: { spot: 'hook 7' },
  });
  expect(ben.tool(drill)).toMatchObject({ name: 'Ben says', words: { spot: 'hook 7' } });
});

test('a word of a later version is read as not said, and the rest of the fact stands', () => {
  const { ana } = atelierOfWords();
  const streams = [toolStream(drill)];
  ana.write({
    kind: 'toolDescribed',
    streams,
    after: ana.tool(drill).heads.get('description') ?? [],
    body: { what: 'space' },
  });
  ana.write({
    kind: 'toolDescribed',
    streams,
    after: ana.tool(drill).heads.get('description') ?? [],
    body: { what: 'vehicle', name: 'Cargo bike', fuel: 'soup' },
  });
  expect(ana.tool(drill)).toMatchObject({ name: 'Cargo bike', what: 'space' });
  ana.write({ kind: 'retired', streams, body: { reason: 'eaten' } });
  expect(ana.tool(drill).retired?.reason).toBe('other');
  ana.write({ kind: 'workshopDescribed', streams: [workshopStream], body: { name: 'Atelier', language: 'oc' } });
  expect(ana.workshop()).toMatchObject({ name: 'Atelier', language: 'fr' });
});

test('an import taken back by a steward hides its tools; taken back by a member it does not', () => {
  const { ana, ben } = atelierOfWords();
  const lathe = idOf.tool('lathe');
  ana.act(decideAddTool(lathe, { name: 'Lathe' }, { now: ana.now(), batch }));
  ana.meets(ben);
  ben.write({ kind: 'batchWithdrawn', streams: [workshopStream], body: { of: batch } });
  expect(ben.tool(lathe).exists).toBe(true);
  ben.meets(ana);
  for (let n = 0; n < 2; n += 1) ana.write({ kind: 'batchWithdrawn', streams: [workshopStream], body: { of: batch } });
  expect(ana.workshop().withdrawnBatches).toEqual([batch]);
  expect(ana.tool(lathe)).toMatchObject({ exists: false, name: '', story: [], addedAt: null });
  expect(ana.tool(drill).exists).toBe(true);
});

test('photos: newest first, and one removed stays away', () => {
  const { ana, ben } = atelierOfWords();
  ana.act(decideAddPhoto(ana.tool(drill), photoOf('front'), ana.now()));
  ana.act(decideAddPhoto(ana.tool(drill), photoOf('back'), ana.now()));
  ana.meets(ben);
  expect(ana.tool(drill).photos).toEqual([photoOf('back'), photoOf('front')]);
  ben.act(decideRemovePhoto(ben.tool(drill), photoOf('back').full.blob, ben.now()));
  ana.meets(ben);
  expect(ana.tool(drill).photos).toEqual([photoOf('front')]);
});

test('two places put into each other while apart: each path ends, none goes round', () => {
  const { ana, ben } = atelierOfWords();
  const [barn, loft] = [idOf.place('barn'), idOf.place('loft')];
  for (const [id, name] of [
    [barn, 'Barn'],
    [loft, 'Loft'],
  ] as const)
    ana.act(decideAddNode('place', id, { name }, { now: ana.now() }));
  ana.meets(ben);
  const into = (phone: Phone, id: PlaceId, parent: PlaceId) =>
    phone.act(decideDescribeNode('place', phone.place(id), { parent }, { now: phone.now(), isBelow: false }));
  into(ana, barn, loft);
  into(ben, loft, barn);
  ana.meets(ben);
  expect(ana.place(barn).parent).toBe(loft);
  expect(ana.place(loft).parent).toBe(barn);
  expect(pathOf(barn, (id) => ana.place(id))).toEqual(['Loft', 'Barn']);
  expect(pathOf(loft, (id) => ana.place(id))).toEqual(['Barn', 'Loft']);
  expect(pathOf(null, (id: PlaceId) => ana.place(id))).toEqual([]);
  expect(pathOf(idOf.place('never heard of'), () => undefined)).toEqual([]);
});

test('categories keep their drawing when renamed, and lose it when told so', () => {
  const { ana } = atelierOfWords();
  const wood = idOf.category('wood');
  ana.act(decideAddNode('category', wood, { name: 'Wood', drawing: 'saw' }, { now: ana.now() }));
  ana.act(decideDescribeNode('category', ana.category(wood), { name: 'Bois' }, { now: ana.now(), isBelow: false }));
  expect(ana.category(wood)).toMatchObject({ exists: true, name: 'Bois', drawing: 'saw', parent: null });
  ana.act(decideDescribeNode('category', ana.category(wood), { drawing: '' }, { now: ana.now(), isBelow: false }));
  expect(ana.category(wood).drawing).toBeNull();
});

test('a profile: the last one here; to come, forgotten, erased', () => {
  const { atelier, ana, ben } = atelierOfWords();
  const zoe = idOf.member('Zoé');
  expect(ana.profile(zoe)).toMatchObject({ state: 'to-come', name: null });
  const write = (name: string) =>
    ana.act(
      decideWriteProfile(zoe, { name, contact: ' zoe@example.org ' }, ana.profile(zoe).heads, { now: ana.now() }),
    );
  write('Zoe');
  const second = write('Zoé');
  expect(ana.profile(zoe)).toMatchObject({ state: 'named', name: 'Zoé', contact: 'zoe@example.org' });

  ben.hears(...ana.seen.values(), { ...second, person: 'to-come' });
  expect(ben.profile(zoe)).toMatchObject({ state: 'named', name: 'Zoe' });
  ben.hears({ ...second, person: { streams: [memberStream(zoe)], body: { name: 'x'.repeat(5000) } } });
  expect(ben.profile(zoe)).toMatchObject({ state: 'named', name: 'Zoe' });
  ben.hears({ ...second, person: 'forgotten' });
  expect(ben.profile(zoe)).toMatchObject({ state: 'forgotten', name: null, contact: null });

  atelier.erase(zoe);
  write('Zoé again');
  expect(ana.profile(zoe)).toMatchObject({ state: 'forgotten', name: null, contact: null });
});

test('the profile of one is not written in the stream of another', () => {
  const { ana } = atelierOfWords();
  const [zoe, ben] = [idOf.member('Zoé'), idOf.member('Ben')];
  const streams = [memberStream(zoe), memberStream(ben)];
  ana.write({ kind: 'profileWritten', streams, person: { streams, body: { name: 'Zoé' } } });
  expect(ana.profile(ben).name).toBeNull();
});

test('the workshop is described by stewards; what a member writes covers nothing of it', () => {
  const { ana, ben } = atelierOfWords();
  const words = { name: 'Atelier', labelAddress: 'https://atelier.example', labelLine: '3 rue des Lilas' };
  ana.act(decideDescribeWorkshop(ana.workshop(), words, { now: ana.now(), isSteward: true }));
  ana.meets(ben);
  const after = ben.workshop().heads.description;
  ben.write({
    kind: 'workshopDescribed',
    streams: [workshopStream],
    after,
    body: { labelAddress: 'https://elsewhere.example' },
  });
  ben.meets(ana);
  expect(ana.workshop()).toMatchObject(words);
  ana.act(decideDescribeWorkshop(ana.workshop(), { labelLine: '' }, { now: ana.now(), isSteward: true }));
  expect(ana.workshop()).toMatchObject({ ...words, labelLine: null });
});
