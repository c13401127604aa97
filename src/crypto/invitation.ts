import type { Body } from '#domain/fact.ts';
import { workshopStream, type FactId, type LogId, type WorkshopId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { invited } from '#domain/kinds/membership.ts';
import { invitedMember, type Invitation } from '#domain/settle/membership.ts';
import { bytesOf, concat, readBase64url, toBase64url, utf8, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { readThing } from './factParts.ts';
import { deriveBytes } from './hkdf.ts';
import { readFact, signatureOf, thingOf } from './readFact.ts';
import { signedMessage } from './signedMessage.ts';
import type { VerifySignature } from './verifySignature.ts';

export const invitationSecretLength = 16;

/** What only whoever was invited has: 16 random bytes, in the link and nowhere else. */
export const createInvitationSecret = ({ randomBytes }: Pick<CryptoDeps, 'randomBytes'>): Bytes =>
  randomBytes(invitationSecretLength);

/** What the newcomer asks to be let in as: a log, with the X25519 key that epoch keys are sealed to. */
export interface Admission {
  /** Id of the `invited` fact: another invitation with the same public key must not get hold of the newcomer. */
  readonly invitation: FactId;
  readonly log: LogId;
  /** X25519 public key, 43 characters. */
  readonly agreement: string;
}

/** The one-time key: its public half stands in `invited`, and it vouches for the one log that is let in with it. */
export interface InvitationKey {
  /** Ed25519 public key, 43 characters. */
  readonly key: string;
  /** The `proof` of an `admitted` fact, 86 characters. */
  readonly prove: (admission: Admission) => string;
}

/** By noble, like the recovery key: rare, and WebCrypto has no way from a seed to a key. */
export async function openInvitationKey(
  secret: Bytes,
  workshop: WorkshopId,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<InvitationKey> {
  const [{ ed25519 }, seed] = await Promise.all([
    import('@noble/curves/ed25519.js'),
    deriveBytes({ secret, salt: bytesOf(workshop), info: 'circule/invitation/1' }, subtle),
  ]);
  return {
    key: toBase64url(ed25519.getPublicKey(seed)),
    prove: (admission) => toBase64url(ed25519.sign(admissionMessage(workshop, admission), seed)),
  };
}

export interface AdmissionClaim extends Admission {
  readonly workshop: WorkshopId;
  readonly key: string;
  readonly proof: string;
}

/** Whether the holder of the invitation's secret asked for this log and agreement key. Anything malformed is no proof. */
export async function verifyAdmissionProof(claim: AdmissionClaim, verify: VerifySignature): Promise<boolean> {
  const signature = readBase64url(claim.proof, 64);
  const isReadable = [claim.workshop, claim.invitation, claim.log, claim.agreement].every(
    (id) => readBase64url(id, 32).ok,
  );
  if (!signature.ok || !isReadable) return false;
  return verify(claim.key as LogId, signature.value, admissionMessage(claim.workshop, claim));
}

const admissionMessage = (workshop: WorkshopId, { invitation, log, agreement }: Admission): Bytes =>
  concat(utf8('circule/admission/1'), bytesOf(workshop), bytesOf(invitation), bytesOf(log), bytesOf(agreement));

/**
 * An `invited` entry from anybody. It stands alone here: no chain vouches for it, so its own signature must be valid.
 * Whether its log had the right to invite is for the fold of membership.
 */
export async function readInvited(
  entry: Bytes,
  workshop: WorkshopId,
  verify: VerifySignature,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Invitation | null> {
  const read = await readFact(entry, deps);
  if (!read.ok || read.value.epoch !== null) return null;
  const { log, seq, id, bytes, headerLength } = read.value;
  const thing = readThing(thingOf(read.value), true);
  if (!thing.ok || thing.value.streams[0] !== workshopStream) return null;
  const terms = bodyOf(invited, { ...thing.value, log, seq, id, epoch: null, person: null });
  const message = signedMessage(workshop, bytes.subarray(0, headerLength));
  if (terms === null || !(await verify(log, signatureOf(read.value), message))) return null;
  const { key, role, until, member = null } = terms;
  return { log, seq, id, key, role, until, member };
}

/**
 * What the door verifies of an `admitted` fact, once: the invitation it carries is signed, it is for that member, and the
 * one-time key asked for just this log and agreement key. It may still be a fact that is nowhere in its log (a thief who
 * holds a steward's phone writes it beside a `seq` below the cut): like a reference, it is here, to come, void or false.
 */
export async function readAdmission(
  body: Body,
  workshop: WorkshopId,
  verify: VerifySignature,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Invitation | null> {
  const { invitation: carried, log, agreement, proof, member } = body;
  if (!isText(carried) || !isText(log) || !isText(agreement) || !isText(proof)) return null;
  const entry = readBase64url(carried);
  const invitation = entry.ok ? await readInvited(entry.value, workshop, verify, deps) : null;
  if (invitation === null || member !== invitedMember(invitation)) return null;
  const { id, key } = invitation;
  const claim = { workshop, invitation: id, key, log: log as LogId, agreement, proof };
  return (await verifyAdmissionProof(claim, verify)) ? invitation : null;
}

const isText = (value: unknown): value is string => typeof value === 'string';
