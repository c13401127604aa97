import type { EpochId, LogId, WorkshopId } from '#domain/ids.ts';
import { openBytes } from './aesGcm.ts';
import type { AgreementKeyRecord } from './agreementKey.ts';
import { bytesOf, concat, readBase64url, type Bytes } from './bytes.ts';
import { encodeCanonical } from './canonicalCbor.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { deriveAesKey } from './hkdf.ts';

const epochKeyLength = 32;
const publicKeyLength = 32;
export const sealedKeyLength = publicKeyLength + epochKeyLength + 16;

/** Which key is sealed, and to which device. `epoch` is null inside the `keyRotated` that begins it and so names it. */
export interface KeyContext {
  readonly workshop: WorkshopId;
  readonly epoch: EpochId | null;
  readonly log: LogId;
}

/** The device it is sealed to, by its X25519 public key. */
export interface KeyRecipient extends KeyContext {
  readonly agreement: string;
}

/**
 * Seals an epoch's key to one device. Null when its agreement key is none that two can agree on. Always by noble: the
 * ephemeral key lives no longer than this call, so there is nothing to lock away.
 */
export async function sealEpochKey(
  epochKey: Bytes,
  { agreement, ...context }: KeyRecipient,
  { subtle, randomBytes }: CryptoDeps,
): Promise<Bytes | null> {
  const recipient = readBase64url(agreement, publicKeyLength);
  if (!recipient.ok || epochKey.length !== epochKeyLength) return null;
  const { x25519 } = await import('@noble/curves/ed25519.js');
  const secret = randomBytes(32);
  const ephemeral = new Uint8Array(x25519.getPublicKey(secret));
  const shared = agreed(() => x25519.getSharedSecret(secret, recipient.value));
  if (shared === null) return null;
  const key = await wrapKey(shared, ephemeral, recipient.value, subtle);
  const algorithm = { name: 'AES-GCM', iv: onlyNonce, additionalData: contextBytes(context) };
  return concat(ephemeral, new Uint8Array(await subtle.encrypt(algorithm, key, epochKey)));
}

/**
 * The epoch's key, or null whatever is wrong. Anybody may have sealed it: it counts only when it matches the check of its
 * `keyRotated` (`isEpochSecret`).
 */
export async function openSealedKey(
  sealed: Bytes,
  record: AgreementKeyRecord,
  context: KeyContext,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Bytes | null> {
  if (sealed.length !== sealedKeyLength) return null;
  const ephemeral = sealed.subarray(0, publicKeyLength);
  try {
    const shared = await sharedSecret(record, ephemeral, deps);
    if (shared === null) return null;
    const key = await wrapKey(shared, ephemeral, bytesOf(record.publicKey), deps.subtle);
    return await openBytes(key, concat(onlyNonce, sealed.subarray(publicKeyLength)), contextBytes(context), deps);
  } catch {
    return null;
  }
}

/** One message a key: every sealing has its own ephemeral key, and so its own wrapping key. */
const onlyNonce = new Uint8Array(12);

const contextBytes = ({ workshop, epoch, log }: KeyContext): Bytes =>
  encodeCanonical([1, bytesOf(workshop), epoch && bytesOf(epoch), bytesOf(log)]);

/** Both public keys go in: another pair that agrees on the same secret (there are eight spellings) is another key. */
function wrapKey(shared: Bytes, ephemeral: Bytes, agreement: Bytes, subtle: SubtleCrypto): Promise<CryptoKey> {
  return deriveAesKey({ secret: shared, salt: concat(ephemeral, agreement), info: 'circule/epoch-key/1' }, subtle);
}

async function sharedSecret(
  record: AgreementKeyRecord,
  ephemeral: Bytes,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<Bytes | null> {
  if (record.kind === 'noble') {
    const { x25519 } = await import('@noble/curves/ed25519.js');
    return agreed(() => x25519.getSharedSecret(record.secret, ephemeral));
  }
  const theirs = await subtle.importKey('raw', ephemeral, 'X25519', false, []);
  const bits = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: theirs }, record.key, 256));
  return agreed(() => bits);
}

/** Null for the all-zero secret of a point of small order, which noble throws at and not every browser does. */
function agreed(agree: () => Uint8Array): Bytes | null {
  try {
    const shared = new Uint8Array(agree());
    return shared.some((byte) => byte !== 0) ? shared : null;
  } catch {
    return null;
  }
}
