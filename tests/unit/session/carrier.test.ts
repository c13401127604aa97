import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical } from '#crypto/canonicalCbor.ts';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import { createCarrier, maxUpdateBytes } from '#session/carrier.ts';
import type { CarriedFact } from '#session/ledger.ts';

const workshop = toBase64url(new Uint8Array(32).fill(7)) as WorkshopId;
const crypto = { subtle: webcrypto.subtle as unknown as SubtleCrypto };
const carrier = createCarrier(workshop, crypto);
const logOf = (name: number) => toBase64url(new Uint8Array(32).fill(name)) as LogId;

/** An entry that says its log and `seq`; what else it says is for others to verify. */
function entryOf(name: number, seq: number, size = 40): Bytes {
  const header = encodeCanonical([1, new Uint8Array(32).fill(name), seq, null, null, null, null]);
  return concat(header, new Uint8Array(size).fill(seq));
}
const factOf = (name: number, seq: number, bytes = entryOf(name, seq)): CarriedFact => ({
  log: logOf(name),
  seq,
  branch: null,
  bytes,
  person: null,
});
const runOf = (name: number, from: number, to: number, size?: number) =>
  Array.from({ length: to - from }, (_, at) => factOf(name, from + at, entryOf(name, from + at, size)));

/** The same facts as Yjs itself writes them: one document a log, as its device would have it, merged. */
async function byYjs(facts: readonly CarriedFact[]): Promise<Y.Doc> {
  const whole = new Y.Doc({ gc: false });
  for (const log of new Set(facts.map((fact) => fact.log))) {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = await carrier.clientIdOf(log);
    for (const fact of facts) if (fact.log === log) doc.getArray<Uint8Array>(log).push([fact.bytes]);
    Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
  }
  return whole;
}

async function stateVector(facts: readonly CarriedFact[], from: ReadonlyMap<LogId, number>): Promise<Uint8Array> {
  const doc = await byYjs(facts.filter(({ log, seq }) => seq < (from.get(log) ?? 0)));
  return Y.encodeStateVector(doc);
}

test('the bytes are those a plain document writes, and applying ours makes that document', async () => {
  const sizes = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 300 }) },
    { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 40_960 }) },
  );
  const logs = fc.uniqueArray(fc.tuple(fc.nat(255), fc.array(sizes, { minLength: 1, maxLength: 30 }), fc.nat()), {
    minLength: 1,
    maxLength: 6,
    selector: ([name]) => name,
  });
  await fc.assert(
    fc.asyncProperty(logs, async (plan) => {
      const facts = plan.flatMap(([name, lengths]) =>
        lengths.map((length, seq) => factOf(name, seq, new Uint8Array(length).fill(name ^ seq))),
      );
      const ours = await carrier.encodeUpdate(facts);
      const theirs = await byYjs(facts);
      expect(same(ours, Y.encodeStateAsUpdate(theirs))).toBe(true);
      const applied = new Y.Doc({ gc: false });
      Y.applyUpdate(applied, ours);
      expect(same(Y.encodeStateAsUpdate(applied), ours)).toBe(true);
      for (const [name, lengths] of plan) {
        expect(applied.getArray<Uint8Array>(logOf(name)).length).toBe(lengths.length);
      }
      // And what follows a part that is there already.
      const from = new Map(plan.map(([name, lengths, cut]) => [logOf(name), cut % (lengths.length + 1)]));
      const later = facts.filter(({ log, seq }) => seq >= (from.get(log) ?? 0));
      expect(
        same(await carrier.encodeUpdate(later), Y.encodeStateAsUpdate(theirs, await stateVector(facts, from))),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('2,000 facts of one log, and the tail of it', async () => {
  const facts = runOf(3, 0, 2000, 1);
  const doc = await byYjs(facts);
  expect(same(await carrier.encodeUpdate(facts), Y.encodeStateAsUpdate(doc))).toBe(true);
  const tail = facts.slice(1999);
  expect(await carrier.encodeUpdate(tail)).toEqual(
    Y.encodeStateAsUpdate(doc, await stateVector(facts, new Map([[logOf(3), 1999]]))),
  );
});

test('the order the facts are given in makes no difference, nor does none at all', async () => {
  const one = [...runOf(1, 0, 3), ...runOf(2, 5, 9)];
  const other = [...runOf(2, 5, 9), ...runOf(1, 0, 3)];
  expect(await carrier.encodeUpdate(one)).toEqual(await carrier.encodeUpdate(other));
  expect(await carrier.encodeUpdate([])).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
});

test('what is written is read', async () => {
  const branch = logOf(99) as string as FactId;
  for (const facts of [[], runOf(1, 0, 1), [...runOf(1, 0, 30), ...runOf(2, 23, 300), ...runOf(9, 65_530, 65_540)]]) {
    const update = await carrier.encodeUpdate(facts);
    const read = await carrier.decodeUpdate(update, branch);
    if (!read.ok) throw new Error(read.refusal.kind);
    const byPlace = (all: readonly CarriedFact[]) =>
      new Map(all.map(({ log, seq, bytes }) => [`${log}/${seq}`, bytes]));
    expect(byPlace(read.value)).toEqual(byPlace(facts));
    expect(read.value.every((fact) => fact.branch === branch && fact.person === null)).toBe(true);
  }
  for (const seq of [23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER - 1]) {
    const read = await carrier.decodeUpdate(await carrier.encodeUpdate([factOf(4, seq)]), null);
    expect(read.ok && read.value[0]?.seq).toBe(seq);
  }
});

/** Byte for byte, without a picture of 200,000 numbers when it is not so. */
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));
const varUint = (value: number): Bytes => {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push(128 | (left % 128));
  return Uint8Array.of(...bytes, left);
};
const block = (client: number, clock: number, ...structs: readonly Uint8Array[]) =>
  concat(varUint(structs.length), varUint(client), varUint(clock), ...structs);
const text = (said: string) => concat(varUint(said.length), new TextEncoder().encode(said));
const binary = (bytes: Bytes) => concat(varUint(bytes.length), bytes);
const none = Uint8Array.of(0);

/** Architecture, section 4: what a Yjs document would take, and what it would do to it. */
test('known attacks', async () => {
  const victim = logOf(1);
  const id = await carrier.clientIdOf(victim);
  const entry = entryOf(1, 0);
  const first = concat(Uint8Array.of(3, 1), text(victim), binary(entry));
  const good = concat(varUint(1), block(id, 0, first), none);
  expect((await carrier.decodeUpdate(good, null)).ok).toBe(true);

  const attacks: Readonly<Record<string, Uint8Array>> = {
    'erases a log: a delete set over what is there, no facts': concat(
      none,
      varUint(1),
      varUint(id),
      varUint(1),
      varUint(0),
      varUint(5),
    ),
    'a delete set beside a good fact': concat(
      varUint(1),
      block(id, 0, first),
      varUint(1),
      varUint(id),
      varUint(1),
      varUint(0),
      varUint(1),
    ),
    'a delete set over the future clocks of the victim': concat(
      none,
      varUint(1),
      varUint(id),
      varUint(1),
      varUint(6),
      varUint(1),
    ),
    'an empty delete set of one client': concat(none, varUint(1), varUint(id), none),
    'garbage over the future clocks of the victim': concat(varUint(1), block(id, 1, Uint8Array.of(0, 9)), none),
    'garbage where the first fact goes': concat(varUint(1), block(id, 0, Uint8Array.of(0, 1)), none),
    'a skip': concat(varUint(1), block(id, 0, Uint8Array.of(10, 5)), none),
    'a skip after a fact': concat(varUint(1), block(id, 0, first, Uint8Array.of(10, 5)), none),
    'a clock that jumps: the entry says 0': concat(
      varUint(1),
      block(id, 7, concat(Uint8Array.of(0x83), varUint(id), varUint(6), binary(entry))),
      none,
    ),
    'an origin that is not the fact before': concat(
      varUint(1),
      block(id, 7, concat(Uint8Array.of(0x83), varUint(id), varUint(5), binary(entryOf(1, 7)))),
      none,
    ),
    'an origin of another client': concat(
      varUint(1),
      block(id, 7, concat(Uint8Array.of(0x83), varUint(id + 1), varUint(6), binary(entryOf(1, 7)))),
      none,
    ),
    'a right origin': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(0x43), varUint(id), varUint(0), binary(entry))),
      none,
    ),
    'a key in a root: the array used as a map': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(0x23, 1), text(victim), text('key'), binary(entry))),
      none,
    ),
    'a forged client id': concat(varUint(1), block(id === 5 ? 6 : 5, 0, first), none),
    'the client id of one log, the entry of another': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(3, 1), text(victim), binary(entryOf(2, 0)))),
      none,
    ),
    'another root name': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(3, 1), text(logOf(2)), binary(entry))),
      none,
    ),
    'a root that is no log': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(3, 1), text('board'), binary(entry))),
      none,
    ),
    'a parent that is an item': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(3, 0), varUint(id), varUint(0), binary(entry))),
      none,
    ),
    'text instead of bytes': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(4, 1), text(victim), text('hello'))),
      none,
    ),
    'a type inside a root': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(7, 1), text(victim), Uint8Array.of(1))),
      none,
    ),
    'a document inside a root': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(9, 1), text(victim), text('guid'), Uint8Array.of(118, 0))),
      none,
    ),
    'deleted content': concat(
      varUint(1),
      block(id, 0, concat(Uint8Array.of(1, 1), text(victim), Uint8Array.of(1))),
      none,
    ),
    'one client in two blocks': concat(
      varUint(2),
      block(id, 0, first),
      block(id, 1, concat(Uint8Array.of(0x83), varUint(id), varUint(0), binary(entryOf(1, 1)))),
      none,
    ),
    'a block without facts': concat(varUint(1), block(id, 0), none),
    'a number written longer than it is': concat(hex('8100'), block(id, 0, first), none),
    'bytes after the end': concat(good, none),
    'a million blocks announced': concat(varUint(1_000_000), block(id, 0, first), none),
    'more facts announced than there are': concat(varUint(1), varUint(2 ** 40), varUint(id), none, first, none),
    'a state vector instead of an update': Y.encodeStateVector(await byYjs(runOf(1, 0, 5))),
    'an update of version 2': Y.encodeStateAsUpdateV2(await byYjs(runOf(1, 0, 5))),
    'nothing at all': new Uint8Array(),
  };
  for (const [name, bytes] of Object.entries(attacks)) {
    expect(await carrier.decodeUpdate(bytes as Bytes, null), name).toEqual({
      ok: false,
      refusal: { kind: 'update-malformed' },
    });
  }
  const large = new Uint8Array(maxUpdateBytes + 1);
  expect(await carrier.decodeUpdate(large, null)).toEqual({ ok: false, refusal: { kind: 'update-too-large' } });
  // The same facts of another workshop have other clients.
  const elsewhere = createCarrier(toBase64url(new Uint8Array(32).fill(8)) as WorkshopId, crypto);
  expect((await elsewhere.decodeUpdate(good, null)).ok).toBe(false);
});

test('10,000 damaged updates: none throws, none moves a fact', async () => {
  const originals = [
    await carrier.encodeUpdate(runOf(1, 0, 3)),
    await carrier.encodeUpdate([...runOf(1, 7, 12), ...runOf(2, 0, 4)]),
  ];
  const known = new Set(originals.map((bytes) => toBase64url(bytes)));
  const change = fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'drop', 'insert')), {
    minLength: 1,
    maxLength: 4,
  });
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...originals), change, async (original, changes) => {
      const bytes = [...original];
      for (const [at, value, how] of changes) {
        if (how === 'set') bytes[at % bytes.length] = value;
        else bytes.splice(at % bytes.length, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : [value]));
      }
      const damaged = Uint8Array.from(bytes);
      const read = await carrier.decodeUpdate(damaged, null);
      if (!read.ok || known.has(toBase64url(damaged))) return;
      taken += 1;
      expect(same(await carrier.encodeUpdate(read.value), damaged)).toBe(true);
      for (const { log, seq, bytes: entry } of read.value) {
        const placed = encodeCanonical([1, Buffer.from(log, 'base64url'), seq]);
        expect(same(entry.subarray(1, placed.length), placed.subarray(1))).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
  // Bytes of parts and signatures may turn: they are not ours to check. Places never.
  expect(taken).toBeGreaterThan(0);
});
