import { ok, refused, type Result } from '#domain/result.ts';
import { concat, utf8, type Bytes } from './bytes.ts';
import { sha256, type CryptoDeps } from './cryptoDeps.ts';
import { recoverySecretLength } from './recovery.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keyLength = 28;
const groupLength = 4;

/** The recovery secret as it is printed: 28 characters of Crockford's base 32 in seven groups, the last 12 bits a check. */
export async function toHouseKey(secret: Bytes, deps: Pick<CryptoDeps, 'subtle'>): Promise<string> {
  const bits = (bitsOf(secret) << 12n) | BigInt(await checkOf(secret, deps));
  const characters = Array.from({ length: keyLength }, (_, at) =>
    alphabet.charAt(Number((bits >> BigInt(5 * (keyLength - 1 - at))) & 31n)),
  );
  const groups = Array.from({ length: keyLength / groupLength }, (_, at) =>
    characters.slice(at * groupLength, (at + 1) * groupLength).join(''),
  );
  return groups.join('-');
}

export type HouseKeyRefusal =
  | { readonly kind: 'house-key-character'; readonly character: string }
  | { readonly kind: 'house-key-length'; readonly length: number; readonly expected: number }
  | { readonly kind: 'house-key-check' };

/** Reads a key as people type it: small letters, spaces, hyphens and dashes anywhere, O for 0, I and L for 1. */
export async function readHouseKey(
  typed: string,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<Bytes, HouseKeyRefusal>> {
  const characters = Array.from(typed.replaceAll(/[\s\p{Pd}]/gu, ''));
  const values = characters.map(valueOf);
  const wrong = values.indexOf(-1);
  if (wrong >= 0) return refused({ kind: 'house-key-character', character: characters[wrong] ?? '' });
  if (values.length !== keyLength) {
    return refused({ kind: 'house-key-length', length: values.length, expected: keyLength });
  }
  const bits = values.reduce((all, value) => (all << 5n) | BigInt(value), 0n);
  const secret = bytesOfBits(bits >> 12n);
  return BigInt(await checkOf(secret, deps)) === (bits & 0xfffn) ? ok(secret) : refused({ kind: 'house-key-check' });
}

function valueOf(character: string): number {
  const read = character.toUpperCase();
  if (read === 'O') return 0;
  if (read === 'I' || read === 'L') return 1;
  return read.length === 1 ? alphabet.indexOf(read) : -1;
}

async function checkOf(secret: Bytes, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<number> {
  const [first = 0, second = 0] = await sha256(subtle, concat(utf8('circule/house-key/1'), secret));
  return (first << 4) | (second >> 4);
}

const bitsOf = (bytes: Bytes): bigint => bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
const bytesOfBits = (bits: bigint): Bytes =>
  Uint8Array.from({ length: recoverySecretLength }, (_, at) =>
    Number((bits >> BigInt(8 * (recoverySecretLength - 1 - at))) & 255n),
  );
