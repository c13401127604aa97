import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { maxPartBytes, type Draft, type ThingPart } from '#domain/fact.ts';
import { memberStream, toolStream, type MemberId, type ToolId } from '#domain/ids.ts';
import { toBase64url } from '#crypto/bytes.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact, readStoredFact } from '#crypto/readFact.ts';
import { sealFact } from '#crypto/sealFact.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { buildBench } from '../../vectors/buildFacts1.ts';
import { fixed } from '../../vectors/fixed.ts';
import { anyDraft } from './arbitraryFacts.ts';

// Thousands of cases on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const { deps, signer, workshop, epoch, keys, written } = await buildBench();
const writer = { workshop, signer, epoch: { id: epoch, keys } };
const head = written.at(-1)?.fact ?? null;
const verify = await createVerifySignature(deps);
const drill = toBase64url(fixed('a drill', 16)) as ToolId;
const lucie = toBase64url(fixed('member Lucie', 16)) as MemberId;

const taken = (thing: Partial<ThingPart> = {}, person: Draft['person'] = null): Draft => ({
  thing: { kind: 'taken', streams: [toolStream(drill)], after: [], at: 1_772_357_400_000, body: {}, ...thing },
  person,
});

async function seal(draft: Draft) {
  const sealed = await sealFact(draft, head, writer, deps);
  if (!sealed.ok) throw new Error(sealed.refusal.kind);
  return sealed.value;
}
async function refusalOf(draft: Draft, by: Parameters<typeof sealFact>[2] = writer) {
  const sealed = await sealFact(draft, head, by, deps);
  return sealed.ok ? null : sealed.refusal;
}

test('whatever is written is read back the same, is authentic, and joins its log', async () => {
  await fc.assert(
    fc.asyncProperty(anyDraft, async (draft) => {
      const { fact, person } = await seal(draft);
      expect(await readFact(fact.bytes, deps)).toEqual({ ok: true, value: fact });
      expect(readStoredFact(fact.bytes, fact.id)).toEqual({ ok: true, value: fact });
      const chain = await verifyChain({ workshop, log: signer.log, head, facts: [fact] }, verify);
      expect(chain).toEqual({ accepted: [fact], refusal: null });
      const { log, seq, id } = fact;
      const opened = await openFact(fact, person ?? 'to-come', keys, deps);
      expect(opened).toEqual({ ok: true, value: { ...draft.thing, log, seq, id, epoch, person: draft.person } });
    }),
    { numRuns: 300 },
  );
});

test('a typical taking is about 450 bytes', async () => {
  const after = written.slice(5, 6).map(({ fact: { log, seq, id } }) => ({ log, seq, id }));
  const person = { streams: [memberStream(lucie)], body: { by: lucie } };
  const { fact, person: personBytes } = await seal(taken({ after, body: { until: '2026-03-08' } }, person));
  const sizes = [fact.headerLength, 64, fact.thing.length, personBytes?.length];
  expect(sizes).toEqual([162, 64, 163, 88]);
  expect(fact.bytes.length + (personBytes?.length ?? 0)).toBe(477);
});

test('a person part that is not here never keeps the thing part from being read', async () => {
  const { fact, person } = await seal(taken({}, { streams: [], body: { by: lucie } }));
  const personOf = async (held: Parameters<typeof openFact>[1], by = keys) => {
    const opened = await openFact(fact, held, by, deps);
    return opened.ok ? opened.value.person : opened.refusal;
  };
  expect(await personOf(person ?? 'to-come')).toEqual({ streams: [], body: { by: lucie } });
  expect(await personOf('to-come')).toBe('to-come');
  expect(await personOf('forgotten')).toBe('forgotten');
  expect(await personOf(new Uint8Array(7))).toBe('to-come');
  const noKeys = createEpochKeys(workshop, deps);
  expect(await personOf(person ?? 'to-come', noKeys)).toEqual({ kind: 'epoch-key-missing', epoch });
});

test('40 KiB to a part and not a byte more, sealed or in clear', async () => {
  const long = (kind: string, at: number | null, length: number) =>
    taken({ kind, at, body: { a: 'x'.repeat(length) } });
  for (const [kind, at] of [
    ['taken', 1],
    ['revoked', null],
  ] as const) {
    const spare = maxPartBytes - (await seal(long(kind, at, 30_000))).fact.thing.length;
    expect((await seal(long(kind, at, 30_000 + spare))).fact.thing.length).toBe(maxPartBytes);
    const tooLong = await refusalOf(long(kind, at, 30_001 + spare));
    expect(tooLong).toEqual({ kind: 'part-too-large', part: 'thing', bytes: maxPartBytes + 1 });
  }
  const person = { streams: [], body: { a: 'x'.repeat(maxPartBytes) } };
  expect(await refusalOf(taken({}, person))).toMatchObject({ kind: 'part-too-large', part: 'person' });
});

test.each<[string, unknown]>([
  ['a fraction', 0.5],
  ['2^53', 2 ** 53],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['undefined', undefined],
  ['a hole', Array.from({ length: 1 })],
  ['bytes', new Uint8Array(2)],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a big integer', 1n],
  ['half a character', '\uD83E'],
  ['half a character as key', { '\uDE9A': 1 }],
  ['15 arrays deep', Array.from({ length: 15 }).reduce<unknown>((inner) => [inner], 0)],
])('what no reader would take is not signed: %s', async (_, value) => {
  const body = { a: value } as ThingPart['body'];
  expect(await refusalOf(taken({ body }))).toEqual({ kind: 'part-malformed', part: 'thing' });
  const person = { streams: [], body };
  expect(await refusalOf(taken({}, person))).toEqual({ kind: 'part-malformed', part: 'person' });
});

test('16 deep is read back, the arrays of the part counted', async () => {
  const a = JSON.parse('['.repeat(14) + ']'.repeat(14)) as ThingPart['body'];
  const { fact } = await seal(taken({ body: { a } }));
  expect(await openFact(fact, 'to-come', keys, deps)).toMatchObject({ ok: true, value: { body: { a } } });
});

test.each<[string, Partial<ThingPart>]>([
  ['no kind', { kind: '' }],
  ['no stream', { streams: [] }],
  ['a stream twice', { streams: [toolStream(drill), toolStream(drill)] }],
  ['a stream without a type', { streams: ['/x' as never] }],
  ['no time', { at: null }],
  ['a time before 1970', { at: -1 }],
  ['a clear kind with a time', { kind: 'revoked' }],
  ['a reference that is no id', { after: [{ log: signer.log, seq: 0, id: 'x' as never }] }],
])('a draft nobody could read is refused: %s', async (_, thing) => {
  expect(await refusalOf(taken(thing))).toEqual({ kind: 'part-malformed', part: 'thing' });
});

test('no person part in clear, and no sealing without the key of the epoch', async () => {
  const person = { streams: [], body: {} };
  expect(await refusalOf(taken({ kind: 'revoked', at: null }, person))).toEqual({ kind: 'person-in-clear' });
  const missing = { kind: 'epoch-key-missing' };
  expect(await refusalOf(taken(), { workshop, signer, epoch: null })).toEqual(missing);
  const noKeys = createEpochKeys(workshop, deps);
  expect(await refusalOf(taken(), { workshop, signer, epoch: { id: epoch, keys: noKeys } })).toEqual(missing);
  expect(await refusalOf(taken(), { workshop: null, signer, epoch: { id: epoch, keys } })).toEqual(missing);
});

test('the same draft twice gives two facts that share no byte of their parts', async () => {
  const [one, other] = await Promise.all([seal(taken()), seal(taken())]);
  expect(one.fact.thing.hash).not.toBe(other.fact.thing.hash);
  expect(one.fact.id).not.toBe(other.fact.id);
});
