import type { LogId, WorkshopId } from '#domain/ids.ts';
import { bytesOf, concat, utf8, type Bytes } from './bytes.ts';
import { sha256, type CryptoDeps } from './cryptoDeps.ts';
import type { VerifySignature } from './verifySignature.ts';

/** What one end of a link says about itself when it signs. */
export interface Handshake {
  readonly workshop: WorkshopId;
  /** The signer's: 0 for the end with the smaller nonce. */
  readonly role: 0 | 1;
  /** The `hello` messages of role 0 and role 1, as they travelled: versions and nonces, so that nobody in between changes them. */
  readonly hellos: readonly [Bytes, Bytes];
  /** What both ends know of the channel and nobody in between can make equal. */
  readonly binding: Bytes;
  /** The signer's. */
  readonly log: LogId;
}

/** What `auth` signs. Nothing of it can be reused: on another channel, at another time, or by the other end. */
export async function handshakeMessage(
  { workshop, role, hellos, binding, log }: Handshake,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<Bytes> {
  const [first, second, channel] = await Promise.all([
    sha256(subtle, hellos[0]),
    sha256(subtle, hellos[1]),
    sha256(subtle, binding),
  ]);
  return concat(
    utf8('circule/handshake/1'),
    bytesOf(workshop),
    new Uint8Array([role]),
    first,
    second,
    channel,
    bytesOf(log),
  );
}

/** Whether the other end holds the key of the log it names, here and now. */
export async function isHandshake(
  handshake: Handshake,
  signature: Bytes,
  verify: VerifySignature,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<boolean> {
  return verify(handshake.log, signature, await handshakeMessage(handshake, deps));
}
