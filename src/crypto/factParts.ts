import { isClearKind, type FactRef, type PersonPart, type ThingPart } from '#domain/fact.ts';
import type { FactId, LogId, StreamId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { readBase64url, toBase64url, type Bytes } from './bytes.ts';
import { encodeCanonical, isBody, isWellFormed, readCanonical } from './canonicalCbor.ts';
import { isBytes, isCount } from './factHeader.ts';

export type PartName = 'thing' | 'person';
export type PartRefusal = { readonly kind: 'part-malformed'; readonly part: PartName };

/** Writes `[kind, streams, after, at, body]`. What the reader would refuse is refused here, before it is signed. */
export function encodeThing({ kind, streams, after, at, body }: ThingPart): Result<Bytes, PartRefusal> {
  const references = after.map(toReference);
  if (!isKind(kind) || !isStreams(streams) || streams.length === 0 || !isBody(body)) return malformedThing;
  if (!references.every((reference) => reference !== null) || !isAt(at, isClearKind(kind))) return malformedThing;
  return ok(encodeCanonical([kind, streams, references, at, body]));
}

/** `clear`: the part came unsealed. Whether its kind may is for `openFact` to say. */
export function readThing(bytes: Uint8Array, clear: boolean): Result<ThingPart, PartRefusal> {
  const fields = readFields(bytes);
  if (fields?.length !== 5) return malformedThing;
  const [kind, streams, after, at, body] = fields;
  if (!isKind(kind) || !isStreams(streams) || streams.length === 0) return malformedThing;
  if (!Array.isArray(after) || !isAt(at, clear) || !isBody(body)) return malformedThing;
  const references = after.map(readReference);
  return references.every((reference) => reference !== null)
    ? ok({ kind, streams, after: references, at, body })
    : malformedThing;
}

/** Writes `[streams, body]`. */
export function encodePerson({ streams, body }: PersonPart): Result<Bytes, PartRefusal> {
  return isStreams(streams) && isBody(body) ? ok(encodeCanonical([streams, body])) : malformedPerson;
}

export function readPerson(bytes: Uint8Array): Result<PersonPart, PartRefusal> {
  const fields = readFields(bytes);
  if (fields?.length !== 2) return malformedPerson;
  const [streams, body] = fields;
  return isStreams(streams) && isBody(body) ? ok({ streams, body }) : malformedPerson;
}

const malformedThing = refused<PartRefusal>({ kind: 'part-malformed', part: 'thing' });
const malformedPerson = refused<PartRefusal>({ kind: 'part-malformed', part: 'person' });

function readFields(bytes: Uint8Array): readonly unknown[] | null {
  const read = readCanonical(bytes);
  return read.ok && Array.isArray(read.value) ? read.value : null;
}

function toReference({ log, seq, id }: FactRef): readonly [Bytes, number, Bytes] | null {
  const logBytes = readBase64url(log, 32);
  const idBytes = readBase64url(id, 32);
  return logBytes.ok && idBytes.ok && isCount(seq) ? [logBytes.value, seq, idBytes.value] : null;
}

function readReference(value: unknown): FactRef | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [log, seq, id] = value as readonly unknown[];
  if (!isBytes(log, 32) || !isCount(seq) || !isBytes(id, 32)) return null;
  return { log: toBase64url(log) as LogId, seq, id: toBase64url(id) as FactId };
}

const isText = (value: unknown): value is string => typeof value === 'string' && isWellFormed(value);
const isKind = (value: unknown): value is string => isText(value) && value !== '';
/** Facts in clear carry no time, so that a pod learns none; all others do. */
const isAt = (at: unknown, clear: boolean): at is number | null => (clear ? at === null : isCount(at));

/** Each stream once, as `type/key`: what settles a stream twice because it is named twice would count the fact twice. */
const isStreams = (value: unknown): value is readonly StreamId[] =>
  Array.isArray(value) && value.every(isStream) && new Set(value).size === value.length;
const isStream = (value: unknown): boolean => isText(value) && /^[^/]+\/./su.test(value);
