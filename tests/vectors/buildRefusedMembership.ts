import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { workshopStream, type EpochId, type LogId, type WorkshopId } from '#domain/ids.ts';
import { bytesOf, concat, readBase64url, toBase64url, utf8, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical, readCanonical, type CborValue } from '#crypto/canonicalCbor.ts';
import { openInvitationKey } from '#crypto/invitation.ts';
import { sealEpochKey } from '#crypto/sealedKey.ts';
import type { MembershipBench } from './buildMembership1.ts';
import { fixed, hex } from './fixed.ts';
import { forgeFact } from './forgeFact.ts';
import { craftSignature } from './torsion.ts';

/** Something that must be refused; `what` says by which reader. Nobody else is told why: see the name. */
export type RefusedMembership = { readonly name: string } & (
  | { readonly what: 'admission'; readonly body: { readonly [key: string]: string } }
  | { readonly what: 'link'; readonly text: string; readonly refusal: string }
  | { readonly what: 'sealed key' | 'parcel' | 'handshake'; readonly bytes: string }
);

export async function buildRefusedMembership(bench: MembershipBench): Promise<readonly RefusedMembership[]> {
  return [
    ...(await refusedAdmissions(bench)),
    ...(await refusedLinks(bench)),
    ...(await refusedKeys(bench)),
    ...refusedParcels(bench),
    ...refusedHandshakes(bench),
  ];
}

async function refusedAdmissions(bench: MembershipBench): Promise<readonly RefusedMembership[]> {
  const { admitted, workshop, invited, oneTimeSeed } = bench;
  const { log = '', agreement = '' } = admitted;
  const stranger = toBase64url(fixed('another log', 32));
  const asking = (over: {
    workshop?: string;
    invitation?: string;
    log?: string;
    agreement?: string;
    context?: string;
  }) =>
    concat(
      utf8(over.context ?? 'circule/admission/1'),
      ...[over.workshop ?? workshop, over.invitation ?? invited.id, over.log ?? log, over.agreement ?? agreement].map(
        bytesOf,
      ),
    );
  const sign = (message: Bytes) => toBase64url(ed25519.sign(message, oneTimeSeed));
  const carrying = (entry: Bytes) => ({ invitation: toBase64url(entry) });
  const entry = (changes: Parameters<typeof forgeInvited>[1]) => forgeInvited(bench, changes);
  const torsion = craftSignature(oneTimeSeed, asking({}), { key: 0, r: 1 });
  const copied = await entry({ body: { ...bodyOf(bench), member: toBase64url(fixed('member Zoé', 16)) } });

  const wrong: readonly (readonly [string, { readonly [key: string]: string }])[] = [
    ['proof for another log', { log: stranger }],
    ['proof for another agreement key', { agreement: toBase64url(x25519.getPublicKey(fixed('another secret', 32))) }],
    ['proof for another workshop', { proof: sign(asking({ workshop: stranger })) }],
    ['proof for another invitation', { proof: sign(asking({ invitation: stranger })) }],
    ['proof with another context', { proof: sign(asking({ context: 'circule/handshake/1' })) }],
    ['proof with a point of order 8 added', { proof: toBase64url(torsion.signature) }],
    ['proof with a flipped bit', { proof: flippedText(admitted['proof'] ?? '') }],
    ['proof by another key', { proof: toBase64url(ed25519.sign(asking({}), fixed('another seed', 32))) }],
    ['member chosen by whoever admits', { member: toBase64url(fixed('member Lucie', 16)) }],
    [
      'the key copied into an invitation for somebody else',
      { ...carrying(copied), member: toBase64url(fixed('member Zoé', 16)) },
    ],
    ['invitation with a flipped bit', carrying(flipped(invited.bytes, invited.bytes.length - 1))],
    ['invitation with a flipped bit in its signature', carrying(flipped(invited.bytes, invited.headerLength + 3))],
    ['invitation cut short', carrying(invited.bytes.slice(0, -1))],
    [
      'invitation signed for another workshop',
      carrying(await entry({ workshop: toBase64url(fixed('another workshop', 32)) as WorkshopId })),
    ],
    ['a fact of another kind', carrying(await entry({ kind: 'memberAdded' }))],
    ['a role nobody has', carrying(await entry({ body: { ...bodyOf(bench), role: 'owner' } }))],
    ['about something else than the workshop', carrying(await entry({ stream: 'tool/a' }))],
  ];
  return wrong.map(([name, changes]) => ({ name, what: 'admission', body: { ...admitted, ...changes } }));
}

const bodyOf = ({ invited }: MembershipBench) => {
  const read = readCanonical(invited.bytes.subarray(invited.headerLength + 64));
  return (read.ok ? (read.value as readonly CborValue[])[4] : {}) as { readonly [key: string]: CborValue };
};

async function forgeInvited(
  bench: MembershipBench,
  over: { kind?: string; stream?: string; body?: CborValue; workshop?: WorkshopId },
): Promise<Bytes> {
  const { deps, writer, head, workshop } = bench;
  const at = { log: writer.signer.log, seq: head.seq + 1, prev: head.id, epoch: null };
  const { kind = 'invited', stream = workshopStream, body = bodyOf(bench) } = over;
  const thing = encodeCanonical([kind, [stream], [], null, body]);
  const forged = await forgeFact(
    { at, thing, keys: null, workshop: over.workshop ?? workshop, signer: writer.signer },
    deps,
  );
  return forged.bytes;
}

async function refusedLinks(bench: MembershipBench): Promise<readonly RefusedMembership[]> {
  const { link, invited, deps, workshop } = bench;
  const fields: readonly CborValue[] = [
    1,
    bytesOf(link.workshop),
    link.entry,
    link.secret,
    link.workshopName,
    link.inviterName,
    link.signaling,
  ];
  const text = (value: CborValue) => toBase64url(encodeCanonical(value));
  const whole = text(fields);
  const bytes = readBase64url(whole);
  if (!bytes.ok) throw new Error('not base64url');
  const otherKey = await openInvitationKey(fixed('another secret', 16), workshop, deps);
  const forged = await forgeInvited(bench, { body: { ...bodyOf(bench), key: otherKey.key } });
  const wrong: readonly (readonly [string, string, string])[] = [
    ['an extra field', 'damaged', text([...fields, bytesOf(bench.workshop)])],
    ['a field missing', 'damaged', text(fields.slice(0, -1))],
    ['cut short by one character', 'damaged', whole.slice(0, -1)],
    ['cut in the middle', 'damaged', whole.slice(0, Math.floor(whole.length / 2))],
    ['something behind it', 'damaged', `${whole}AAAA`],
    ['a character from elsewhere', 'damaged', `${whole.slice(0, 100)}é${whole.slice(101)}`],
    ['a version of later', 'later-version', text([2, 'whatever'])],
    ['an address', 'not-an-invitation', 'https://example.org'],
    ['nothing', 'not-an-invitation', ''],
    ['another sort of value', 'not-an-invitation', text({ a: 1 })],
    ['a secret too short', 'damaged', text(fields.with(3, link.secret.slice(1)))],
    ['another secret', 'forged', text(fields.with(3, fixed('another secret', 16)))],
    ['another workshop', 'forged', text(fields.with(1, fixed('another workshop', 32)))],
    ['an invitation for another secret', 'forged', text(fields.with(2, forged))],
    [
      'a flipped bit in the signature',
      'forged',
      text(fields.with(2, flipped(invited.bytes, invited.headerLength + 3))),
    ],
    ['a fact that is no invitation', 'forged', text(fields.with(2, bench.head.bytes))],
    ['a name of 121 characters', 'damaged', text(fields.with(4, 'a'.repeat(121)))],
    ['a name that is no text', 'damaged', text(fields.with(5, null))],
    ['five addresses', 'damaged', text(fields.with(6, ['a', 'b', 'c', 'd', 'e']))],
    ['an address of 301 characters', 'damaged', text(fields.with(6, ['a'.repeat(301)]))],
  ];
  return wrong.map(([name, refusal, each]) => ({ name, what: 'link', text: each, refusal }));
}

/** All opened with the newcomer's key, for the newcomer's log and the epoch of the good ones. */
async function refusedKeys(bench: MembershipBench): Promise<readonly RefusedMembership[]> {
  const { deps, workshop, epoch, epochSecret, admitted, agreement, sealed } = bench;
  const context = { workshop, epoch, log: admitted['log'] as LogId, agreement: agreement.publicKey };
  const seal = async (over: Partial<typeof context> | { epoch: null }) => {
    const bytes = await sealEpochKey(epochSecret, { ...context, ...over }, deps);
    if (bytes === null) throw new Error('not sealed');
    return bytes;
  };
  const other = toBase64url(fixed('another log', 32));
  const small = (first: string) =>
    concat(new Uint8Array(Buffer.from(first.padEnd(64, '0'), 'hex')), sealed.subarray(32));
  const orderEight = 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800';
  const wrong: readonly (readonly [string, Bytes])[] = [
    [
      'sealed to another device',
      await seal({ agreement: toBase64url(x25519.getPublicKey(fixed('another secret', 32))) }),
    ],
    ['sealed for another log', await seal({ log: other as LogId })],
    ['sealed for another workshop', await seal({ workshop: other as WorkshopId })],
    ['sealed for another epoch', await seal({ epoch: toBase64url(fixed('another epoch', 16)) as EpochId })],
    ['sealed for keyRotated', await seal({ epoch: null })],
    ['a flipped bit in the ephemeral key', flipped(sealed, 3)],
    ['the top bit of the ephemeral key, which X25519 does not see', flipped(sealed, 31, 7)],
    ['a flipped bit in the cipher text', flipped(sealed, 40)],
    ['a flipped bit in the tag', flipped(sealed, 79)],
    ['ephemeral key 0', small('00')],
    ['ephemeral key 1', small('01')],
    ['ephemeral key of order 8', small(orderEight)],
    ['a byte short', sealed.slice(0, -1)],
    ['a byte long', concat(sealed, new Uint8Array(1))],
    ['nothing', new Uint8Array(0)],
  ];
  return wrong.map(([name, bytes]) => ({ name, what: 'sealed key', bytes: hex(bytes) }));
}

function refusedParcels({ parcel }: MembershipBench): readonly RefusedMembership[] {
  const wrong: readonly (readonly [string, Bytes])[] = [
    ['no parcel', utf8('circule/backup/1\n')],
    ['a later parcel', concat(utf8('circule/parcel/2\n'), parcel.subarray(17))],
    ['without its end of line', concat(utf8('circule/parcel/1 '), parcel.subarray(17))],
    ['another workshop', flipped(parcel, 20)],
    ['another epoch', flipped(parcel, 60)],
    ['a flipped bit in the nonce', flipped(parcel, 70)],
    ['a flipped bit in the cipher text', flipped(parcel, 90)],
    ['cut short', parcel.slice(0, -1)],
    ['only its head', parcel.slice(0, 77)],
    ['only its first line', parcel.slice(0, 16)],
  ];
  return wrong.map(([name, bytes]) => ({ name, what: 'parcel', bytes: hex(bytes) }));
}

/** Signatures shown in place of the good one, for the same message. */
function refusedHandshakes({ handshake: { signature } }: MembershipBench): readonly RefusedMembership[] {
  const wrong: readonly (readonly [string, Bytes])[] = [
    ['a flipped bit', flipped(signature, 5)],
    ['cut short', signature.slice(0, -1)],
    ['zeros', new Uint8Array(64)],
  ];
  return wrong.map(([name, bytes]) => ({ name, what: 'handshake', bytes: hex(bytes) }));
}

function flipped(bytes: Bytes, at: number, bit = 0): Bytes {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

const flippedText = (text: string): string => toBase64url(flipped(bytesOf(text), 7));
