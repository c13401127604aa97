import type { LogId } from '#domain/ids.ts';
import { bytesOf, concat, equalBytes, readBase64url, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { goodProbe, torsionProbe, type SignatureProbe } from './signatureProbes.ts';

/** Whether `signature` is by the key named `signer`, read strictly: never throws, whatever the bytes. */
export type VerifySignature = (signer: LogId, signature: Bytes, message: Bytes) => Promise<boolean>;

/**
 * Everybody must say the same of every signature, or logs part. The browsers' own readings differ at the edges (points
 * of small order, second spellings, torsion), so what lies there is refused here, and a machine whose WebCrypto fails
 * the two probes is not asked.
 */
export async function createVerifySignature(deps: Pick<CryptoDeps, 'subtle'>): Promise<VerifySignature> {
  const native = createNativeVerify(deps);
  const passes = ({ signer, signature, message }: SignatureProbe) =>
    native(signer as LogId, bytesOf(signature), bytesOf(message));
  const [good, torsion] = await Promise.all([passes(goodProbe), passes(torsionProbe)]);
  return good && !torsion ? native : createFallbackVerify(deps);
}

/** By WebCrypto. Keys once imported are kept, up to the number of logs a large workshop has. */
export function createNativeVerify({ subtle }: Pick<CryptoDeps, 'subtle'>): VerifySignature {
  const keyBySigner = new Map<LogId, Promise<CryptoKey>>();

  function keyOf(signer: LogId, point: Bytes): Promise<CryptoKey> {
    const known = keyBySigner.get(signer);
    if (known !== undefined) return known;
    if (keyBySigner.size >= keptKeys) keyBySigner.clear();
    const key = subtle.importKey('raw', point, 'Ed25519', false, ['verify']);
    keyBySigner.set(signer, key);
    return key;
  }

  return async (signer, signature, message) => {
    const point = readBase64url(signer, 32);
    if (!point.ok || !isStrict(point.value, signature)) return false;
    try {
      return await subtle.verify('Ed25519', await keyOf(signer, point.value), signature, message);
    } catch {
      return false;
    }
  };
}

const keptKeys = 1000;

/** By noble's arithmetic, not by its `verify`, which is cofactored: [S]B - [k]A must be R, byte for byte. */
export function createFallbackVerify({ subtle }: Pick<CryptoDeps, 'subtle'>): VerifySignature {
  return async (signer, signature, message) => {
    const point = readBase64url(signer, 32);
    if (!point.ok || !isStrict(point.value, signature)) return false;
    try {
      const { ed25519 } = await import('@noble/curves/ed25519.js');
      const r = signature.subarray(0, 32);
      const digest = new Uint8Array(await subtle.digest('SHA-512', concat(r, point.value, message)));
      const k = littleEndian(digest) % order;
      const key = ed25519.Point.fromBytes(point.value);
      const found = ed25519.Point.BASE.multiplyUnsafe(littleEndian(signature.subarray(32))).subtract(
        key.multiplyUnsafe(k),
      );
      return equalBytes(found.toBytes(), r);
    } catch {
      return false;
    }
  };
}

/** Canonical encodings of A and R, neither of small order, and S below the order of the group. */
function isStrict(point: Bytes, signature: Bytes): boolean {
  return (
    signature.length === 64 &&
    isStrictPoint(point) &&
    isStrictPoint(signature.subarray(0, 32)) &&
    littleEndian(signature.subarray(32)) < order
  );
}

function isStrictPoint(encoded: Bytes): boolean {
  const y = littleEndian(encoded) & ((1n << 255n) - 1n);
  return y < field && !smallOrder.has(y);
}

function littleEndian(bytes: Uint8Array): bigint {
  let hex = '';
  for (let at = bytes.length - 1; at >= 0; at -= 1) hex += (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return BigInt(`0x${hex}`);
}

const field = (1n << 255n) - 19n;
const order = (1n << 252n) + 27742317777372353535851937790883648493n;

/** The y of the eight points whose order divides 8; the sign of x makes no difference to that. */
const orderEight = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const smallOrder: ReadonlySet<bigint> = new Set([0n, 1n, field - 1n, orderEight, field - orderEight]);
