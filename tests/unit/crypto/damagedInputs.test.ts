import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readBase64url, toBase64url, utf8 } from '#crypto/bytes.ts';
import { isBody, readCanonical } from '#crypto/canonicalCbor.ts';
import { encodeHeader, readHeader } from '#crypto/factHeader.ts';
import { encodePerson, encodeThing, readPerson, readThing } from '#crypto/factParts.ts';
import { readHouseKey, toHouseKey } from '#crypto/houseKey.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact, readStoredFact } from '#crypto/readFact.ts';
import { buildBench } from '../../vectors/buildFacts1.ts';
import { fixed, hex } from '../../vectors/fixed.ts';
import { anyPerson, anyThing, damaged } from './arbitraryFacts.ts';

// Thousands of cases on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const numRuns = 10_000;
const bench = await buildBench();
const { deps, keys, written } = bench;
const entries = written.map(({ fact }) => fact.bytes);
const headers = written.map(({ fact }) => fact.bytes.slice(0, fact.headerLength));

function plainParts() {
  const things = [...fc.sample(anyThing, { numRuns: 20, seed: 1 }), ...written.map(({ draft }) => draft.thing)];
  const persons = [...fc.sample(anyPerson, { numRuns: 20, seed: 1 }), ...written.map(({ draft }) => draft.person)];
  const bytesOf = (part: ReturnType<typeof encodeThing>) => (part.ok ? [part.value] : []);
  return {
    things: things.flatMap((thing) => bytesOf(encodeThing(thing))),
    persons: persons.flatMap((person) => (person === null ? [] : bytesOf(encodePerson(person)))),
  };
}
const { things, persons } = plainParts();

test('fact entry: refused, or another fact by its id', async () => {
  const ids = new Map(written.map(({ fact }) => [fact.id, hex(fact.bytes)]));
  await fc.assert(
    fc.asyncProperty(damaged(entries), async (bytes) => {
      const read = await readFact(bytes, deps);
      if (!read.ok) {
        expect(read.refusal.kind).toMatch(/^[a-z-]+$/);
        return;
      }
      // Whoever has a known id has the known bytes.
      expect(ids.get(read.value.id) ?? hex(bytes)).toBe(hex(bytes));
    }),
    { numRuns },
  );
});

test('fact entry taken for checked, and opened all the same: a value', async () => {
  await fc.assert(
    fc.asyncProperty(damaged(entries), damaged(entries), async (bytes, person) => {
      const read = readStoredFact(bytes, written[0]?.fact.id ?? ('' as never));
      if (!read.ok) return;
      expect(typeof (await openFact(read.value, person, keys, deps)).ok).toBe('boolean');
    }),
    { numRuns },
  );
});

test('header: refused, or canonical', () => {
  fc.assert(
    fc.property(damaged(headers), (bytes) => {
      const read = readHeader(bytes);
      if (!read.ok) {
        expect(read.refusal.kind).toMatch(/^header-malformed$|^format-unknown$/);
        return;
      }
      expect(hex(encodeHeader(read.value.header))).toBe(hex(bytes.subarray(0, read.value.length)));
    }),
    { numRuns },
  );
});

test('thing part: refused, or canonical', () => {
  fc.assert(
    fc.property(damaged(things), fc.boolean(), (bytes, clear) => {
      const read = readThing(bytes, clear);
      if (!read.ok) {
        expect(read.refusal).toEqual({ kind: 'part-malformed', part: 'thing' });
        return;
      }
      const again = encodeThing(read.value);
      expect(again.ok ? hex(again.value) : hex(bytes)).toBe(hex(bytes));
    }),
    { numRuns },
  );
});

test('person part: refused, or canonical', () => {
  fc.assert(
    fc.property(damaged(persons), (bytes) => {
      const read = readPerson(bytes);
      if (!read.ok) {
        expect(read.refusal).toEqual({ kind: 'part-malformed', part: 'person' });
        return;
      }
      const again = encodePerson(read.value);
      expect(again.ok && hex(again.value)).toBe(hex(bytes));
    }),
    { numRuns },
  );
});

test('any bytes as CBOR: a value', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const read = readCanonical(bytes);
      return !read.ok || typeof isBody(read.value) === 'boolean';
    }),
    { numRuns },
  );
});

test('a hostile part cannot exhaust the stack, nor memory', () => {
  for (const head of ['81', 'a1', 'c1', '9f', 'bf', 'a16161']) {
    expect(readCanonical(Buffer.from(head.repeat(40_000), 'hex')).ok).toBe(false);
  }
  for (const head of ['9b001fffffffffffff', 'bb001fffffffffffff', '9affffffff', '7b001fffffffffffff']) {
    expect(readCanonical(Buffer.from(head, 'hex')).ok).toBe(false);
  }
});

test('house key: refused by kind, or the secret', async () => {
  const secret = fixed('some house', 16);
  const key = await toHouseKey(secret, deps);
  await fc.assert(
    fc.asyncProperty(damaged([utf8(key)]), async (bytes) => {
      const typed = new TextDecoder().decode(bytes);
      const read = await readHouseKey(typed, deps);
      if (!read.ok) {
        expect(read.refusal.kind).toMatch(/^house-key-(character|length|check)$/);
        return;
      }
      // The check has 12 bits: one damage in 4096 may pass, but then it is the secret that was typed.
      expect((await toHouseKey(read.value, deps)).length).toBe(key.length);
    }),
    { numRuns },
  );
});

test('base64url: refused, or the only spelling', () => {
  const ids = written.flatMap(({ fact }) => [utf8(fact.id), utf8(fact.id.slice(0, 22)), utf8('AA')]);
  fc.assert(
    fc.property(damaged(ids), (bytes) => {
      const typed = new TextDecoder().decode(bytes);
      const read = readBase64url(typed);
      if (!read.ok) {
        expect(read.refusal).toEqual({ kind: 'base64url-malformed' });
        return;
      }
      expect(toBase64url(read.value)).toBe(typed);
    }),
    { numRuns },
  );
});
