import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { handshakeMessage, isHandshake, type Handshake } from '#crypto/handshake.ts';
import type { Signer } from '#crypto/signingKey.ts';
import type { VerifySignature } from '#crypto/verifySignature.ts';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import type { Conversation, EndDetail } from './conversation.ts';
import { encodeMessage, type ByeReason, type MessageKind, type MessageOf } from './messages.ts';
import type { Timer } from './timer.ts';

/** Versions of what is said over a link. */
export interface Versions {
  readonly lowest: number;
  readonly highest: number;
}
export const spokenVersions: Versions = { lowest: 1, highest: 1 };

export interface SessionCrypto extends CryptoDeps {
  readonly verify: VerifySignature;
}

export interface HandshakeDeps {
  readonly workshop: WorkshopId;
  /** This device: its log and its key. */
  readonly identity: Signer;
  readonly versions: Versions;
  /** What both ends know of the channel: `link.binding`. */
  readonly binding: Bytes;
  readonly crypto: SessionCrypto;
  readonly timer: Timer;
}

/** Who is there, proven to hold the key of that log on this very channel. Nothing is said yet about rights. */
export interface Greeted {
  readonly log: LogId;
  readonly version: number;
  /** Ours: 0 where this end's nonce is the smaller, 1 at the other end. */
  readonly role: 0 | 1;
}

const handshakeTime = 10_000;

/**
 * Hello and auth, from both ends at once. Neither end is the server: the smaller nonce has role 0, and the role is
 * signed, so that nothing can be sent back to where it came from. Null when the conversation ended over it.
 */
export async function shakeHands(talk: Conversation, deps: HandshakeDeps): Promise<Greeted | null> {
  const inTime = deps.timer.after(handshakeTime, () => talk.end({ by: 'here', reason: 'limit', detail: 'time' }));
  try {
    return await greet(talk, deps);
  } finally {
    inTime();
  }
}

async function greet(
  talk: Conversation,
  { workshop, identity, versions, binding, crypto }: HandshakeDeps,
): Promise<Greeted | null> {
  const hello = { kind: 'hello', ...versions, nonce: crypto.randomBytes(32) } as const;
  void talk.send(hello);
  const theirs = await expect(talk, 'hello');
  if (theirs === null) return null;
  const version = Math.min(versions.highest, theirs.message.highest);
  if (version < Math.max(versions.lowest, theirs.message.lowest)) return giveUp(talk, 'version', 'other-version');
  const order = compare(hello.nonce, theirs.message.nonce);
  if (order === 0) return giveUp(talk, 'wrong', 'nonces-equal');

  const mine = encodeMessage(hello);
  const signedBy = (log: LogId, role: 0 | 1): Handshake => ({
    workshop,
    role,
    hellos: order < 0 ? [mine, theirs.bytes] : [theirs.bytes, mine],
    binding,
    log,
  });
  const [ownRole, theirRole] = order < 0 ? ([0, 1] as const) : ([1, 0] as const);
  const signature = await identity.sign(await handshakeMessage(signedBy(identity.log, ownRole), crypto));
  void talk.send({ kind: 'auth', log: identity.log, signature });
  const auth = await expect(talk, 'auth');
  if (auth === null) return null;
  const { log } = auth.message;
  const proven = await isHandshake(signedBy(log, theirRole), auth.message.signature, crypto.verify, crypto);
  return proven ? { log, version, role: ownRole } : giveUp(talk, 'wrong', 'auth-wrong');
}

/** The next message, which must be of this kind. */
export async function expect<Kind extends MessageKind>(
  talk: Conversation,
  kind: Kind,
): Promise<{ readonly message: MessageOf<Kind>; readonly bytes: Bytes } | null> {
  const heard = await talk.next();
  if (heard === null) return null;
  if (!isKind(heard.message, kind)) return giveUp(talk, 'wrong', 'out-of-turn');
  return { message: heard.message, bytes: heard.bytes };
}

const isKind = <Kind extends MessageKind>(message: MessageOf<MessageKind>, kind: Kind): message is MessageOf<Kind> =>
  message.kind === kind;

function giveUp(talk: Conversation, reason: ByeReason, detail: EndDetail): null {
  talk.end({ by: 'here', reason, detail });
  return null;
}

function compare(one: Bytes, other: Bytes): number {
  for (const [at, byte] of one.entries()) {
    const difference = byte - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
