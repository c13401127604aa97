/** How a fleet begins: somebody founds, the others come in by invitations, all meet. Once made, it is copied. */
import { openInvitationKey } from '#crypto/invitation.ts';
import { readInvitation } from '#crypto/invitationLink.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { LogId, MemberId, ToolId, WorkshopId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { memberOf } from '#domain/settle/membership.ts';
import { answerAdmission, requestAdmission } from '#session/admission.ts';
import { spokenVersions, type SessionCrypto } from '#session/handshake.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { newState } from '#store/newState.ts';
import { writeSecrets } from '#store/secrets.ts';
import { foundWorkshop, installKeys } from '#app/foundWorkshop.ts';
import { createAdmitting } from '#app/joining/admitting.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';
import { createLocks, valueOf } from '#tests/support/phone.ts';
import {
  type FleetPhone,
  type Installation,
  newStorage,
  putSnapshot,
  type Snapshot,
  snapshotOf,
  startPhone,
  type World,
} from './fleetPhone.ts';
import { meet, type Party } from './meet.ts';
import { createSeededCrypto, type SeededCrypto } from './seededCrypto.ts';

export const morning = Date.UTC(2026, 0, 5, 9);
const invitedFor = 14;

export const verifying = createVerifySignature(createSeededCrypto('verify'));
export async function sessionCryptoOf(seed: string): Promise<SessionCrypto & SeededCrypto> {
  return { ...createSeededCrypto(seed), verify: await verifying };
}

export const partyOf = (phone: FleetPhone): Party => ({
  ledger: phone.ledger,
  trust: phone.trust,
  signer: phone.signer,
  crypto: phone.installation.crypto,
  shelf: phone.blobs.shelfFor('phone'),
});

export async function meetPhones(one: FleetPhone, other: FleetPhone): Promise<void> {
  await meet([partyOf(one), partyOf(other)]);
  await Promise.all([one.sweep(), other.sweep()]);
}

export async function foundFleet(world: World): Promise<FleetPhone> {
  const crypto = await sessionCryptoOf('founder');
  const storage = newStorage();
  const deps = {
    crypto,
    clock: { now: () => (world.now += 1), today: () => '2026-01-05' },
    locks: createLocks(),
    storage,
    rest: () => Promise.resolve(),
  };
  const workshop = valueOf(await foundWorkshop({ name: 'Atelier', language: 'fr', myName: 'Phone 0' }, deps));
  return startPhone({ name: 'Phone 0', workshop, storage, crypto, clock: { ahead: 0 } }, world);
}

export interface Newcomer {
  readonly invitation: string;
  readonly name: string;
  readonly crypto: SessionCrypto & SeededCrypto;
}

/** Comes in by an invitation, let in by whoever is met; null when that was refused. */
export async function joinFleet(
  admitter: FleetPhone,
  { invitation: text, name, crypto }: Newcomer,
  world: World,
): Promise<Result<FleetPhone, AdmissionRefusal>> {
  const link = valueOf(await readInvitation(text, crypto.verify, crypto));
  const { workshop } = link;
  const { signer, secrets } = await installKeys({ crypto });
  const key = await openInvitationKey(link.secret, workshop, crypto);
  const agreement = secrets.agreement.publicKey;
  const proof = key.prove({ invitation: link.invitation.id, log: signer.log, agreement });
  const asking = {
    invitation: link.entry,
    agreement: new Uint8Array(Buffer.from(agreement, 'base64url')),
    proof: new Uint8Array(Buffer.from(proof, 'base64url')),
  };
  const links = createMemoryLinks();
  const timer = createMemoryTimer();
  const common = { workshop, versions: spokenVersions, timer };
  const [asked] = await Promise.all([
    requestAdmission({ ...common, link: links.ends[0], identity: signer, crypto }, asking),
    answerAdmission(
      { ...common, link: links.ends[1], identity: admitter.signer, crypto: admitter.installation.crypto },
      createAdmitting({ ...admitter, workshop, deps: { crypto: admitter.installation.crypto } }),
    ),
  ]);
  if (!asked.ok)
    return refused(asked.refusal.kind === 'refused' ? asked.refusal.reason : ('not-now' satisfies AdmissionRefusal));
  const installation: Installation = { name, workshop, storage: newStorage(), crypto, clock: { ahead: 0 } };
  const db = openDatabase(databaseName(workshop), installation.storage);
  await writeSecrets(db, { ...secrets, epochs: {}, recovery: null, houseKeySavedAt: null });
  await db.state.put(newState({ workshop, now: world.now, isDemo: false }));
  db.dexie.close();
  const phone = await startPhone(installation, world);
  await phone.trust.acceptKeys(asked.value.keys);
  await meetPhones(phone, admitter);
  return ok(phone);
}

/** What stands behind `#/join/`; null when this phone may not invite. */
export async function inviteText(
  phone: FleetPhone,
  role: 'member' | 'steward' = 'member',
  member: MemberId | null = null,
): Promise<string | null> {
  const invited = await phone.commands.invite({ role, days: invitedFor, ...(member === null ? {} : { member }) });
  return invited.ok ? invited.value.link.slice(invited.value.link.lastIndexOf('/') + 1) : null;
}

/** Everybody as they are before the story begins. */
export interface Beginning {
  readonly workshop: WorkshopId;
  readonly tools: readonly ToolId[];
  readonly people: readonly { readonly name: string; readonly log: LogId; readonly snapshot: Snapshot }[];
  readonly now: number;
}

/** Phones 0 and 1 are stewards', and phone 2 is a second one of somebody who came as phone 1 when there are more. */
export async function makeBeginning(count: number, tools: number): Promise<Beginning> {
  const world: World = { now: morning };
  const founder = await foundFleet(world);
  const phones = [founder];
  for (let nth = 1; nth < count; nth += 1) {
    const invitation = await inviteText(founder, nth === 1 ? 'steward' : 'member');
    if (invitation === null) throw new Error('a founder invites');
    const crypto = await sessionCryptoOf(`phone ${nth}`);
    const joined = valueOf(named(await joinFleet(founder, { invitation, name: `Phone ${nth}`, crypto }, world)));
    const me = memberOf(await membershipIn(joined), joined.log);
    if (me === null) throw new Error('was let in, and is not');
    valueOf(await joined.commands.writeProfile(me, { name: `Person ${nth}` }));
    phones.push(joined);
  }
  const added: ToolId[] = [];
  for (let nth = 0; nth < tools; nth += 1) added.push(valueOf(await founder.commands.addTool({ name: `Tool ${nth}` })));
  for (const round of [1, 2])
    for (const phone of phones.slice(round - 1)) if (phone !== founder) await meetPhones(founder, phone);
  const people = [];
  for (const phone of phones) {
    people.push({ name: phone.installation.name, log: phone.log, snapshot: await snapshotOf(phone.db) });
    phone.close();
  }
  return { workshop: founder.installation.workshop, tools: added, people, now: world.now };
}

async function membershipIn({ db, cache }: FleetPhone) {
  const state = await db.state.get('state');
  if (state === undefined) throw new Error('no state');
  return (await cache.read(state)).membership;
}

const named = <Value>(result: Result<Value, string>) =>
  result.ok ? result : { ok: false as const, refusal: { kind: result.refusal } };

/** The same people again, on phones of their own. */
export async function beginAgain(beginning: Beginning, count: number, world: World): Promise<readonly FleetPhone[]> {
  return Promise.all(
    beginning.people.slice(0, count).map(async ({ name, snapshot }, nth) => {
      const crypto = await sessionCryptoOf(`again ${nth}`);
      const { workshop } = beginning;
      const installation: Installation = { name, workshop, storage: newStorage(), crypto, clock: { ahead: 0 } };
      await putSnapshot(snapshot, installation);
      return startPhone(installation, world);
    }),
  );
}
