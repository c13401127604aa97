/**
 * A second reader, written from docs/protocol.md alone: no code of ours, no CBOR library, Node's own cryptography. What
 * it cannot read, the document does not say.
 */
import { createDecipheriv, createHash, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCbor, readWhole, type Cbor } from './strangersCbor.ts';

interface Vector {
  readonly name: string;
  readonly id: string;
  readonly log: string;
  readonly seq: number;
  readonly prev: string | null;
  readonly epoch: string | null;
  readonly entry: string;
  readonly personSealed: string | null;
  readonly thing: unknown;
  readonly person: unknown;
}
interface Vectors {
  readonly workshop: string;
  readonly epoch: { readonly secret: string; readonly check: string };
  readonly facts: readonly Vector[];
}
const file = new URL('../../vectors/facts-1.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const workshop = Buffer.from(vectors.workshop, 'base64url');

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The few heads that additional data needs. */
const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
const cborBytes = (bytes: Buffer) =>
  Buffer.concat([bytes.length < 24 ? Buffer.from([0x40 + bytes.length]) : Buffer.from([0x58, bytes.length]), bytes]);

type Header = [number, Buffer, number, Buffer | null, Buffer, [Buffer, number], [Buffer, number] | null];

function openPart(sealed: Buffer, part: 'thing' | 'person', [, log, seq, prev, epoch]: Header): Cbor {
  const secret = Buffer.from(vectors.epoch.secret, 'hex');
  const key = Buffer.from(hkdfSync('sha256', secret, workshop, `circule/${part}/1`, 32));
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  const place = [cborBytes(log), Buffer.from([seq]), prev ? cborBytes(prev) : Buffer.from([0xf6]), cborBytes(epoch)];
  decipher.setAAD(Buffer.concat([Buffer.from([0x87, 1]), cborBytes(workshop), ...place, cborText(part)]));
  decipher.setAuthTag(sealed.subarray(-16));
  return readWhole(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]));
}

/** As the vectors write it: maps as objects, references as objects with base64url. */
function toJson(value: Cbor): unknown {
  if (Array.isArray(value)) return value.map(toJson);
  return value instanceof Map ? Object.fromEntries([...value].map(([key, item]) => [key, toJson(item)])) : value;
}

function toThing(value: Cbor): unknown {
  const [kind, streams, after, at, body] = value as [Cbor, Cbor, [Buffer, number, Buffer][], Cbor, Cbor];
  const references = after.map(([log, seq, id]) => ({
    log: log.toString('base64url'),
    seq,
    id: id.toString('base64url'),
  }));
  return { kind, streams, after: references, at, body: toJson(body) };
}

test.each(vectors.facts)('a stranger reads: $name', (vector) => {
  const entry = Buffer.from(vector.entry, 'hex');
  const { value, end } = readCbor(entry, 0);
  const header = value as Header;
  const [version, log, seq, prev, epoch, [thingHash, thingLength], person] = header;
  const signature = entry.subarray(end, end + 64);
  const thing = entry.subarray(end + 64);
  const id = sha256(entry.subarray(0, end), signature).toString('base64url');
  expect([version, log.toString('base64url'), seq, prev?.toString('base64url') ?? null, id]).toEqual([
    1,
    vector.log,
    vector.seq,
    vector.prev,
    vector.id,
  ]);
  expect([thing.length, sha256(thing).equals(thingHash)]).toEqual([thingLength, true]);

  const signer = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: vector.log }, format: 'jwk' });
  const signedFor = id === vectors.workshop ? Buffer.alloc(32) : workshop;
  const message = Buffer.concat([Buffer.from('circule/fact/1'), signedFor, entry.subarray(0, end)]);
  expect(verify(null, message, signer, signature)).toBe(true);

  expect(toThing(epoch === null ? readWhole(thing) : openPart(thing, 'thing', header))).toEqual(vector.thing);
  if (person === null || vector.personSealed === null) return expect(vector.person).toBe(null);
  const personSealed = Buffer.from(vector.personSealed, 'hex');
  expect([personSealed.length, sha256(personSealed).equals(person[0])]).toEqual([person[1], true]);
  const [streams, body] = openPart(personSealed, 'person', header) as [Cbor, Cbor];
  return expect({ streams, body: toJson(body) }).toEqual(vector.person);
});

test('a stranger knows the epoch by its key and its name', () => {
  const check = sha256(Buffer.from('circule/epoch/1'), Buffer.from(vectors.epoch.secret, 'hex')).toString('base64url');
  const [, rotated] = vectors.facts;
  expect([check, rotated?.thing]).toMatchObject([vectors.epoch.check, { body: { check } }]);
  const name = Buffer.from(rotated?.id ?? '', 'base64url')
    .subarray(0, 16)
    .toString('base64url');
  expect(vectors.facts.map(({ epoch }) => epoch).filter((epoch) => epoch !== null)).toEqual(
    vectors.facts.filter(({ epoch }) => epoch !== null).map(() => name),
  );
});
