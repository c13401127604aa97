import type { LogId, WorkshopId } from '#domain/ids.ts';
import { bytesOf, concat, readBase64url, toBase64url, utf8, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { deriveAesKey, deriveBytes } from './hkdf.ts';
import type { VerifySignature } from './verifySignature.ts';

export const recoverySecretLength = 16;

/** What the backup file and the printed key of the house hold: 16 random bytes, and everything else follows. */
export const createRecoverySecret = ({ randomBytes }: Pick<CryptoDeps, 'randomBytes'>): Bytes =>
  randomBytes(recoverySecretLength);

/** The recovery key: its public half stands in `founded`, and it vouches for the log of whoever holds the secret. */
export interface RecoveryKey {
  /** Ed25519 public key, 43 characters. */
  readonly recovery: string;
  /** The `proof` of a `recovered` fact, 86 characters. */
  readonly prove: (workshop: WorkshopId, log: LogId) => string;
}

/** Rare enough to be always done by noble: WebCrypto has no way from a seed to a locked key and its public half. */
export async function openRecoveryKey(secret: Bytes, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<RecoveryKey> {
  const [{ ed25519 }, seed] = await Promise.all([
    import('@noble/curves/ed25519.js'),
    deriveBytes({ secret, salt: new Uint8Array(0), info: 'circule/recovery-key/1' }, subtle),
  ]);
  return {
    recovery: toBase64url(ed25519.getPublicKey(seed)),
    prove: (workshop, log) => toBase64url(ed25519.sign(recoveryMessage(workshop, log), seed)),
  };
}

/** Whether the holder of the recovery key let `log` into `workshop`. Anything malformed is no proof. */
export async function isRecoveryProof(
  { recovery, proof, workshop, log }: RecoveryClaim,
  verify: VerifySignature,
): Promise<boolean> {
  const signature = readBase64url(proof, 64);
  return signature.ok && verify(recovery as LogId, signature.value, recoveryMessage(workshop, log));
}

export interface RecoveryClaim {
  readonly recovery: string;
  readonly proof: string;
  readonly workshop: WorkshopId;
  readonly log: LogId;
}

/** Locks the backup file of one workshop. */
export function backupKey(
  secret: Bytes,
  workshop: WorkshopId,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<CryptoKey> {
  return deriveAesKey({ secret, salt: bytesOf(workshop), info: 'circule/backup/1' }, subtle);
}

const recoveryMessage = (workshop: WorkshopId, log: LogId): Bytes =>
  concat(utf8('circule/recovery/1'), bytesOf(workshop), bytesOf(log));
