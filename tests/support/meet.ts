/** Phones of one workshop in this process that hand each other facts directly, without session or link. */
import { toBase64url } from '#crypto/bytes.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { openInvitationKey } from '#crypto/invitation.ts';
import { readInvitation } from '#crypto/invitationLink.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { installKeys } from '#app/foundWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { Workshop } from '#app/workshop.ts';
import type { EpochId } from '#domain/ids.ts';
import type { Role } from '#domain/settle/membership.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { createDoor } from '#store/door.ts';
import { newState } from '#store/newState.ts';
import { readSecrets, writeSecrets } from '#store/secrets.ts';
import { createLedger, type KeptLedger } from '#sync/ledger.ts';
import { createTrust, type KeptTrust } from '#sync/trust.ts';
import type { LogFrom } from '#session/ledger.ts';
import { createPhone, type Phone, valueOf } from './phone.ts';

/** One phone as it meets others. */
export interface Met {
  readonly phone: Phone;
  readonly workshop: Workshop;
  readonly ledger: KeptLedger;
  readonly trust: KeptTrust;
}

/** Stands beside the workshop's own hand, with a door and keys of its own, as another tab would. */
export async function meetAs(phone: Phone, workshop: Workshop): Promise<Met> {
  const { db, cache } = workshop;
  const secrets = await readSecrets(db);
  if (secrets === null) throw new Error('no keys here');
  const keys = createEpochKeys(workshop.id, phone.deps.crypto);
  for (const [epoch, secret] of Object.entries(secrets.epochs)) keys.add(epoch as EpochId, new Uint8Array(secret));
  const door = createDoor(db, cache);
  const deps = {
    db,
    door,
    cache,
    workshop: workshop.id,
    keys,
    crypto: phone.deps.crypto,
    now: phone.deps.clock.now,
    rest: phone.deps.rest,
    onJobs: () => undefined,
    watch: () => () => undefined,
  };
  const agreement = secrets.agreement as AgreementKeyRecord;
  const trust = createTrust({ ...deps, log: secrets.signing.log, agreement });
  return { phone, workshop, ledger: createLedger({ ...deps, learned: trust.settled }), trust };
}

/** A new phone, invited and admitted by the host, with nothing but its keys and, when asked for, those of the epochs. */
export async function join(
  host: Met,
  { role = 'member', withKeys = true }: { readonly role?: Role; readonly withKeys?: boolean } = {},
): Promise<Met> {
  const phone = createPhone(host.phone.clock.now);
  const { crypto } = phone.deps;
  const { link } = valueOf(await host.workshop.commands.invite({ role, days: 7 }));
  const read = valueOf(await readInvitation(link, await createVerifySignature(crypto), crypto));
  const { invitation } = read;
  const { signer, secrets } = await installKeys(phone.deps);
  const key = await openInvitationKey(read.secret, host.workshop.id, crypto);
  const agreement = secrets.agreement.publicKey;
  const proof = key.prove({ invitation: invitation.id, log: signer.log, agreement });
  const entry = toBase64url(read.entry);
  valueOf(await host.workshop.commands.admit({ invitation, entry, log: signer.log, agreement, proof }));
  const db = openDatabase(databaseName(host.workshop.id), phone.deps.storage);
  const epochs = withKeys ? ((await readSecrets(host.workshop.db))?.epochs ?? {}) : {};
  await writeSecrets(db, { ...secrets, epochs, recovery: null, houseKeySavedAt: null });
  await db.state.put(newState({ workshop: host.workshop.id, now: phone.clock.now, isDemo: false }));
  db.dexie.close();
  return await meetAs(phone, valueOf(await openWorkshop(host.workshop.id, phone.deps)));
}

/** Gives the other what it lacks; `slice` says how many facts at a time. */
export async function send(from: Met, to: Met, slice: () => number = () => 100): Promise<void> {
  const theirs = new Map((await to.ledger.heads()).map(({ log, branch, height }) => [`${log} ${branch}`, height]));
  const lacking: readonly LogFrom[] = (await from.ledger.heads()).map(({ log, branch }) => ({
    log,
    branch,
    from: theirs.get(`${log} ${branch}`) ?? 0,
  }));
  for await (const run of from.ledger.read(lacking))
    for (let at = 0; at < run.length;) {
      const count = slice();
      const { refusals } = await to.ledger.accept(run.slice(at, at + count));
      if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
      at += count;
    }
}

export async function meet(one: Met, other: Met): Promise<void> {
  await send(one, other);
  await send(other, one);
}

/** The person parts one lacks and the other has. */
export async function sendParts(from: Met, to: Met): Promise<void> {
  await to.ledger.acceptParts(await from.ledger.parts(await to.ledger.wantedParts(1000)));
}

/** Jobs and keys done with. */
export async function rest({ workshop, trust }: Met): Promise<void> {
  await trust.settled();
  await workshop.sweep();
}

export const logOfPhone = ({ workshop }: Met) => workshop.pen.log;
