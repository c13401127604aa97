import fc from 'fast-check';
import type { Body, Draft, FactRef, PersonPart, ThingPart, Value } from '#domain/fact.ts';
import type { FactId, LogId, StreamId } from '#domain/ids.ts';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((integer) => integer + 0),
    anyText,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
export const anyBody: fc.Arbitrary<Body> = fc.dictionary(anyText, value, { maxKeys: 5, noNullPrototype: true });

const bytesId = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toBase64url(bytes));
const anyStream = fc
  .tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }))
  .map(([type, key]) => `${type}/${key}` as StreamId);
const anyReference: fc.Arbitrary<FactRef> = fc.record({
  log: bytesId.map((id) => id as LogId),
  seq: fc.maxSafeNat(),
  id: bytesId.map((id) => id as FactId),
});

export const anyThing: fc.Arbitrary<ThingPart> = fc.record({
  // No clear kind begins so.
  kind: anyText.map((text) => `x${text}`),
  streams: fc.uniqueArray(anyStream, { minLength: 1, maxLength: 4 }),
  after: fc.array(anyReference, { maxLength: 4 }),
  at: fc.maxSafeNat(),
  body: anyBody,
});
export const anyPerson: fc.Arbitrary<PersonPart> = fc.record({
  streams: fc.uniqueArray(anyStream, { maxLength: 3 }),
  body: anyBody,
});
export const anyDraft: fc.Arbitrary<Draft> = fc.record({ thing: anyThing, person: fc.option(anyPerson) });

/** Bytes as a bad disk, a bad line or a bad neighbour leaves them: bits turned, cut, extended, pieces moved in. */
export function damaged(originals: readonly Bytes[]): fc.Arbitrary<Bytes> {
  const one = fc.constantFrom(...originals);
  const piece = fc.uint8Array({ maxLength: 20 });
  const turned = fc
    .tuple(one, fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 3 }))
    .map(([bytes, turns]) => {
      const copy = bytes.slice();
      for (const [at, bit] of turns) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << bit);
      return copy;
    });
  const cut = fc.tuple(one, fc.nat()).map(([bytes, at]) => bytes.slice(0, at % bytes.length));
  const extended = fc.tuple(one, piece).map(([bytes, more]) => concat(bytes, more));
  const spliced = fc.tuple(one, one, fc.nat(), fc.nat(), piece).map(([bytes, other, from, to, more]) => {
    return concat(bytes.subarray(0, from % bytes.length), more, other.subarray(to % other.length));
  });
  return fc.oneof(turned, cut, extended, spliced);
}
