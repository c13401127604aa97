import { bytesOf, equalBytes, toBase64url, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';

/**
 * The X25519 key of one installation and workshop as IndexedDB keeps it, made together with the signing key so that
 * epoch keys can be sealed to it later. `publicKey` is base64url, 43 characters.
 */
export type AgreementKeyRecord =
  | { readonly kind: 'webcrypto'; readonly publicKey: string; readonly key: CryptoKey }
  | { readonly kind: 'noble'; readonly publicKey: string; readonly secret: Bytes };

/** A locked key, tried once, or else a fallback key. Store it, read it back and ask `isAgreementKeyUsable` of *that*. */
export async function createAgreementKey(deps: CryptoDeps): Promise<AgreementKeyRecord> {
  try {
    const pair = await deps.subtle.generateKey('X25519', false, ['deriveBits']);
    if (!('privateKey' in pair)) return await createFallbackAgreementKey(deps);
    const publicKey = toBase64url(new Uint8Array(await deps.subtle.exportKey('raw', pair.publicKey)));
    const record: AgreementKeyRecord = { kind: 'webcrypto', publicKey, key: pair.privateKey };
    return (await isAgreementKeyUsable(record, deps)) ? record : await createFallbackAgreementKey(deps);
  } catch {
    return createFallbackAgreementKey(deps);
  }
}

/** For browsers that make a locked key and then cannot keep it (Safari 27 is reported to read it back as null). */
export async function createFallbackAgreementKey({
  randomBytes,
}: Pick<CryptoDeps, 'randomBytes'>): Promise<AgreementKeyRecord> {
  const { x25519 } = await import('@noble/curves/ed25519.js');
  const secret = randomBytes(32);
  return { kind: 'noble', publicKey: toBase64url(x25519.getPublicKey(secret)), secret };
}

/** Whether a record read back still agrees with a stranger's key on one shared secret. */
export async function isAgreementKeyUsable(
  record: AgreementKeyRecord,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<boolean> {
  try {
    return record.kind === 'noble' ? await isSecretOf(record) : await agreesWithStranger(record, deps);
  } catch {
    return false;
  }
}

async function isSecretOf({ secret, publicKey }: { readonly secret: Bytes; readonly publicKey: string }) {
  const { x25519 } = await import('@noble/curves/ed25519.js');
  return toBase64url(x25519.getPublicKey(secret)) === publicKey;
}

async function agreesWithStranger(
  { key, publicKey }: { readonly key: CryptoKey; readonly publicKey: string },
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<boolean> {
  const stranger = await subtle.generateKey('X25519', false, ['deriveBits']);
  if (!('privateKey' in stranger)) return false;
  const ours = await subtle.importKey('raw', bytesOf(publicKey), 'X25519', false, []);
  const [here, there] = await Promise.all([
    subtle.deriveBits({ name: 'X25519', public: stranger.publicKey }, key, 256),
    subtle.deriveBits({ name: 'X25519', public: ours }, stranger.privateKey, 256),
  ]);
  return equalBytes(new Uint8Array(here), new Uint8Array(there));
}
