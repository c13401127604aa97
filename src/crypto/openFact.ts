import { isClearKind, type Fact, type PersonState } from '#domain/fact.ts';
import type { EpochId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { openBytes } from './aesGcm.ts';
import type { Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import type { EpochKeys } from './epochKeys.ts';
import { readPerson, readThing, type PartName, type PartRefusal } from './factParts.ts';
import { partContext } from './partContext.ts';
import { isSealOf, thingOf, type SealedFact } from './readFact.ts';

/** Why an authentic fact cannot be read (yet). It is stored and passed on all the same. */
export type OpenRefusal =
  | PartRefusal
  | { readonly kind: 'epoch-key-missing'; readonly epoch: EpochId }
  | { readonly kind: 'part-unreadable'; readonly part: PartName }
  /** A clear kind sealed, or any other in clear: counts nowhere, in this version. */
  | { readonly kind: 'wrong-dress'; readonly factKind: string };

/** What is held of a person part: its bytes, nothing yet, or nothing any more. */
export type HeldPerson = Bytes | 'to-come' | 'forgotten';

/**
 * Opens a fact for the rest of the app. A person part never keeps the thing part from being read: with other bytes than
 * the header names it is still to come, and one nobody can read is as good as forgotten.
 */
export async function openFact(
  sealed: SealedFact,
  person: HeldPerson,
  keys: EpochKeys,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<Fact, OpenRefusal>> {
  const { log, seq, id, epoch } = sealed;
  const [plain, personState] = await Promise.all([
    openPart(sealed, 'thing', thingOf(sealed), keys, deps),
    openPerson(sealed, person, keys, deps),
  ]);
  if (!plain.ok) return plain;
  const thing = readThing(plain.value, epoch === null);
  if (!thing.ok) return thing;
  const { kind } = thing.value;
  if (isClearKind(kind) !== (epoch === null)) return refused({ kind: 'wrong-dress', factKind: kind });
  return ok({ ...thing.value, log, seq, id, epoch, person: personState });
}

/** For a person part that arrives after its fact was opened. */
export async function openPerson(
  sealed: SealedFact,
  person: HeldPerson,
  keys: EpochKeys,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<PersonState> {
  if (sealed.person === null) return null;
  if (typeof person === 'string') return person;
  if (sealed.epoch === null || !keys.has(sealed.epoch)) return 'to-come';
  if (!(await isSealOf(sealed.person, person, deps))) return 'to-come';
  const plain = await openPart(sealed, 'person', person, keys, deps);
  const read = plain.ok ? readPerson(plain.value) : plain;
  return read.ok ? read.value : 'forgotten';
}

async function openPart(
  { log, seq, prev, epoch }: SealedFact,
  part: PartName,
  bytes: Bytes,
  keys: EpochKeys,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<Bytes, OpenRefusal>> {
  if (epoch === null) return ok(bytes);
  const key = keys.partKey(epoch, part);
  if (key === null) return refused({ kind: 'epoch-key-missing', epoch });
  const plain = await openBytes(await key, bytes, partContext(keys.workshop, { log, seq, prev, epoch }, part), deps);
  return plain === null ? refused({ kind: 'part-unreadable', part }) : ok(plain);
}
