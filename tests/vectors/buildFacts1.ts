import type { Draft, FactRef, PersonPart, ThingPart } from '#domain/fact.ts';
import {
  memberStream,
  toolStream,
  workshopStream,
  type EpochId,
  type FactId,
  type LogId,
  type MemberId,
  type StreamId,
  type ToolId,
  type WorkshopId,
} from '#domain/ids.ts';
import { sealBlob } from '#crypto/blob.ts';
import { bytesOf, toBase64url, utf8 } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { epochOf } from '#domain/settle/membership.ts';
import { createEpochKeys, epochCheck, type EpochKeys } from '#crypto/epochKeys.ts';
import { encodePerson, encodeThing } from '#crypto/factParts.ts';
import { deriveBytes } from '#crypto/hkdf.ts';
import { toHouseKey } from '#crypto/houseKey.ts';
import { partContext } from '#crypto/partContext.ts';
import { signatureOf, thingOf, type SealedFact } from '#crypto/readFact.ts';
import { openRecoveryKey } from '#crypto/recovery.ts';
import { sealFact, type Writer, type WrittenFact } from '#crypto/sealFact.ts';
import { signedFor, signedMessage } from '#crypto/signedMessage.ts';
import { toFallbackRecord, type Signer } from '#crypto/signingKey.ts';
import { createFixedDeps, fixed, fixedSigner, hex } from './fixed.ts';
import { buildRefused, type RefusedFact } from './buildRefused.ts';

/** One fact in every form it has on its way; bytes in hex, ids in base64url. */
export interface FactVector {
  readonly name: string;
  readonly id: string;
  readonly log: string;
  readonly seq: number;
  readonly prev: string | null;
  readonly epoch: string | null;
  readonly thing: ThingPart;
  readonly person: PersonPart | null;
  readonly thingPlain: string;
  readonly thingContext: string | null;
  readonly thingSealed: string;
  readonly personPlain: string | null;
  readonly personContext: string | null;
  readonly personSealed: string | null;
  readonly header: string;
  readonly signedMessage: string;
  readonly signature: string;
  readonly entry: string;
}

export interface Facts1 {
  readonly about: string;
  readonly signingSeed: string;
  readonly log: LogId;
  readonly workshop: WorkshopId;
  readonly epoch: {
    readonly id: EpochId;
    readonly secret: string;
    readonly check: string;
    readonly thingKey: string;
    readonly personKey: string;
  };
  readonly recovery: {
    readonly secret: string;
    readonly houseKey: string;
    readonly seed: string;
    readonly publicKey: string;
    readonly backupKey: string;
    readonly provenLog: LogId;
    readonly proof: string;
  };
  readonly blob: { readonly plain: string; readonly key: string; readonly blob: string; readonly sealed: string };
  readonly base64url: {
    readonly good: readonly { readonly hex: string; readonly text: string }[];
    readonly bad: readonly string[];
  };
  readonly facts: readonly FactVector[];
  readonly refused: readonly RefusedFact[];
}

interface WrittenDraft extends NamedDraft, WrittenFact {}

/** What the vectors are written with, for tests that go on from there. */
export interface Bench {
  readonly deps: CryptoDeps;
  readonly signer: Signer;
  readonly workshop: WorkshopId;
  readonly epoch: EpochId;
  readonly keys: EpochKeys;
  readonly written: readonly WrittenDraft[];
}

/** Everything today's code writes from fixed seeds and nonces; `facts-1.json` is what it wrote when the format was closed. */
export async function buildFacts1(): Promise<Facts1> {
  const bench = await buildBench();
  const { deps, signer, workshop, epoch, keys, written } = bench;
  const salt = bytesOf(workshop);
  const partKey = (part: string) => deriveBytes({ secret: epochSecret, salt, info: `circule/${part}/1` }, deps.subtle);
  const recoveryKey = await openRecoveryKey(recoverySecret, deps);
  const provenLog = (await toFallbackRecord(fixed('second signing seed', 32))).log;
  const blobPlain = utf8('not really a picture');
  const blob = await sealBlob(blobPlain, deps);
  return {
    about: 'Test vectors of fact format 1. Bytes in hex, ids in base64url. See docs/protocol.md.',
    signingSeed: hex(signingSeed),
    log: signer.log,
    workshop,
    epoch: {
      id: epoch,
      secret: hex(epochSecret),
      check: await epochCheck(epochSecret, deps),
      thingKey: hex(await partKey('thing')),
      personKey: hex(await partKey('person')),
    },
    recovery: {
      secret: hex(recoverySecret),
      houseKey: await toHouseKey(recoverySecret, deps),
      seed: hex(
        await deriveBytes(
          { secret: recoverySecret, salt: new Uint8Array(0), info: 'circule/recovery-key/1' },
          deps.subtle,
        ),
      ),
      publicKey: recoveryKey.recovery,
      backupKey: hex(await deriveBytes({ secret: recoverySecret, salt, info: 'circule/backup/1' }, deps.subtle)),
      provenLog,
      proof: recoveryKey.prove(workshop, provenLog),
    },
    blob: { plain: hex(blobPlain), key: blob.key, blob: blob.blob, sealed: hex(blob.bytes) },
    base64url: {
      good: ['', '00', 'ff', 'fbff', '000102', 'ffffffff'].map((bytes) => ({
        hex: bytes,
        text: toBase64url(Buffer.from(bytes, 'hex')),
      })),
      bad: ['A', 'AB', 'AAB', 'AA==', 'A A', '+/', 'AAAAA', 'é', 'AA\n'],
    },
    facts: written.map((each) => toVector(each, workshop, keys)),
    refused: await buildRefused(bench),
  };
}

export async function buildBench(): Promise<Bench> {
  const deps = createFixedDeps();
  const signer = await fixedSigner(signingSeed, deps);
  const { recovery } = await openRecoveryKey(recoverySecret, deps);
  const check = await epochCheck(epochSecret, deps);
  const write = async (written: readonly WrittenDraft[], writer: Writer): Promise<readonly WrittenDraft[]> => {
    const facts = written.map(({ fact }) => fact);
    const next = drafts(recovery, check, facts)[facts.length];
    if (next === undefined) throw new Error('no more drafts');
    const sealed = await sealFact(next.draft, facts.at(-1) ?? null, writer, deps);
    if (!sealed.ok) throw new Error(`cannot seal ${next.name}: ${sealed.refusal.kind}`);
    return [...written, { ...next, ...sealed.value }];
  };

  const founding = await write([], { workshop: null, signer, epoch: null });
  const workshop = idAt(founding, 0) as string as WorkshopId;
  let written = await write(founding, { workshop, signer, epoch: null });
  const epoch = epochOf({ id: idAt(written, 1) });
  const keys = createEpochKeys(workshop, deps);
  keys.add(epoch, epochSecret);
  while (written.length < draftCount) written = await write(written, { workshop, signer, epoch: { id: epoch, keys } });
  return { deps, signer, workshop, epoch, keys, written };
}

function idAt(written: readonly WrittenDraft[], seq: number): FactId {
  const id = written[seq]?.fact.id;
  if (id === undefined) throw new Error(`no fact at ${seq}`);
  return id;
}

const signingSeed = fixed('signing seed', 32);
const epochSecret = fixed('epoch secret', 32);
const recoverySecret = fixed('recovery secret', 16);
const lucie = toBase64url(fixed('member Lucie', 16)) as MemberId;
const drill = toBase64url(fixed('a drill', 16)) as ToolId;
const draftCount = 8;

const startedAt = Date.UTC(2026, 2, 1, 9, 30);

interface NamedDraft {
  readonly name: string;
  readonly draft: Draft;
}

/** The facts of the vectors. Each may name those written before it. */
function drafts(recovery: string, check: string, written: readonly SealedFact[]): readonly NamedDraft[] {
  const refTo = (seq: number): readonly FactRef[] => {
    const fact = written[seq];
    return fact ? [{ log: fact.log, seq, id: fact.id }] : [];
  };
  const named = (name: string, thing: ThingPart, person: PersonPart | null = null): NamedDraft => ({
    name,
    draft: { thing, person },
  });
  const [log] = refTo(0);
  const tool = { streams: [toolStream(drill)], at: startedAt };
  const workshop = { streams: [workshopStream], at: null };
  return [
    named('founded', { ...workshop, kind: 'founded', after: [], body: { member: lucie, recovery } }),
    named('keyRotated', { ...workshop, kind: 'keyRotated', after: refTo(0), body: { check } }),
    named(
      'profileWritten, all of it in the person part',
      { kind: 'profileWritten', streams: [memberStream(lucie)], after: [], at: startedAt, body: {} },
      { streams: [memberStream(lucie)], body: { name: 'Lucie', contact: 'au fond de la cour' } },
    ),
    named('toolAdded', {
      ...tool,
      kind: 'toolAdded',
      after: [],
      body: { name: 'Perceuse à colonne', brand: 'Syderic', otherNames: ['drill press'] },
    }),
    named(
      'taken for the first time',
      { ...tool, kind: 'taken', after: [], body: {} },
      { streams: [memberStream(lucie)], body: { by: lucie } },
    ),
    named(
      'taken, typical',
      { ...tool, kind: 'taken', after: refTo(4), at: startedAt + 60_000, body: { until: '2026-03-08' } },
      { streams: [memberStream(lucie)], body: { by: lucie } },
    ),
    named('a kind of a later version, with every sort of value', {
      kind: 'sharpened',
      streams: [toolStream(drill), 'later/é/ü' as StreamId],
      after: [...refTo(3), ...refTo(5)],
      at: 0,
      body: {
        nothing: null,
        yes: true,
        no: false,
        zero: 0,
        small: -1,
        byte: 255,
        large: Number.MAX_SAFE_INTEGER,
        least: Number.MIN_SAFE_INTEGER,
        text: '\uFEFFmarque 🪚 et\u0000rien',
        '': 'empty key',
        é: [[], {}, [1, 'a', { b: null }]],
        aa: 'after b',
        b: 'before aa',
        ['__proto__']: 'only a key',
      },
    }),
    named('forgotten', {
      ...workshop,
      kind: 'forgotten',
      after: [],
      body: { log: log?.log ?? '', upTo: { seq: 5, id: refTo(5)[0]?.id ?? '' }, seqs: [4], blobs: [] },
    }),
  ];
}

function toVector({ name, draft, fact, person }: WrittenDraft, workshop: WorkshopId, keys: EpochKeys): FactVector {
  const header = fact.bytes.subarray(0, fact.headerLength);
  const thingPlain = encodeThing(draft.thing);
  const personPlain = draft.person && encodePerson(draft.person);
  if (!thingPlain.ok || personPlain?.ok === false) throw new Error(`cannot encode: ${name}`);
  return {
    name,
    id: fact.id,
    log: fact.log,
    seq: fact.seq,
    prev: fact.prev,
    epoch: fact.epoch,
    ...draft,
    thingPlain: hex(thingPlain.value),
    thingContext: fact.epoch && hex(partContext(keys.workshop, fact, 'thing')),
    thingSealed: hex(thingOf(fact)),
    personPlain: personPlain && hex(personPlain.value),
    personContext: personPlain && hex(partContext(keys.workshop, fact, 'person')),
    personSealed: person && hex(person),
    header: hex(header),
    signedMessage: hex(signedMessage(signedFor(workshop, fact.id), header)),
    signature: hex(signatureOf(fact)),
    entry: hex(fact.bytes),
  };
}
