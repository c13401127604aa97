import type { EpochId, WorkshopId } from '#domain/ids.ts';
import { bytesOf, concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical, type CborValue } from '#crypto/canonicalCbor.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import type { Bench } from './buildFacts1.ts';
import { fixed, hex, unhex } from './fixed.ts';
import { forgeFact, type Forgery } from './forgeFact.ts';
import { craftSignature } from './torsion.ts';

/**
 * A fact that comes right after the good ones and is refused. `stage` says by what: the reader of entries, the chain, or
 * on opening. `'person'` = the fact is good, and its person part reads as forgotten.
 */
export interface RefusedFact {
  readonly name: string;
  readonly stage: 'read' | 'chain' | 'open' | 'person';
  readonly refusal: string;
  readonly entry: string;
  readonly person: string | null;
}

type Wrong = readonly [name: string, stage: RefusedFact['stage'], refusal: string, forgery: Partial<Forgery>];

export async function buildRefused(bench: Bench): Promise<readonly RefusedFact[]> {
  const { deps, signer, workshop, epoch, keys, written } = bench;
  const head = written.at(-1)?.fact;
  if (head === undefined) throw new Error('nothing to go on from');
  const at = { log: signer.log, seq: head.seq + 1, prev: head.id, epoch };
  const good: Forgery = { at, thing: plainThing({}), keys, workshop, signer };
  const otherEpoch = toBase64url(fixed('another epoch', 16)) as EpochId;
  const otherWorkshop = toBase64url(fixed('another workshop', 32)) as WorkshopId;
  const falseKeys = createEpochKeys(workshop, deps);
  falseKeys.add(epoch, fixed('another epoch secret', 32));
  falseKeys.add(otherEpoch, fixed('another epoch secret', 32));
  const clear = { ...at, epoch: null };
  const body = (value: CborValue): Partial<Forgery> => ({ thing: plainThing({ body: value }) });
  const raw = (bytes: string): Partial<Forgery> => ({ thing: plainThingWithRawBody(bytes) });
  const seed = fixed('signing seed', 32);

  const wrong: readonly Wrong[] = [
    ['seq not in its shortest form', 'read', 'header-malformed', { changeHeader: (h) => splice(h, seqAt, 1, '1808') }],
    ['seq as a float', 'read', 'header-malformed', { changeHeader: (h) => splice(h, seqAt, 1, 'f94800') }],
    [
      'header of indefinite length',
      'read',
      'header-malformed',
      { changeHeader: (h) => concat(splice(h, 0, 1, '9f'), unhex('ff')) },
    ],
    [
      'header with an eighth field',
      'read',
      'header-malformed',
      { changeHeader: (h) => concat(splice(h, 0, 1, '88'), unhex('f6')) },
    ],
    ['format 2', 'read', 'format-unknown', { changeHeader: (h) => splice(h, 1, 1, '02') }],
    ['no prev at seq 8', 'read', 'header-malformed', { at: { ...at, prev: null } }],
    ['prev at seq 0', 'read', 'header-malformed', { at: { ...at, seq: 0 } }],
    ['person part in clear', 'read', 'header-malformed', { at: clear, person: plainPerson({}) }],
    ['empty thing part', 'read', 'header-malformed', { at: clear, thing: new Uint8Array(0) }],
    [
      'thing part over 40 KiB',
      'read',
      'header-malformed',
      {
        at: clear,
        thing: plainThing({ kind: 'revoked', at: null, streams: ['tool/a'] }),
        changeHeader: (h) => splice(h, clearLengthAt, 1, '19a001'),
      },
    ],
    ['gap of one', 'chain', 'not-next', { at: { ...at, seq: at.seq + 1 } }],
    [
      'other prev',
      'chain',
      'other-branch',
      { at: { ...at, prev: toBase64url(fixed('no fact', 32)) as typeof at.prev } },
    ],
    ['other log', 'chain', 'other-log', { at: { ...at, log: toBase64url(fixed('no log', 32)) as typeof at.log } }],
    ['signed for another workshop', 'chain', 'signature-invalid', { workshop: otherWorkshop, keys: null }],
    [
      'R with a point of order 8 added',
      'chain',
      'signature-invalid',
      { changeSignature: (_, message) => craftSignature(seed, message, { key: 0, r: 1 }).signature },
    ],
    ['S not below the order', 'chain', 'signature-invalid', { changeSignature: addOrder }],
    [
      'R the neutral point',
      'chain',
      'signature-invalid',
      { changeSignature: (s) => concat(unhex('01'), new Uint8Array(31), s.subarray(32)) },
    ],
    ['signature of zeros', 'chain', 'signature-invalid', { changeSignature: (s) => new Uint8Array(s.length) }],
    ['epoch nobody told us of', 'open', 'epoch-key-missing', { at: { ...at, epoch: otherEpoch }, keys: falseKeys }],
    ['sealed with another key', 'open', 'part-unreadable', { keys: falseKeys }],
    ['sealed for another place', 'open', 'part-unreadable', { sealedAt: { thing: { ...at, seq: 3 } } }],
    ['clear kind, sealed', 'open', 'wrong-dress', { thing: plainThing({ kind: 'revoked' }) }],
    ['sealed kind, in clear', 'open', 'wrong-dress', { at: clear, thing: plainThing({ at: null }) }],
    ['clear kind with a time', 'open', 'part-malformed', { at: clear, thing: plainThing({ kind: 'revoked' }) }],
    ['sealed kind without a time', 'open', 'part-malformed', { thing: plainThing({ at: null }) }],
    ['no stream', 'open', 'part-malformed', { thing: plainThing({ streams: [] }) }],
    ['a stream twice', 'open', 'part-malformed', { thing: plainThing({ streams: ['tool/a', 'tool/a'] }) }],
    ['a stream without a key', 'open', 'part-malformed', { thing: plainThing({ streams: ['tool/'] }) }],
    [
      'a reference with a short id',
      'open',
      'part-malformed',
      { thing: plainThing({ after: [[bytesOf(at.log), 1, new Uint8Array(31)]] }) },
    ],
    ['bytes in the body', 'open', 'part-malformed', body({ a: new Uint8Array(3) })],
    ['body not a map', 'open', 'part-malformed', body([1])],
    ['nested 17 deep', 'open', 'part-malformed', body(nest(15))],
    ['a fraction', 'open', 'part-malformed', raw('a16161f93e00')],
    ['a whole number as a float', 'open', 'part-malformed', raw('a16161f93c00')],
    ['2^53', 'open', 'part-malformed', raw('a161611b0020000000000000')],
    ['undefined', 'open', 'part-malformed', raw('a16161f7')],
    ['a tag', 'open', 'part-malformed', raw('a16161c100')],
    ['a key twice', 'open', 'part-malformed', raw('a2616101616102')],
    ['keys not in order', 'open', 'part-malformed', raw('a2616201616102')],
    ['a number as key', 'open', 'part-malformed', raw('a10101')],
    ['broken UTF-8', 'open', 'part-malformed', raw('a161616180')],
    ['a surrogate in UTF-8', 'open', 'part-malformed', raw('a1616163eda080')],
    ['a byte too many', 'open', 'part-malformed', raw('a000')],
    ['person part not canonical', 'person', 'forgotten', { person: unhex('8280a2616201616102') }],
    [
      'person part sealed for another place',
      'person',
      'forgotten',
      { person: plainPerson({}), sealedAt: { person: { ...at, seq: 3 } } },
    ],
  ];

  const facts: RefusedFact[] = [];
  for (const [name, stage, refusal, forgery] of wrong) {
    const { bytes, person } = await forgeFact({ ...good, ...forgery }, deps);
    facts.push({ name, stage, refusal, entry: hex(bytes), person: person && hex(person) });
  }
  return facts;
}

interface RawThing {
  readonly kind?: CborValue;
  readonly streams?: CborValue;
  readonly after?: CborValue;
  readonly at?: CborValue;
  readonly body?: CborValue;
}

function plainThing({ kind = 'taken', streams = ['tool/a'], after = [], at = 1, body = {} }: RawThing): Bytes {
  return encodeCanonical([kind, streams, after, at, body]);
}

function plainThingWithRawBody(body: string): Bytes {
  const empty = plainThing({});
  return concat(empty.subarray(0, empty.length - 1), unhex(body));
}

const plainPerson = (body: CborValue): Bytes => encodeCanonical([[], body]);

/** The body is a map in an array in itself: `depth` arrays inside make `depth` + 2. */
function nest(depth: number): CborValue {
  let value: CborValue = 0;
  for (let at = 0; at < depth; at += 1) value = [value];
  return { value };
}

/** After the array's head, the version, and the log with its two bytes of head. */
const seqAt = 36;
/** After seq, prev, a null epoch and the hash, while the part is shorter than 24 bytes. */
const clearLengthAt = 107;
const splice = (bytes: Bytes, at: number, removed: number, added: string): Bytes =>
  concat(bytes.subarray(0, at), unhex(added), bytes.subarray(at + removed));

function addOrder(signature: Bytes): Bytes {
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const s = BigInt(`0x${hex(signature.subarray(32).toReversed())}`) + order;
  return concat(signature.subarray(0, 32), unhex(s.toString(16).padStart(64, '0')).toReversed());
}
