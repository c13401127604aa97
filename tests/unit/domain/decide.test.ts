import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { decideHandOver, decideReturn, decideTake, decideWithdraw } from '#domain/decide/custody.ts';
import {
  decideAddNode,
  decideAddPhoto,
  decideAddTool,
  decideBindLabel,
  decideClaimCode,
  decideDescribeNode,
  decideDescribeTool,
  decideDescribeWorkshop,
  decideReleaseCode,
  decideRemovePhoto,
  decideRestore,
  decideRetire,
  decideUnbindLabel,
  decideWriteProfile,
} from '#domain/decide/describe.ts';
import type { Draft } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { LabelId } from '#domain/ids.ts';
import { streamType } from '#domain/ids.ts';
import { kindByName } from '#domain/kinds/allKinds.ts';
import { retireReasons, whats } from '#domain/kinds/tool.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { bounds } from '#domain/schema.ts';
import { createAtelier, idOf, photoOf } from '#tests/support/facts.ts';

const [drill, saw, unheard] = [idOf.tool('drill'), idOf.tool('saw'), idOf.tool('never heard of')];
const label = '7K3QX9D2' as LabelId;
const today = { now: Date.UTC(2026, 0, 5, 12), today: '2026-01-05' };
const refusalOf = (decided: Result<Draft, Refusal>) => (decided.ok ? null : decided.refusal);
const tooLong = 'x'.repeat(5000);

function decidingAtelier() {
  const atelier = createAtelier();
  const [ana, ben] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben')];
  for (const id of [drill, saw]) ana.act(decideAddTool(id, { name: 'Tool' }, { now: ana.now() }));
  ana.meets(ben);
  return { ana, ben };
}

test('taking: refused when unknown, out, already yours, contested, retired, late or wordy', () => {
  const { ana, ben } = decidingAtelier();
  const take = (id = drill, by = ana.member, words = {}) => refusalOf(decideTake(ana.tool(id), by, words, today));
  expect(take(unheard)).toEqual({ kind: 'tool-unknown' });
  expect(take(drill, ana.member, { until: '2026-01-04' })).toEqual({ kind: 'until-past' });
  expect(take(drill, ana.member, { until: '2026-01-05' })).toBeNull();
  expect(take(drill, ana.member, { until: '2026-02-30' })).toEqual({ kind: 'text-wrong', field: 'until' });
  expect(take(drill, ana.member, { purpose: tooLong })).toEqual({
    kind: 'text-too-long',
    field: 'purpose',
    max: bounds.purpose,
  });
  expect(take(drill, ana.member, { note: tooLong })).toEqual({
    kind: 'text-too-long',
    field: 'note',
    max: bounds.note,
  });
  ana.act(decideTake(ana.tool(drill), ana.member, {}, today));
  expect(take()).toEqual({ kind: 'already-yours' });
  expect(take(drill, ben.member)).toEqual({ kind: 'tool-taken', by: ana.member, contested: false });
  ben.act(decideTake(ben.tool(drill), ben.member, {}, today));
  ben.meets(ana);
  expect(take()).toMatchObject({ kind: 'tool-taken', contested: true });
  ana.act(decideRetire(ana.tool(saw), { reason: 'worn' }, { now: today.now, isSteward: true }));
  expect(take(saw)).toEqual({ kind: 'tool-retired' });
});

test('handing over: somebody must hold it, and not the one it is handed to', () => {
  const { ana, ben } = decidingAtelier();
  const pass = (id = drill, to = ben.member) => refusalOf(decideHandOver(ana.tool(id), to, {}, today));
  expect(pass(unheard)).toEqual({ kind: 'tool-unknown' });
  expect(pass()).toEqual({ kind: 'nobody-holds-it' });
  ana.act(decideTake(ana.tool(drill), ana.member, {}, today));
  expect(pass(drill, ana.member)).toEqual({ kind: 'already-yours' });
  expect(pass()).toBeNull();
});

test('returning is refused for no state of the tool, only for a note too long or a tool nobody knows', () => {
  const { ana } = decidingAtelier();
  expect(refusalOf(decideReturn(ana.tool(drill), {}, today))).toBeNull();
  expect(refusalOf(decideReturn(ana.tool(unheard), {}, today))).toEqual({ kind: 'tool-unknown' });
  expect(refusalOf(decideReturn(ana.tool(drill), { note: tooLong }, today))).toMatchObject({ kind: 'text-too-long' });
});

test('withdrawing: once, and only what is in the story of custody', () => {
  const { ana } = decidingAtelier();
  const taken = ana.act(decideTake(ana.tool(drill), ana.member, {}, today));
  const undo = () => decideWithdraw(ana.tool(drill), refOf(taken), 'undo', ana.member, today);
  ana.act(undo());
  expect(refusalOf(undo())).toEqual({ kind: 'nothing-to-undo' });
  const never = { ...refOf(taken), id: idOf.fact('never') };
  expect(refusalOf(decideWithdraw(ana.tool(drill), never, 'undo', undefined, today))).toEqual({
    kind: 'nothing-to-undo',
  });
});

test('describing: a name is needed, words fit their bounds, stewards retire', () => {
  const { ana } = decidingAtelier();
  const add = (words: Parameters<typeof decideAddTool>[1]) => refusalOf(decideAddTool(saw, words, { now: 0 }));
  expect(add({ name: '   ' })).toEqual({ kind: 'name-missing' });
  expect(add({ name: tooLong })).toEqual({ kind: 'text-too-long', field: 'name', max: bounds.name });
  expect(add({ name: 'Saw', about: tooLong })).toEqual({ kind: 'text-too-long', field: 'about', max: bounds.about });
  expect(add({ name: 'Saw', contents: [{ name: '' }] })).toEqual({ kind: 'text-wrong', field: 'contents' });
  const describe = (id: typeof drill, words: object) => refusalOf(decideDescribeTool(ana.tool(id), words, 0));
  expect(describe(unheard, {})).toEqual({ kind: 'tool-unknown' });
  expect(describe(drill, { name: '' })).toEqual({ kind: 'name-missing' });
  expect(describe(drill, { name: undefined, spot: 'hook 7' })).toBeNull();
  expect(refusalOf(decideAddPhoto(ana.tool(unheard), photoOf('x'), 0))).toEqual({ kind: 'tool-unknown' });
  const retire = (id: typeof drill, isSteward: boolean, words = '') =>
    refusalOf(decideRetire(ana.tool(id), { reason: 'lost', words }, { now: 0, isSteward }));
  expect(retire(unheard, true)).toEqual({ kind: 'tool-unknown' });
  expect(retire(drill, false)).toEqual({ kind: 'stewards-only' });
  expect(retire(drill, true, tooLong)).toMatchObject({ kind: 'text-too-long', field: 'words' });
  expect(refusalOf(decideRestore(ana.tool(drill), { now: 0, isSteward: false }))).toEqual({ kind: 'stewards-only' });
});

test('what misleads the eye never gets into a text', () => {
  const named = (name: string) => decideAddTool(drill, { name, otherNames: ['\u2066b\u2069'] }, { now: 0 });
  const scie = named(' Scie \u202Egnp.exe\u0007\ud83d ');
  expect(scie.ok && scie.value.thing.body).toEqual({ name: 'Scie gnp.exe\ufffd', otherNames: ['b'] });
  expect(refusalOf(named('\u202E\u0000'))).toEqual({ kind: 'name-missing' });
  const profile = decideWriteProfile(idOf.member('Ana'), { name: '\u202EanA' }, [], { now: 0 });
  expect(profile.ok && profile.value.person?.body).toEqual({ name: 'anA' });
});

test('labels, codes, places, the workshop and profiles: each refusal', () => {
  const { ana } = decidingAtelier();
  const target = ana.label(label);
  expect(refusalOf(decideBindLabel(ana.tool(unheard), label, target, { now: 0, moving: false }))).toEqual({
    kind: 'tool-unknown',
  });
  expect(refusalOf(decideUnbindLabel(ana.tool(drill), label, target, 0))).toEqual({ kind: 'nothing-to-undo' });
  const claim = (text: string, id = drill) =>
    refusalOf(decideClaimCode(ana.tool(id), { format: 'Code128', text }, { now: 0 }));
  expect(claim('1', unheard)).toEqual({ kind: 'tool-unknown' });
  expect(claim(tooLong)).toEqual({ kind: 'text-too-long', field: 'code', max: bounds.codeText });
  expect(claim('')).toMatchObject({ kind: 'text-wrong' });
  const bench = idOf.place('bench');
  expect(refusalOf(decideAddNode('place', bench, { name: '' }, { now: 0 }))).toEqual({ kind: 'name-missing' });
  ana.act(decideAddNode('place', bench, { name: 'Bench' }, { now: 0 }));
  const into = (isBelow: boolean, words: object) =>
    refusalOf(decideDescribeNode('place', ana.place(bench), words, { now: 0, isBelow }));
  expect(into(true, { parent: bench })).toEqual({ kind: 'place-in-itself' });
  expect(into(false, { name: tooLong })).toMatchObject({ kind: 'text-too-long', field: 'name' });
  const describe = (words: object, isSteward = true) =>
    refusalOf(decideDescribeWorkshop(ana.workshop(), words, { now: 0, isSteward }));
  expect(describe({ name: 'x' }, false)).toEqual({ kind: 'stewards-only' });
  expect(describe({ name: ' ' })).toEqual({ kind: 'name-missing' });
  expect(describe({ labelAddress: tooLong })).toMatchObject({ kind: 'text-too-long', field: 'labelAddress' });
  expect(describe({ labelLine: tooLong })).toMatchObject({ kind: 'text-too-long', field: 'labelLine' });
  const profile = (words: { name: string; contact?: string }) =>
    refusalOf(decideWriteProfile(ana.member, words, [], { now: 0 }));
  expect(profile({ name: '' })).toEqual({ kind: 'name-missing' });
  expect(profile({ name: 'Ana', contact: tooLong })).toMatchObject({ kind: 'text-too-long', field: 'contact' });
});

const words = fc.oneof(fc.string({ maxLength: 130 }), fc.constantFrom('', ' ', 'fraise', '  x  ', tooLong));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const someDay = fc.constantFrom('2026-01-05', '2026-12-31', '2026-02-30', 'Sunday', '2025-01-01');
const toolWords = fc.record(
  {
    what: fc.constantFrom(...whats),
    name: words,
    otherNames: fc.array(words, { maxLength: 25 }),
    about: fc.option(words),
    category: fc.constantFrom(null, idOf.category('wood')),
    place: fc.constantFrom(null, idOf.place('bench')),
    spot: fc.option(words),
    brand: fc.option(words),
    contents: fc.array(fc.record({ name: words, count: fc.integer() }), { maxLength: 5 }),
    came: fc.option(
      fc.record({ how: fc.constantFrom('given', 'made'), origin: words, when: someDay }, { requiredKeys: ['how'] }),
    ),
    imported: fc.dictionary(words, words, { maxKeys: 5 }),
  },
  { requiredKeys: [] },
);

test('what is decided fits its kind, is about its subject, and has the people in the person part alone', () => {
  const { ana, ben } = decidingAtelier();
  const names = ['Anaïs Delorme', 'Benoît'];
  ana.act(decideTake(ana.tool(drill), ana.member, {}, today));
  ana.act(decideBindLabel(ana.tool(drill), label, ana.label(label), { now: 0, moving: false }));
  const use = fc.record({ until: maybe(someDay), purpose: maybe(words), note: maybe(fc.constantFrom(...names)) });
  fc.assert(
    fc.property(fc.constantFrom(drill, saw), use, toolWords, words, words, (id, said, described, one, other) => {
      const tool = ana.tool(id);
      const at = { now: 5, batch: idOf.batch('import') };
      const name = described.name ?? 'Tool';
      const node = { name: one, parent: null, drawing: other };
      const isSteward = true;
      const drafts = [
        decideTake(tool, ben.member, said, today),
        decideHandOver(tool, ben.member, said, today),
        decideReturn(tool, { ...said, by: ben.member, place: idOf.place('bench'), photo: photoOf('back') }, today),
        decideWithdraw(tool, refOf(tool.story[0]?.fact ?? (undefined as never)), 'not-me', ben.member, today),
        decideAddTool(id, { ...described, name }, at),
        decideDescribeTool(tool, described, 5),
        decideAddPhoto(tool, photoOf('front'), 5),
        decideRemovePhoto(tool, photoOf('front').full.blob, 5),
        decideRetire(
          tool,
          { reason: retireReasons[one.length % retireReasons.length] ?? 'other', words: one },
          { now: 5, isSteward },
        ),
        decideRestore(tool, { now: 5, isSteward }),
        decideBindLabel(tool, label, ana.label(label), { ...at, moving: true }),
        decideUnbindLabel(tool, label, ana.label(label), 5),
        decideClaimCode(tool, { format: 'Code128', text: one }, at),
        decideReleaseCode(tool, { format: 'Code128', text: 'x' }, 5),
        decideAddNode('place', idOf.place('p'), node, at),
        decideAddNode('category', idOf.category('c'), node, at),
        decideDescribeNode('category', ana.category(idOf.category('c')), node, { now: 5, isBelow: false }),
        decideDescribeWorkshop(
          ana.workshop(),
          { name: one, labelAddress: other, labelLine: other },
          { now: 5, isSteward },
        ),
        decideWriteProfile(ben.member, { name: names[1] ?? '', contact: one }, [], at),
      ].flatMap((decided) => (decided.ok ? [decided.value] : []));
      expect(drafts.length).toBeGreaterThan(3);
      for (const { thing, person } of drafts) {
        const kind = kindByName.get(thing.kind);
        if (kind === undefined) throw new Error(`Unknown kind ${thing.kind}`);
        expect(v.safeParse(kind.body, thing.body).issues ?? []).toEqual([]);
        if (person !== null) expect(v.safeParse(kind.person, person.body).issues ?? []).toEqual([]);
        expect(streamType(thing.streams[0] ?? ('' as never))).toBe(kind.subject);
        for (const secret of [...names, ana.member, ben.member])
          if (thing.kind !== 'profileWritten' || names.includes(secret))
            expect(textsOf(thing).join('\n')).not.toContain(secret);
      }
    }),
    { numRuns: 400 },
  );
});

/** Every text in it, keys included. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}

test('texts inside of a list or a story are kept plain too', () => {
  const drafted = decideAddTool(
    idOf.tool('kit'),
    { name: 'Coffret', contents: [{ name: 'Mèche\u202e 6' }], came: { how: 'given', origin: 'brocante\u0007' } },
    { now: 0 },
  );
  expect(drafted).toMatchObject({
    ok: true,
    value: { thing: { body: { contents: [{ name: 'Mèche 6' }], came: { origin: 'brocante' } } } },
  });
});
