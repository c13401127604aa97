import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LogId } from '#domain/ids.ts';
import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { toBase64url, utf8 } from '#crypto/bytes.ts';
import { isEpochSecret, epochCheck } from '#crypto/epochKeys.ts';
import { handshakeMessage, isHandshake } from '#crypto/handshake.ts';
import { headsDigest } from '#crypto/headsDigest.ts';
import { createInvitationSecret, openInvitationKey, readAdmission, readInvited } from '#crypto/invitation.ts';
import { encodeInvitation, readInvitation } from '#crypto/invitationLink.ts';
import { openParcel, readParcel, type Parcel } from '#crypto/parcel.ts';
import { roomOf, roomOfInvitation } from '#crypto/rooms.ts';
import { openSealedKey, sealEpochKey } from '#crypto/sealedKey.ts';
import { createFallbackVerify, createNativeVerify } from '#crypto/verifySignature.ts';
import { buildMembership1, type Membership1 } from '../../vectors/buildMembership1.ts';
import { createFixedDeps, fixed, unhex } from '../../vectors/fixed.ts';

const text = readFileSync(new URL('../../vectors/membership-1.json', import.meta.url), 'utf8');
const vectors = JSON.parse(text) as Membership1;
const { workshop, epoch, invitation, link, admission, handshake, digest, parcel } = vectors;
const deps = createFixedDeps();
const { agreement = '', log: newcomer = '' } = admission.body;
const log = newcomer as LogId;

/** The newcomer's agreement key, locked into WebCrypto. */
async function lockedRecord(): Promise<AgreementKeyRecord> {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), unhex(admission.agreementSecret)]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  const key = await deps.subtle.importKey('jwk', secret as JsonWebKey, 'X25519', false, ['deriveBits']);
  return { kind: 'webcrypto', publicKey: agreement, key };
}
const bareRecord = { kind: 'noble', publicKey: agreement, secret: unhex(admission.agreementSecret) } as const;

const machines = [
  { name: 'WebCrypto', verify: createNativeVerify(deps), record: await lockedRecord() },
  { name: 'the fallback', verify: createFallbackVerify(deps), record: bareRecord },
];

const refusedOf = <What extends Membership1['refused'][number]['what']>(what: What) =>
  vectors.refused.filter((each): each is Extract<typeof each, { what: What }> => each.what === what);

test('what is written today is what was written then, byte for byte', async () => {
  expect(`${JSON.stringify(await buildMembership1(), null, 2)}\n`).toBe(text);
});

test.each(machines)('$name: the invitation, its link, and who came in with it', async ({ verify }) => {
  const { log: inviter, seq, id, key, role, until, member } = invitation;
  const terms = { log: inviter, seq, id, key, role, until, member };
  expect(await readInvited(unhex(invitation.entry), workshop, verify, deps)).toEqual(terms);
  const { text: fragment, ...said } = link;
  const read = await readInvitation(fragment, verify, deps);
  expect(read).toEqual({
    ok: true,
    value: { ...said, workshop, entry: unhex(invitation.entry), secret: unhex(invitation.secret), invitation: terms },
  });
  if (!read.ok) return;
  expect(encodeInvitation(read.value)).toBe(fragment);
  expect(await readAdmission(admission.body, workshop, verify, deps)).toEqual(terms);
});

test.each(machines)('$name: admissions refused', async ({ verify }) => {
  const refusals = refusedOf('admission');
  expect(refusals.length).toBeGreaterThan(15);
  for (const { name, body } of refusals)
    expect([name, await readAdmission(body, workshop, verify, deps)]).toEqual([name, null]);
  for (const body of [{}, { ...admission.body, proof: null }, { ...admission.body, log: 'é' }])
    expect(await readAdmission(body, workshop, verify, deps)).toBe(null);
});

test.each(machines)('$name: links refused, by what is wrong with them', async ({ verify }) => {
  for (const { name, text: wrong, refusal } of refusedOf('link'))
    expect([name, await readInvitation(wrong, verify, deps)]).toEqual([
      name,
      { ok: false, refusal: { kind: refusal } },
    ]);
});

test('a link cut anywhere is no invitation, and never a throw', async () => {
  const { verify } = machines[0]!;
  for (let length = 0; length < link.text.length; length += 7) {
    const read = await readInvitation(link.text.slice(0, length), verify, deps);
    expect(read).toEqual({ ok: false, refusal: { kind: length < 4 ? 'not-an-invitation' : 'damaged' } });
  }
});

test('names too long for a QR code are shortened, and what misleads is taken out', async () => {
  const { verify } = machines[0]!;
  const names = { workshopName: `${'a'.repeat(119)}🪚`, inviterName: ' Lu\u202Ecie ' };
  const { text: _, ...said } = link;
  const whole = { ...said, ...names, workshop, entry: unhex(invitation.entry), secret: unhex(invitation.secret) };
  const read = await readInvitation(encodeInvitation(whole), verify, deps);
  expect(read).toMatchObject({ value: { workshopName: `${'a'.repeat(119)}\uFFFD`, inviterName: 'Lucie' } });
});

test('a secret makes one key a workshop', async () => {
  const secret = createInvitationSecret(deps);
  expect(secret.length).toBe(16);
  const other = toBase64url(fixed('another workshop', 32)) as typeof workshop;
  const [one, again, elsewhere] = await Promise.all([
    openInvitationKey(secret, workshop, deps),
    openInvitationKey(secret, workshop, deps),
    openInvitationKey(secret, other, deps),
  ]);
  expect(one.key).toBe(again.key);
  expect(one.key).not.toBe(elsewhere.key);
});

test.each(machines)('$name: a sealed key opens on the device it is for', async ({ record }) => {
  for (const { name, epoch: named, sealed } of vectors.sealedKeys) {
    const opened = await openSealedKey(unhex(sealed), record, { workshop, epoch: named, log }, deps);
    expect([name, opened]).toEqual([name, unhex(epoch.secret)]);
    expect(opened && (await isEpochSecret(opened, await epochCheck(unhex(epoch.secret), deps), deps))).toBe(true);
  }
});

test.each(machines)('$name: sealed keys refused', async ({ record }) => {
  const refusals = refusedOf('sealed key');
  expect(refusals.length).toBeGreaterThan(12);
  for (const { name, bytes } of refusals) {
    const opened = await openSealedKey(unhex(bytes), record, { workshop, epoch: epoch.id, log }, deps);
    expect([name, opened]).toEqual([name, null]);
  }
});

test('nothing is sealed to a key on which nobody can agree', async () => {
  const small = ['00', '01', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'];
  for (const point of small) {
    const to = { workshop, epoch: epoch.id, log, agreement: toBase64url(unhex(point.padEnd(64, '0'))) };
    expect(await sealEpochKey(unhex(epoch.secret), to, deps)).toBe(null);
  }
  expect(await sealEpochKey(unhex(epoch.secret), { workshop, epoch: null, log, agreement: 'é' }, deps)).toBe(null);
});

test('rooms of an epoch and of an invitation', async () => {
  expect(await roomOf(unhex(epoch.secret), workshop, deps)).toEqual(epoch.room);
  expect(await roomOfInvitation(invitation.key, workshop, deps)).toEqual(invitation.room);
});

const signed = {
  workshop,
  role: handshake.role,
  hellos: [unhex(handshake.hellos[0]), unhex(handshake.hellos[1])],
  binding: unhex(handshake.binding),
  log: handshake.log,
} as const;

test.each(machines)('$name: a handshake is for one end, one channel, one time', async ({ verify }) => {
  const signature = unhex(handshake.signature);
  expect(await handshakeMessage(signed, deps)).toEqual(unhex(handshake.message));
  const says = (over: Partial<Parameters<typeof isHandshake>[0]>, by = signature) =>
    isHandshake({ ...signed, ...over }, by, verify, deps);
  expect(await says({})).toBe(true);
  const [one, other] = signed.hellos;
  const elsewhere = toBase64url(fixed('another workshop', 32));
  expect(await says({ role: 0 })).toBe(false);
  expect(await says({ role: 0, hellos: [other, one] })).toBe(false);
  expect(await says({ hellos: [other, one] })).toBe(false);
  expect(await says({ hellos: [one, one] })).toBe(false);
  expect(await says({ binding: fixed('another channel', 64) })).toBe(false);
  expect(await says({ workshop: elsewhere as typeof workshop })).toBe(false);
  expect(await says({ log: invitation.log })).toBe(false);
  for (const { name, bytes } of refusedOf('handshake'))
    expect([name, await says({}, unhex(bytes))]).toEqual([name, false]);
});

test('digest of heads: whatever their order, and nothing else the same', async () => {
  const of = async (heads: typeof digest.heads) => Buffer.from(await headsDigest(heads, deps.subtle)).toString('hex');
  expect(await of(digest.heads)).toBe(digest.digest);
  expect(await of(digest.heads.toReversed())).toBe(digest.digest);
  expect(await of(digest.heads.slice(1))).not.toBe(digest.digest);
  for (const [at, head] of digest.heads.entries())
    expect(await of(digest.heads.with(at, { ...head, height: head.height + 1 }))).not.toBe(digest.digest);
});

test('a parcel opens whole, with the key of its epoch', async () => {
  const read = readParcel(unhex(parcel.file));
  expect(read).toMatchObject({ ok: true, value: { workshop, epoch: epoch.id } });
  if (!read.ok) return;
  expect(await openParcel(read.value, unhex(epoch.secret), deps)).toEqual(parcel.messages.map(unhex));
  expect(await openParcel(read.value, fixed('another epoch secret', 32), deps)).toBe(null);
});

test('parcels refused', async () => {
  const openedOf = async (bytes: string) => {
    const read = readParcel(unhex(bytes));
    return read.ok ? openParcel(read.value, unhex(epoch.secret), deps) : null;
  };
  for (const { name, bytes } of refusedOf('parcel')) expect([name, await openedOf(bytes)]).toEqual([name, null]);
  const kindOf = (bytes: Uint8Array) => {
    const read = readParcel(new Uint8Array(bytes));
    return read.ok ? null : read.refusal.kind;
  };
  expect(kindOf(utf8('a photo'))).toBe('not-a-parcel');
  expect(kindOf(utf8('circule/parcel/10\n'))).toBe('later-version');
  expect(kindOf(utf8('circule/parcel/1'))).toBe('damaged');
  expect(kindOf(unhex(parcel.file).subarray(0, 80))).toBe('damaged');
});

test('messages that run over the end of a parcel are no messages', async () => {
  const { sealBytes } = await import('#crypto/aesGcm.ts');
  const read = readParcel(unhex(parcel.file));
  if (!read.ok) throw new Error(read.refusal.kind);
  const key = await deps.subtle.importKey('raw', unhex(parcel.key), 'AES-GCM', false, ['encrypt']);
  const context = unhex(parcel.file).slice(0, 65);
  const additional = new Uint8Array([...context.subarray(0, 16), ...context.subarray(17)]);
  for (const plain of ['00', '00000001', '0000000261', 'ffffffff61']) {
    const forged: Parcel = { ...read.value, sealed: await sealBytes(key, unhex(plain), additional, deps) };
    expect([plain, await openParcel(forged, unhex(epoch.secret), deps)]).toEqual([plain, null]);
  }
});

test('the worked example of docs/protocol.md is the one of the vectors', () => {
  const document = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8').replaceAll(/\s/g, '');
  const [headerEnd, signatureEnd] = [110 * 2, 174 * 2];
  const { entry, secret, seed, id, key } = invitation;
  const { proof, member } = admission.body;
  const parts = [entry.slice(0, headerEnd), entry.slice(headerEnd, signatureEnd), entry.slice(signatureEnd)];
  for (const value of [...parts, link.text, secret, seed, id, key, proof, member]) expect(document).toContain(value);
});
