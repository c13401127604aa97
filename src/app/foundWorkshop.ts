import { createAgreementKey, isAgreementKeyUsable, createFallbackAgreementKey } from '#crypto/agreementKey.ts';
import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { createEpochKeys, createEpochSecret, epochCheck } from '#crypto/epochKeys.ts';
import { createRecoverySecret, openRecoveryKey } from '#crypto/recovery.ts';
import { type Writer, sealFact } from '#crypto/sealFact.ts';
import {
  type Signer,
  type SigningKeyRecord,
  createFallbackSigningKey,
  createSigningKey,
  openSigner,
} from '#crypto/signingKey.ts';
import { decideWriteProfile, membershipDraft } from '#domain/decide/describe.ts';
import type { Draft, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { MemberId, WorkshopId } from '#domain/ids.ts';
import { memberStream, workshopStream } from '#domain/ids.ts';
import { plainText } from '#domain/plainText.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { epochOf } from '#domain/settle/membership.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { type Incoming, createDoor } from '#store/door.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { newState } from '#store/newState.ts';
import { writeSecrets } from '#store/secrets.ts';
import { storageRefusal } from '#store/storageRefusal.ts';
import type { Deps } from './deps.ts';
import { incoming } from './incoming.ts';
import { newId } from './newIds.ts';

export interface Founding {
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly myName: string;
  readonly isDemo?: boolean;
}

/**
 * Founds a workshop on this device: its first log, recovery key and epoch. All or nothing: a database that could not be
 * filled is removed again.
 */
export async function foundWorkshop(founding: Founding, deps: Deps): Promise<Result<WorkshopId, Refusal>> {
  const member = newId<MemberId>(deps.crypto);
  const profile = decideWriteProfile(member, { name: founding.myName }, [], { now: deps.clock.now() });
  if (!profile.ok) return profile;
  if (plainText(founding.name) === '') return refused({ kind: 'name-missing' });
  const installed = await installKeys(deps);
  const recovery = createRecoverySecret(deps.crypto);
  const { agreement } = installed.secrets;
  const beginning = { member, profile: profile.value, recovery, agreement: agreement.publicKey };
  const begun = await sealBeginning(founding, beginning, installed.signer, deps);
  if (!begun.ok) return begun;
  const { workshop, written, epochs } = begun.value;

  const db = openDatabase(databaseName(workshop), deps.storage);
  try {
    await writeSecrets(db, { ...installed.secrets, epochs, recovery, houseKeySavedAt: null });
    await db.state.put(newState({ workshop, now: deps.clock.now(), isDemo: founding.isDemo === true }));
    const stored = await createDoor(db, createMembershipCache(db)).write({
      facts: written,
      isOwn: true,
      now: deps.clock.now(),
    });
    if (stored.ok) return ok(workshop);
    await db.dexie.delete();
    return refused(stored.refusal.kind === 'gap' ? { kind: 'storage-lost' } : stored.refusal);
  } catch (error) {
    await db.dexie.delete();
    const refusal = storageRefusal(error);
    if (refusal === null) throw error;
    return refused(refusal);
  } finally {
    db.dexie.close();
  }
}

/** Makes this installation's keys for one workshop: locked into the browser where that works. */
export async function installKeys(deps: Pick<Deps, 'crypto'>): Promise<{
  readonly signer: Signer;
  readonly secrets: { readonly signing: SigningKeyRecord; readonly agreement: AgreementKeyRecord };
}> {
  const signing = await createSigningKey(deps.crypto);
  const agreement = await createAgreementKey(deps.crypto);
  const opened = await openSigner(signing, deps.crypto);
  if (opened.ok && (await isAgreementKeyUsable(agreement, deps.crypto)))
    return { signer: opened.value, secrets: { signing, agreement } };
  const seed = await createFallbackSigningKey(deps.crypto);
  const fallback = await openSigner(seed, deps.crypto);
  if (!fallback.ok) throw new Error('Neither this browser nor our own code can sign');
  return {
    signer: fallback.value,
    secrets: { signing: seed, agreement: await createFallbackAgreementKey(deps.crypto) },
  };
}

interface Begun {
  readonly workshop: WorkshopId;
  readonly written: readonly Incoming[];
  readonly epochs: Readonly<Record<string, Uint8Array>>;
}

/** The first four facts: founded, the first epoch, the workshop's words, the founder's profile. */
async function sealBeginning(
  { name, language }: Founding,
  {
    member,
    profile,
    recovery,
    agreement,
  }: {
    readonly member: MemberId;
    readonly profile: Draft;
    readonly recovery: Uint8Array<ArrayBuffer>;
    readonly agreement: string;
  },
  signer: Signer,
  deps: Deps,
): Promise<Result<Begun, Refusal>> {
  const written: Incoming[] = [];
  const add = async (draft: Draft, writer: Writer): Promise<FactRef> => {
    const last = written[written.length - 1];
    const sealed = await sealFact(draft, last ?? null, writer, deps.crypto);
    if (!sealed.ok) throw new Error(`A first fact could not be sealed: ${sealed.refusal.kind}`);
    written.push(incoming(sealed.value, draft));
    return refOf(sealed.value.fact);
  };
  const { recovery: recoveryKey } = await openRecoveryKey(recovery, deps.crypto);
  const founded = await add(
    membershipDraft('founded', { member, recovery: recoveryKey, agreement }, [], [memberStream(member)]),
    {
      workshop: null,
      signer,
      epoch: null,
    },
  );
  const workshop = founded.id as string as WorkshopId;
  const secret = createEpochSecret(deps.crypto);
  const rotated = membershipDraft('keyRotated', { check: await epochCheck(secret, deps.crypto) }, [founded]);
  const epoch = epochOf(await add(rotated, { workshop, signer, epoch: null }));
  const keys = createEpochKeys(workshop, deps.crypto);
  keys.add(epoch, secret);
  const writer: Writer = { workshop, signer, epoch: { id: epoch, keys } };
  const at = deps.clock.now();
  const words = {
    kind: 'workshopDescribed',
    streams: [workshopStream],
    after: [],
    at,
    body: { name: plainText(name), language },
  };
  await add({ thing: words, person: null }, writer);
  await add(profile, writer);
  return ok({ workshop, written, epochs: { [epoch]: secret } });
}
