import { x25519 } from '@noble/curves/ed25519.js';
import type { Body } from '#domain/fact.ts';
import { workshopStream, type EpochId, type LogId, type WorkshopId } from '#domain/ids.ts';
import { invitedMember, type Invitation } from '#domain/settle/membership.ts';
import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { bytesOf, concat, toBase64url, utf8, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical } from '#crypto/canonicalCbor.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { handshakeMessage } from '#crypto/handshake.ts';
import { headsDigest, type Height } from '#crypto/headsDigest.ts';
import { deriveBytes } from '#crypto/hkdf.ts';
import { openInvitationKey } from '#crypto/invitation.ts';
import { encodeInvitation, type InvitationLink } from '#crypto/invitationLink.ts';
import { sealParcel } from '#crypto/parcel.ts';
import type { SealedFact } from '#crypto/readFact.ts';
import { roomOf, roomOfInvitation, type Room } from '#crypto/rooms.ts';
import { sealFact, type Writer } from '#crypto/sealFact.ts';
import { sealEpochKey, type KeyContext } from '#crypto/sealedKey.ts';
import { buildBench } from './buildFacts1.ts';
import { buildRefusedMembership, type RefusedMembership } from './buildRefusedMembership.ts';
import { fixed, fixedSigner, hex } from './fixed.ts';

/** Everything section 13 to 18 of the protocol makes, from fixed seeds. Bytes in hex, ids in base64url. */
export interface Membership1 {
  readonly about: string;
  readonly workshop: WorkshopId;
  readonly epoch: { readonly id: EpochId; readonly secret: string; readonly room: Room };
  readonly invitation: Invitation & {
    readonly secret: string;
    readonly seed: string;
    readonly entry: string;
    readonly room: Room;
  };
  readonly link: {
    readonly text: string;
    readonly workshopName: string;
    readonly inviterName: string;
    readonly signaling: readonly string[];
  };
  readonly admission: {
    readonly body: { readonly [key: string]: string };
    readonly message: string;
    readonly entry: string;
    readonly signingSeed: string;
    readonly agreementSecret: string;
  };
  readonly sealedKeys: readonly {
    readonly name: string;
    readonly epoch: EpochId | null;
    readonly context: string;
    readonly wrap: string;
    readonly sealed: string;
  }[];
  readonly handshake: {
    readonly role: 0 | 1;
    readonly hellos: readonly [string, string];
    readonly binding: string;
    readonly log: LogId;
    readonly message: string;
    readonly signature: string;
  };
  readonly digest: { readonly heads: readonly Height[]; readonly digest: string };
  readonly parcel: { readonly messages: readonly string[]; readonly key: string; readonly file: string };
  readonly refused: readonly RefusedMembership[];
}

/** What the refused examples are made from. */
export interface MembershipBench {
  readonly deps: CryptoDeps;
  readonly workshop: WorkshopId;
  readonly epoch: EpochId;
  readonly epochSecret: Bytes;
  readonly writer: Writer;
  readonly head: SealedFact;
  readonly invited: SealedFact;
  readonly link: InvitationLink;
  readonly oneTimeSeed: Bytes;
  readonly admitted: { readonly [key: string]: string };
  readonly agreement: Extract<AgreementKeyRecord, { kind: 'noble' }>;
  readonly sealed: Bytes;
  readonly parcel: Bytes;
  readonly handshake: { readonly signature: Bytes };
}

const secret = fixed('invitation secret', 16);
const newcomerSeed = fixed('newcomer signing seed', 32);
const agreementSecret = fixed('newcomer agreement secret', 32);
const until = Date.UTC(2026, 2, 8, 9, 30);

export async function buildMembership1(): Promise<Membership1> {
  const { deps, signer, workshop, epoch, keys, written } = await buildBench();
  const epochSecret = fixed('epoch secret', 32);
  const writer: Writer = { workshop, signer, epoch: { id: epoch, keys } };
  const head = written.at(-1)?.fact;
  const rotated = written[1]?.fact;
  if (head === undefined || rotated === undefined) throw new Error('no facts to invite after');
  const write = async (kind: string, after: SealedFact, body: Body, on: SealedFact) => {
    const thing = { kind, streams: [workshopStream], after: [{ log: on.log, seq: on.seq, id: on.id }], at: null, body };
    const sealed = await sealFact({ thing, person: null }, after, writer, deps);
    if (!sealed.ok) throw new Error(sealed.refusal.kind);
    return sealed.value.fact;
  };

  const oneTime = await openInvitationKey(secret, workshop, deps);
  const salt = bytesOf(workshop);
  const oneTimeSeed = await deriveBytes({ secret, salt, info: 'circule/invitation/1' }, deps.subtle);
  const terms = { key: oneTime.key, role: 'member', until } as const;
  const invited = await write('invited', head, { ...terms }, rotated);
  const invitation: Invitation = { log: invited.log, seq: invited.seq, id: invited.id, ...terms, member: null };
  const link: InvitationLink = {
    workshop,
    entry: invited.bytes,
    secret,
    workshopName: 'Atelier du Canal',
    inviterName: 'Lucie',
    signaling: ['wss://canal.example/signal'],
  };

  const newcomer = await fixedSigner(newcomerSeed, deps);
  const agreementKey = toBase64url(x25519.getPublicKey(agreementSecret));
  const agreement = { kind: 'noble', publicKey: agreementKey, secret: agreementSecret } as const;
  const proof = oneTime.prove({ invitation: invited.id, log: newcomer.log, agreement: agreementKey });
  const admitted = {
    invitation: toBase64url(invited.bytes),
    log: newcomer.log,
    member: invitedMember(invitation),
    agreement: agreementKey,
    proof,
  };
  const admission = await write('admitted', invited, admitted, invited);
  const asked = [workshop, invited.id, newcomer.log, agreementKey].map(bytesOf);

  const seal = async (name: string, named: EpochId | null) => {
    const context: KeyContext = { workshop, epoch: named, log: newcomer.log };
    const sealed = await sealEpochKey(epochSecret, { ...context, agreement: agreementKey }, deps);
    if (sealed === null) throw new Error('not sealed');
    const ephemeral = sealed.subarray(0, 32);
    const wrap = await deriveBytes(
      {
        secret: new Uint8Array(x25519.getSharedSecret(agreementSecret, ephemeral)),
        salt: concat(ephemeral, bytesOf(agreementKey)),
        info: 'circule/epoch-key/1',
      },
      deps.subtle,
    );
    const additional = encodeCanonical([1, bytesOf(workshop), named && bytesOf(named), bytesOf(newcomer.log)]);
    return { name, epoch: named, context: hex(additional), wrap: hex(wrap), sealed };
  };
  const sealedKeys = [await seal('in a session', epoch), await seal('in keyRotated', null)] as const;

  const hello = (name: string) => encodeCanonical([0, 1, 1, fixed(name, 32)]);
  const hellos = inOrder(hello('nonce here'), hello('nonce there'));
  const binding = concat(...[fixed('one fingerprint', 32), fixed('other fingerprint', 32)].toSorted(Buffer.compare));
  const handshake = { workshop, role: 1, hellos, binding, log: newcomer.log } as const;
  const message = await handshakeMessage(handshake, deps);
  const signature = await newcomer.sign(message);

  const heads: readonly Height[] = [
    { log: signer.log, branch: null, height: admission.seq + 1, head: admission.id },
    { log: newcomer.log, branch: toBase64url(fixed('a branch', 32)), height: 3, head: toBase64url(fixed('h1', 32)) },
    { log: newcomer.log, branch: null, height: 4_294_967_301, head: toBase64url(fixed('h2', 32)) },
    { log: newcomer.log, branch: toBase64url(fixed('b branch', 32)), height: 2, head: toBase64url(fixed('h3', 32)) },
  ];
  const messages = [encodeCanonical([5, []]), utf8('not a message that anybody knows'), new Uint8Array(0)];
  const parcel = await sealParcel(messages, epochSecret, { workshop, epoch }, deps);

  return {
    about: 'Test vectors of membership and sessions, format 1. Bytes in hex, ids in base64url. See docs/protocol.md.',
    workshop,
    epoch: { id: epoch, secret: hex(epochSecret), room: await roomOf(epochSecret, workshop, deps) },
    invitation: {
      ...invitation,
      secret: hex(secret),
      seed: hex(oneTimeSeed),
      entry: hex(invited.bytes),
      room: await roomOfInvitation(oneTime.key, workshop, deps),
    },
    link: {
      text: encodeInvitation(link),
      workshopName: link.workshopName,
      inviterName: link.inviterName,
      signaling: link.signaling,
    },
    admission: {
      body: admitted,
      message: hex(concat(utf8('circule/admission/1'), ...asked)),
      entry: hex(admission.bytes),
      signingSeed: hex(newcomerSeed),
      agreementSecret: hex(agreementSecret),
    },
    sealedKeys: sealedKeys.map((each) => ({ ...each, sealed: hex(each.sealed) })),
    handshake: {
      role: 1,
      hellos: [hex(hellos[0]), hex(hellos[1])],
      binding: hex(binding),
      log: newcomer.log,
      message: hex(message),
      signature: hex(signature),
    },
    digest: { heads, digest: hex(await headsDigest(heads, deps.subtle)) },
    parcel: {
      messages: messages.map(hex),
      key: hex(await deriveBytes({ secret: epochSecret, salt, info: 'circule/parcel/1' }, deps.subtle)),
      file: hex(parcel),
    },
    refused: await buildRefusedMembership({
      deps,
      workshop,
      epoch,
      epochSecret,
      writer,
      head,
      invited,
      link,
      oneTimeSeed,
      admitted,
      agreement,
      sealed: sealedKeys[0].sealed,
      parcel,
      handshake: { signature },
    }),
  };
}

const inOrder = (one: Bytes, other: Bytes): readonly [Bytes, Bytes] =>
  Buffer.compare(one, other) < 0 ? [one, other] : [other, one];
