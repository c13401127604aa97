import { ed25519, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { createHash } from 'node:crypto';
import { concat, type Bytes } from '#crypto/bytes.ts';
import { hex } from './fixed.ts';

/** Indices into the eight points of small order, 0 being none: what to add to the key and to R. */
export interface Torsion {
  readonly key: number;
  readonly r: number;
}

export interface CraftedSignature {
  readonly key: Bytes;
  readonly signature: Bytes;
}

/**
 * A signature as a liar makes it, who knows the secret and adds points of small order. Cofactored verification cannot
 * see them; the strict one accepts only where they happen to cancel out.
 */
export function craftSignature(seed: Bytes, message: Bytes, torsion: Torsion): CraftedSignature {
  const { Point } = ed25519;
  const small = (index: number) => Point.fromHex(ED25519_TORSION_SUBGROUP[index] ?? '', true);
  const secret = ed25519.utils.getExtendedPublicKey(seed).scalar;
  const nonce = Point.Fn.create(littleEndian(sha512(concat(seed, message))));
  const key = new Uint8Array(Point.BASE.multiply(secret).add(small(torsion.key)).toBytes());
  const r = new Uint8Array(Point.BASE.multiply(nonce).add(small(torsion.r)).toBytes());
  const k = Point.Fn.create(littleEndian(sha512(concat(r, key, message))));
  const s = Point.Fn.toBytes(Point.Fn.create(nonce + k * secret));
  return { key, signature: concat(r, s) };
}

const sha512 = (bytes: Bytes) => createHash('sha512').update(bytes).digest();
const littleEndian = (bytes: Uint8Array) => BigInt(`0x${hex(bytes.toReversed())}`);
