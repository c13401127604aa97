import type { LogId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { toBase64url, utf8, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { createFallbackVerify, createNativeVerify } from './verifySignature.ts';

/** Signs for one log. Callers begin every message with a context string. */
export interface Signer {
  readonly log: LogId;
  readonly sign: (message: Bytes) => Promise<Bytes>;
}

/**
 * The Ed25519 key of one installation and workshop as IndexedDB keeps it: locked into the browser where that works,
 * else (Firefox before 136, older Safari and Chromium) its bare seed, which the devices page says.
 */
export type SigningKeyRecord =
  | { readonly kind: 'webcrypto'; readonly log: LogId; readonly key: CryptoKey }
  | { readonly kind: 'noble'; readonly log: LogId; readonly seed: Bytes };

export type KeyRefusal = { readonly kind: 'key-unusable' };

/** A locked key, tried once, or else a fallback key. Store it, read it back and open *that* before first use. */
export async function createSigningKey(deps: CryptoDeps): Promise<SigningKeyRecord> {
  try {
    const pair = await deps.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    if (!('privateKey' in pair)) return await createFallbackSigningKey(deps);
    const log = toBase64url(new Uint8Array(await deps.subtle.exportKey('raw', pair.publicKey))) as LogId;
    const record: SigningKeyRecord = { kind: 'webcrypto', log, key: pair.privateKey };
    return (await openSigner(record, deps)).ok ? record : await createFallbackSigningKey(deps);
  } catch {
    return createFallbackSigningKey(deps);
  }
}

/** For browsers that make a locked key and then cannot keep it. */
export async function createFallbackSigningKey({ randomBytes }: Pick<CryptoDeps, 'randomBytes'>) {
  return toFallbackRecord(randomBytes(32));
}

/** The record of a known seed: recovery keys and test vectors. */
export async function toFallbackRecord(seed: Bytes): Promise<SigningKeyRecord> {
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  return { kind: 'noble', log: toBase64url(ed25519.getPublicKey(seed)) as LogId, seed };
}

/**
 * Signs a trial message first: a record read back from IndexedDB may hold an empty shell. Refused, the caller makes a
 * fallback key (a new one) or says that this installation cannot write any more.
 */
export async function openSigner(
  record: SigningKeyRecord,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<Signer, KeyRefusal>> {
  const signer = record.kind === 'webcrypto' ? nativeSigner(record, deps) : await fallbackSigner(record);
  try {
    const trial = utf8('circule/trial/1');
    const signature = await signer.sign(trial);
    const verify = record.kind === 'webcrypto' ? createNativeVerify(deps) : createFallbackVerify(deps);
    return (await verify(record.log, signature, trial)) ? ok(signer) : unusable;
  } catch {
    return unusable;
  }
}

const unusable = refused<KeyRefusal>({ kind: 'key-unusable' });

function nativeSigner(
  { log, key }: { readonly log: LogId; readonly key: CryptoKey },
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Signer {
  return { log, sign: async (message) => new Uint8Array(await subtle.sign('Ed25519', key, message)) };
}

async function fallbackSigner({ log, seed }: { readonly log: LogId; readonly seed: Bytes }): Promise<Signer> {
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  return { log, sign: (message) => Promise.resolve(new Uint8Array(ed25519.sign(message, seed))) };
}
