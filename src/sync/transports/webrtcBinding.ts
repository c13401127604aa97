import { type Bytes, concat } from '#crypto/bytes.ts';

/**
 * Both ends' certificates, by their descriptions: a server in the middle has others on each side. Null where a description
 * does not say exactly one certificate: a browser that accepts either of two would let a man in the middle show both ends
 * each other's.
 */
export function webrtcBinding(localSdp: string, remoteSdp: string): Bytes | null {
  const near = fingerprintIn(localSdp);
  const far = fingerprintIn(remoteSdp);
  if (near === null || far === null) return null;
  return near < far ? concat(toBytes(near), toBytes(far)) : concat(toBytes(far), toBytes(near));
}

/** In small letters. One certificate may be said more than once, for the session and for its parts. */
function fingerprintIn(sdp: string): string | null {
  const said = new Set(
    Array.from(sdp.matchAll(/^a=fingerprint:(.*)$/gim), ([, value = '']) => value.trim().toLowerCase()),
  );
  const [only = ''] = said;
  return said.size === 1 ? (/^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/.exec(only)?.[1] ?? null) : null;
}

const toBytes = (fingerprint: string): Bytes =>
  Uint8Array.from(fingerprint.split(':'), (pair) => Number.parseInt(pair, 16));
