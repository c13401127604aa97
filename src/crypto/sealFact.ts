import { isClearKind, maxPartBytes, type Draft } from '#domain/fact.ts';
import type { EpochId, FactId, WorkshopId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { sealBytes, sealOverhead } from './aesGcm.ts';
import { concat, toBase64url, type Bytes } from './bytes.ts';
import { sha256, type CryptoDeps } from './cryptoDeps.ts';
import type { EpochKeys } from './epochKeys.ts';
import { encodeHeader, type FactHeader, type PartSeal } from './factHeader.ts';
import { encodePerson, encodeThing, type PartName, type PartRefusal } from './factParts.ts';
import { partContext } from './partContext.ts';
import type { SealedFact } from './readFact.ts';
import { signedMessage } from './signedMessage.ts';
import type { Signer } from './signingKey.ts';
import type { LogHead } from './verifyChain.ts';

/** Who writes, where. `workshop` is null for the founding fact only; `epoch` may be null while only clear kinds are written. */
export interface Writer {
  readonly workshop: WorkshopId | null;
  readonly signer: Signer;
  readonly epoch: { readonly id: EpochId; readonly keys: EpochKeys } | null;
}

/** What goes out: the entry, and the person part that travels beside it. */
export interface WrittenFact {
  readonly fact: SealedFact;
  readonly person: Bytes | null;
}

export type SealRefusal =
  | PartRefusal
  | { readonly kind: 'part-too-large'; readonly part: PartName; readonly bytes: number }
  | { readonly kind: 'person-in-clear' }
  | { readonly kind: 'epoch-key-missing' };

/**
 * Chains one draft onto the head of the writer's log (null: it has none yet), seals and signs it. Clear kinds are left
 * open to pods, everything else is sealed.
 */
export async function sealFact(
  { thing, person }: Draft,
  head: LogHead | null,
  writer: Writer,
  deps: CryptoDeps,
): Promise<Result<WrittenFact, SealRefusal>> {
  const plainThing = encodeThing(thing);
  const plainPerson = person === null ? null : encodePerson(person);
  if (!plainThing.ok) return plainThing;
  if (plainPerson !== null && !plainPerson.ok) return plainPerson;
  const plain: Parts = { thing: plainThing.value, person: plainPerson?.value ?? null };

  const place = { log: writer.signer.log, seq: head === null ? 0 : head.seq + 1, prev: head?.id ?? null };
  const clear = isClearKind(thing.kind);
  const unfit = refuseSize(plain, clear ? 0 : sealOverhead);
  if (unfit !== null) return unfit;
  if (clear && plain.person !== null) return refused({ kind: 'person-in-clear' });
  if (clear) return ok(await signFact({ ...place, epoch: null }, plain, writer, deps));

  const at = { ...place, epoch: writer.epoch?.id ?? null };
  const sealed = await sealParts(at, plain, writer, deps);
  return sealed === null ? refused({ kind: 'epoch-key-missing' }) : ok(await signFact(at, sealed, writer, deps));
}

interface Parts {
  readonly thing: Bytes;
  readonly person: Bytes | null;
}
type Place = Pick<FactHeader, 'log' | 'seq' | 'prev' | 'epoch'>;

async function sealParts(
  at: Place,
  plain: Parts,
  { workshop, epoch }: Writer,
  deps: CryptoDeps,
): Promise<Parts | null> {
  if (workshop === null || epoch?.keys.workshop !== workshop) return null;
  const seal = (part: PartName, key: Promise<CryptoKey>, bytes: Bytes) =>
    sealBytes(key, bytes, partContext(workshop, at, part), deps);
  const thingKey = epoch.keys.partKey(epoch.id, 'thing');
  const personKey = epoch.keys.partKey(epoch.id, 'person');
  if (thingKey === null || personKey === null) return null;
  const [thing, person] = await Promise.all([
    seal('thing', thingKey, plain.thing),
    plain.person && seal('person', personKey, plain.person),
  ]);
  return { thing, person };
}

async function signFact(
  at: Place,
  { thing, person }: Parts,
  { workshop, signer }: Writer,
  { subtle }: CryptoDeps,
): Promise<WrittenFact> {
  const sealOf = async (part: Bytes): Promise<PartSeal> => ({
    hash: toBase64url(await sha256(subtle, part)),
    length: part.length,
  });
  const [thingSeal, personSeal] = await Promise.all([sealOf(thing), person && sealOf(person)]);
  const header: FactHeader = { ...at, thing: thingSeal, person: personSeal };
  const headerBytes = encodeHeader(header);
  const signature = await signer.sign(signedMessage(workshop, headerBytes));
  const id = toBase64url(await sha256(subtle, concat(headerBytes, signature))) as FactId;
  const bytes = concat(headerBytes, signature, thing);
  return { fact: { ...header, id, bytes, headerLength: headerBytes.length }, person };
}

function refuseSize(plain: Parts, overhead: number) {
  const parts: readonly PartName[] = ['thing', 'person'];
  for (const part of parts) {
    const bytes = (plain[part]?.length ?? 0) + overhead;
    if (bytes > maxPartBytes) return refused({ kind: 'part-too-large', part, bytes } as const);
  }
  return null;
}
