import { maxPartBytes } from '#domain/fact.ts';
import type { EpochId, FactId, LogId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { bytesOf, toBase64url, type Bytes } from './bytes.ts';
import { encodeCanonical, readCanonicalFirst } from './canonicalCbor.ts';

const formatVersion = 1;
export const signatureLength = 64;
/** A header with every field at its longest: 172 bytes. */
const maxHeaderLength = 172;

/** What a header says of a part: enough to know its bytes when they come, and nothing once they are dropped. */
export interface PartSeal {
  /** SHA-256 of the part's bytes as they travel, 43 characters. */
  readonly hash: string;
  readonly length: number;
}

/** The signed frame of a fact: whose log, where in it, and which parts belong to it. */
export interface FactHeader {
  readonly log: LogId;
  readonly seq: number;
  /** The log's fact before this one; null exactly for `seq` 0. */
  readonly prev: FactId | null;
  /** Whose key the parts are sealed with; null exactly for facts in clear, which have no person part. */
  readonly epoch: EpochId | null;
  readonly thing: PartSeal;
  readonly person: PartSeal | null;
}

export type HeaderRefusal =
  { readonly kind: 'header-malformed' } | { readonly kind: 'format-unknown'; readonly version: number };

export function encodeHeader({ log, seq, prev, epoch, thing, person }: FactHeader): Bytes {
  const seal = (part: PartSeal) => [bytesOf(part.hash), part.length];
  return encodeCanonical([
    formatVersion,
    bytesOf(log),
    seq,
    prev && bytesOf(prev),
    epoch && bytesOf(epoch),
    seal(thing),
    person && seal(person),
  ]);
}

/** Reads the header `bytes` begin with, and how long it is. */
export function readHeader(
  bytes: Uint8Array,
): Result<{ readonly header: FactHeader; readonly length: number }, HeaderRefusal> {
  const first = readCanonicalFirst(bytes.subarray(0, maxHeaderLength));
  if (!first.ok || !Array.isArray(first.value.value)) return malformed;
  const fields: readonly unknown[] = first.value.value;
  const [version] = fields;
  if (isCount(version) && version !== formatVersion) return refused({ kind: 'format-unknown', version });
  const header = toHeader(fields);
  return header === null ? malformed : ok({ header, length: first.value.length });
}

const malformed = refused<HeaderRefusal>({ kind: 'header-malformed' });

function toHeader(fields: readonly unknown[]): FactHeader | null {
  const [version, log, seq, prev, epoch, thing, person] = fields;
  if (fields.length !== 7 || version !== formatVersion || !isBytes(log, 32) || !isCount(seq)) return null;
  if (!(prev === null || isBytes(prev, 32)) || (prev === null) !== (seq === 0)) return null;
  if (!(epoch === null || isBytes(epoch, 16)) || (epoch === null && person !== null)) return null;
  const thingSeal = toPartSeal(thing);
  const personSeal = person === null ? null : toPartSeal(person);
  if (thingSeal === null || (person !== null && personSeal === null)) return null;
  return {
    log: toBase64url(log) as LogId,
    seq,
    prev: prev && (toBase64url(prev) as FactId),
    epoch: epoch && (toBase64url(epoch) as EpochId),
    thing: thingSeal,
    person: personSeal,
  };
}

function toPartSeal(value: unknown): PartSeal | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [hash, length] = value as readonly unknown[];
  if (!isBytes(hash, 32) || !isCount(length) || length === 0 || length > maxPartBytes) return null;
  return { hash: toBase64url(hash), length };
}

export const isBytes = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
