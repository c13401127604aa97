import { decodeFirst, encode, Token, Tokenizer, Type } from 'cborg';
import type { Body } from '#domain/fact.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { equalBytes, type Bytes } from './bytes.ts';

/** What headers and parts are made of. Byte strings occur in headers, references and additional data, never in bodies. */
export type CborValue =
  null | boolean | number | string | Uint8Array | readonly CborValue[] | { readonly [key: string]: CborValue };

/** How deep arrays and maps of one part may nest, the outermost counted. A hostile part must not exhaust the stack. */
const maxNesting = 16;

/**
 * The one way to write a value: shortest integers and lengths, definite lengths, map keys by length and then bytewise
 * (RFC 8949, 4.2.1; for text keys the same as the older rule of RFC 7049, 3.9).
 */
export function encodeCanonical(value: CborValue): Bytes {
  const bytes = encode(value);
  return bytes.buffer.byteLength === bytes.length ? bytes : bytes.slice();
}

export type CborRefusal = { readonly kind: 'cbor-malformed' };
const malformed = refused<CborRefusal>({ kind: 'cbor-malformed' });

/** Reads one value filling `bytes` to the end. Whatever would not be written back byte for byte is refused. */
export function readCanonical(bytes: Uint8Array): Result<unknown, CborRefusal> {
  const first = readCanonicalFirst(bytes);
  return first.ok && first.value.length === bytes.length ? ok(first.value.value) : malformed;
}

/** Reads the value `bytes` begin with, and says how many bytes it took. */
export function readCanonicalFirst(
  bytes: Uint8Array,
): Result<{ readonly value: unknown; readonly length: number }, CborRefusal> {
  try {
    const decoded = decodeFirst(bytes, { ...strict, tokenizer: createBoundedTokenizer(bytes) });
    const value: unknown = decoded[0];
    const length = bytes.length - decoded[1].length;
    return equalBytes(encode(value), bytes.subarray(0, length)) ? ok({ value, length }) : malformed;
  } catch {
    return malformed;
  }
}

/** Whether a value may be a fact's body: a map of JSON values without fractions. */
export function isBody(value: unknown): value is Body {
  // A body lies inside the outermost array of its part.
  return isMap(value) && isBodyValue(value, maxNesting - 1);
}

function isBodyValue(value: unknown, nesting: number): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'string') return isWellFormed(value);
  if (nesting === 0) return false;
  // `some` would pass over the holes of a sparse array.
  if (Array.isArray(value)) return Array.from(value).every((item) => isBodyValue(item, nesting - 1));
  return (
    isMap(value) && Object.entries(value).every(([key, item]) => isWellFormed(key) && isBodyValue(item, nesting - 1))
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object, of whichever realm: dates, maps and bytes have one prototype more.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** No lone surrogate: such text has no UTF-8. */
export const isWellFormed = (text: string): boolean => !/[\uD800-\uDFFF]/u.test(text);

const strict = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  retainStringBytes: true,
};

/**
 * cborg's reader with two things mended: it descends by recursion without a bound, and it drops a U+FEFF a text begins
 * with (so that the text could be written and not read again).
 */
function createBoundedTokenizer(bytes: Uint8Array) {
  const inner = new Tokenizer(bytes, strict);
  const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const itemsToCome: number[] = [];

  function enter(items: number) {
    itemsToCome.push(items);
    if (itemsToCome.length > maxNesting) throw new Error('nested too deep');
  }

  function next(): Token {
    while (itemsToCome.at(-1) === 0) itemsToCome.pop();
    const open = itemsToCome.length - 1;
    if (open >= 0) itemsToCome[open] = (itemsToCome[open] ?? 0) - 1;
    const token = inner.next();
    if (Type.equals(token.type, Type.array)) enter(Number(token.value));
    if (Type.equals(token.type, Type.map)) enter(2 * Number(token.value));
    const text = token.byteValue;
    // As many bytes as characters is ASCII, or broken UTF-8 that will not be written back the same.
    return text === undefined || text.length === String(token.value).length
      ? token
      : new Token(Type.string, utf8Decoder.decode(text), token.encodedLength);
  }

  return { done: () => inner.done(), pos: () => inner.pos(), next };
}
