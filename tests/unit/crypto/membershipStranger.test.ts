/** A second reader of sections 13 to 18 of docs/protocol.md, written from that page alone, with Node's own cryptography. */
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCbor, readWhole, type Cbor } from './strangersCbor.ts';

interface Vectors {
  readonly workshop: string;
  readonly epoch: { readonly id: string; readonly secret: string; readonly room: object };
  readonly invitation: Readonly<Record<'log' | 'id' | 'key' | 'role' | 'secret' | 'entry', string>> & {
    readonly seq: number;
    readonly until: number;
    readonly room: object;
  };
  readonly link: {
    readonly text: string;
    readonly workshopName: string;
    readonly inviterName: string;
    readonly signaling: unknown;
  };
  readonly admission: {
    readonly body: Readonly<Record<string, string>>;
    readonly entry: string;
    readonly signingSeed: string;
    readonly agreementSecret: string;
  };
  readonly sealedKeys: readonly { readonly epoch: string | null; readonly sealed: string }[];
  readonly handshake: {
    readonly role: number;
    readonly hellos: readonly [string, string];
    readonly binding: string;
    readonly log: string;
    readonly signature: string;
  };
  readonly digest: {
    readonly heads: readonly { log: string; branch: string | null; height: number; head: string }[];
    readonly digest: string;
  };
  readonly parcel: { readonly messages: readonly string[]; readonly file: string };
  readonly refused: readonly {
    readonly name: string;
    readonly what: string;
    readonly body?: Readonly<Record<string, string>>;
    readonly text?: string;
    readonly bytes?: string;
  }[];
}
const file = new URL('../../vectors/membership-1.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const { invitation, admission, handshake } = vectors;
const from = (text: string) => Buffer.from(text, 'base64url');
const unhex = (text: string) => Buffer.from(text, 'hex');
const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const hkdf = (secret: Buffer, salt: Buffer, info: string, length = 32) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));
const workshop = from(vectors.workshop);

const privateKey = (curve: 'Ed25519' | 'X25519', seed: Buffer) => {
  const head = unhex(`302e020100300506032b65${curve === 'Ed25519' ? '70' : '6e'}04220420`);
  return createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' });
};
const publicKey = (curve: 'Ed25519' | 'X25519', bytes: Buffer) =>
  createPublicKey({ key: { kty: 'OKP', crv: curve, x: bytes.toString('base64url') }, format: 'jwk' });
const isSigned = (key: Buffer, signature: Buffer, ...message: readonly Uint8Array[]) =>
  verify(null, Buffer.concat(message), publicKey('Ed25519', key), signature);

/** An entry that stands alone, in clear: kind, body, id and log, or null. */
function readClear(entry: Buffer) {
  try {
    const { value, end } = readCbor(entry, 0);
    const [version, log, seq, , epoch, [hash, length]] = value as [
      number,
      Buffer,
      number,
      Cbor,
      Cbor,
      [Buffer, number],
    ];
    const thing = entry.subarray(end + 64);
    const signature = entry.subarray(end, end + 64);
    if (version !== 1 || epoch !== null || thing.length !== length || !sha256(thing).equals(hash)) return null;
    if (!isSigned(log, signature, Buffer.from('circule/fact/1'), workshop, entry.subarray(0, end))) return null;
    const [kind, streams, , at, body] = readWhole(thing) as [string, string[], Cbor, Cbor, Map<string, Cbor>];
    return { log, seq, id: sha256(entry.subarray(0, end), signature), kind, streams, at, body };
  } catch {
    return null;
  }
}

function readInvited(entry: Buffer) {
  const fact = readClear(entry);
  if (fact === null || fact.kind !== 'invited' || fact.streams[0] !== 'workshop/self' || fact.at !== null) return null;
  const role = fact.body.get('role');
  return role === 'member' || role === 'steward' ? fact : null;
}

function isAdmission(body: Readonly<Record<string, string>>): boolean {
  const { invitation: carried = '', log = '', member, agreement = '', proof = '' } = body;
  const invited = readInvited(from(carried));
  if (invited === null) return false;
  if (member !== (invited.body.get('member') ?? invited.id.subarray(0, 16).toString('base64url'))) return false;
  const key = from(invited.body.get('key') as string);
  const asked = [workshop, invited.id, from(log), from(agreement)];
  return isSigned(key, from(proof), Buffer.from('circule/admission/1'), ...asked);
}

test('a stranger reads an invitation, and who was let in with it', () => {
  const invited = readInvited(unhex(invitation.entry));
  expect([invited?.log.toString('base64url'), invited?.seq, invited?.id.toString('base64url')]).toEqual([
    invitation.log,
    invitation.seq,
    invitation.id,
  ]);
  expect(Object.fromEntries(invited?.body ?? [])).toEqual({
    key: invitation.key,
    role: invitation.role,
    until: invitation.until,
  });
  const seed = hkdf(unhex(invitation.secret), workshop, 'circule/invitation/1');
  expect(createPublicKey(privateKey('Ed25519', seed)).export({ format: 'jwk' }).x).toBe(invitation.key);
  expect(isAdmission(admission.body)).toBe(true);
  const admitted = readClear(unhex(admission.entry));
  expect([admitted?.kind, Object.fromEntries(admitted?.body ?? [])]).toEqual(['admitted', admission.body]);
});

test('a stranger admits nobody else', () => {
  const wrong = vectors.refused.filter(({ what }) => what === 'admission');
  for (const { name, body } of wrong) expect([name, isAdmission(body ?? {})]).toEqual([name, false]);
});

test('a stranger reads the link', () => {
  const [version, where, entry, secret, ...said] = readWhole(from(vectors.link.text)) as Buffer[];
  expect([version, where, entry, secret]).toEqual([1, workshop, unhex(invitation.entry), unhex(invitation.secret)]);
  expect(said).toEqual([vectors.link.workshopName, vectors.link.inviterName, vectors.link.signaling]);
});

test('a stranger finds the rooms', () => {
  const room = (secret: Buffer) => ({
    name: hkdf(secret, workshop, 'circule/room/1', 16).toString('base64url'),
    password: hkdf(secret, workshop, 'circule/room-password/1').toString('base64url'),
  });
  expect(room(unhex(vectors.epoch.secret))).toEqual(vectors.epoch.room);
  expect(room(from(invitation.key))).toEqual(invitation.room);
});

const bytesHead = (bytes: Buffer) =>
  Buffer.concat([bytes.length < 24 ? Buffer.from([0x40 + bytes.length]) : Buffer.from([0x58, bytes.length]), bytes]);

function openKey(sealed: Buffer, epoch: string | null): Buffer | null {
  if (sealed.length !== 80) return null;
  try {
    const secret = privateKey('X25519', unhex(admission.agreementSecret));
    const ephemeral = sealed.subarray(0, 32);
    const shared = diffieHellman({ privateKey: secret, publicKey: publicKey('X25519', ephemeral) });
    const agreement = from(admission.body['agreement'] ?? '');
    const wrap = hkdf(shared, Buffer.concat([ephemeral, agreement]), 'circule/epoch-key/1');
    const decipher = createDecipheriv('aes-256-gcm', wrap, Buffer.alloc(12));
    const named = epoch === null ? Buffer.from([0xf6]) : bytesHead(from(epoch));
    const log = bytesHead(from(admission.body['log'] ?? ''));
    decipher.setAAD(Buffer.concat([Buffer.from([0x84, 1]), bytesHead(workshop), named, log]));
    decipher.setAuthTag(sealed.subarray(64));
    return Buffer.concat([decipher.update(sealed.subarray(32, 64)), decipher.final()]);
  } catch {
    return null;
  }
}

test('a stranger opens the sealed keys, and none of the wrong ones', () => {
  for (const { epoch, sealed } of vectors.sealedKeys)
    expect(openKey(unhex(sealed), epoch)?.toString('hex')).toBe(vectors.epoch.secret);
  for (const { name, bytes } of vectors.refused.filter(({ what }) => what === 'sealed key'))
    expect([name, openKey(unhex(bytes ?? ''), vectors.epoch.id)]).toEqual([name, null]);
});

test('a stranger shakes hands', () => {
  const hellos = handshake.hellos.map(unhex);
  const nonces = hellos.map((hello) => (readWhole(hello) as Buffer[])[3] as Buffer);
  expect(Buffer.compare(nonces[0]!, nonces[1]!)).toBe(-1);
  const log = from(handshake.log);
  const message = Buffer.concat([
    Buffer.from('circule/handshake/1'),
    workshop,
    Buffer.from([handshake.role]),
    ...hellos.map((hello) => sha256(hello)),
    sha256(unhex(handshake.binding)),
    log,
  ]);
  expect(isSigned(log, unhex(handshake.signature), message)).toBe(true);
  const seed = privateKey('Ed25519', unhex(admission.signingSeed));
  expect(sign(null, message, seed).toString('hex')).toBe(handshake.signature);
});

test('a stranger finds the digest', () => {
  const bytes = (text: string | null) => from(text ?? '');
  const sorted = vectors.digest.heads.toSorted(
    (a, b) => Buffer.compare(bytes(a.log), bytes(b.log)) || Buffer.compare(bytes(a.branch), bytes(b.branch)),
  );
  const lines = sorted.map(({ log, height, head }) => {
    const eight = Buffer.alloc(8);
    eight.writeBigUInt64BE(BigInt(height));
    return Buffer.concat([from(log), eight, from(head)]);
  });
  expect(sha256(...lines).toString('hex')).toBe(vectors.digest.digest);
});

test('a stranger opens the parcel', () => {
  const parcel = unhex(vectors.parcel.file);
  const magic = Buffer.from('circule/parcel/1');
  expect(parcel.subarray(0, 17)).toEqual(Buffer.concat([magic, Buffer.from([10])]));
  const address = parcel.subarray(17, 65);
  expect(address).toEqual(Buffer.concat([workshop, from(vectors.epoch.id)]));
  const key = hkdf(unhex(vectors.epoch.secret), workshop, 'circule/parcel/1');
  const decipher = createDecipheriv('aes-256-gcm', key, parcel.subarray(65, 77));
  decipher.setAAD(Buffer.concat([magic, address]));
  decipher.setAuthTag(parcel.subarray(-16));
  let plain = Buffer.concat([decipher.update(parcel.subarray(77, -16)), decipher.final()]);
  const messages: string[] = [];
  while (plain.length > 0) {
    const length = plain.readUInt32BE(0);
    messages.push(plain.toString('hex', 4, 4 + length));
    plain = plain.subarray(4 + length);
  }
  expect(messages).toEqual(vectors.parcel.messages);
});
