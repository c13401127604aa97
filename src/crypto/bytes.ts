import { ok, refused, type Result } from '#domain/result.ts';

/** Bytes that own an ordinary buffer: what WebCrypto takes and IndexedDB keeps. */
export type Bytes = Uint8Array<ArrayBuffer>;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueByCharCode: readonly number[] = Array.from({ length: 128 }, (_, code) =>
  alphabet.indexOf(String.fromCharCode(code)),
);

/** Base64url without padding: how bytes are named in text. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    if (left > 1) text += alphabet.charAt((bits >> 6) & 63);
    if (left > 2) text += alphabet.charAt(bits & 63);
  }
  return text;
}

export type Base64urlRefusal = { readonly kind: 'base64url-malformed' };
const malformed = refused<Base64urlRefusal>({ kind: 'base64url-malformed' });

/**
 * Reads unpadded base64url. The unused bits of the last character must be zero: otherwise one id had several
 * spellings, and two devices could hold the same thing under different names.
 */
export function readBase64url(text: string, length?: number): Result<Bytes, Base64urlRefusal> {
  const size = Math.floor((text.length * 3) / 4);
  if (text.length % 4 === 1 || (length !== undefined && size !== length)) return malformed;
  const bytes = new Uint8Array(size);
  let bits = 0;
  let held = 0;
  let next = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = valueByCharCode[text.charCodeAt(at)] ?? -1;
    if (value < 0) return malformed;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[next] = (bits >> held) & 0xff;
      next += 1;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? ok(bytes) : malformed;
}

/** For ids already read once: a malformed one here is a bug. */
export function bytesOf(id: string): Bytes {
  const bytes = readBase64url(id);
  if (!bytes.ok) throw new Error(`not an id: ${JSON.stringify(id)}`);
  return bytes.value;
}

const encoder = new TextEncoder();
/** The bytes of a text; context strings are ASCII, everything else well-formed Unicode. */
export const utf8 = (text: string): Bytes => encoder.encode(text);

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** For public bytes only: it stops at the first difference. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
