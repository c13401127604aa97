import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { openSigner, type Signer } from '#crypto/signingKey.ts';
import type { Membership } from '#domain/settle/membership.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import { readSecrets, type Secrets } from '#store/secrets.ts';
import type { Deps } from '../deps.ts';
import { installKeys } from '../foundWorkshop.ts';

/** What a device shows when it asks to be let in. */
export interface Own {
  readonly signer: Signer;
  readonly agreement: AgreementKeyRecord;
}

export async function openKeys(
  { signing, agreement }: Pick<Secrets, 'signing' | 'agreement'>,
  deps: Pick<Deps, 'crypto'>,
): Promise<Own> {
  const signer = await openSigner(signing, deps.crypto);
  if (!signer.ok) throw new Error('This browser did not keep the new keys');
  return { signer: signer.value, agreement: agreement as AgreementKeyRecord };
}

/**
 * The keys a closed device comes back with: the old log was cut, or somebody else writes in it too, and is never written
 * again. Cut off before or after it was let in, the same ones ask again.
 */
export async function openNextKeys(
  db: WorkshopDatabase,
  { devices }: Membership,
  deps: Pick<Deps, 'crypto'>,
): Promise<Own> {
  const secrets = await readSecrets(db);
  if (secrets !== null && secrets.formerLog !== null && !devices.has(secrets.signing.log))
    return openKeys(secrets, deps);
  if (secrets?.nextKeys == null) {
    const { secrets: made } = await installKeys(deps);
    await db.secrets.put({ name: 'nextKeys', value: made });
  }
  const next = (await readSecrets(db))?.nextKeys;
  if (next == null) throw new Error('This browser did not keep the new keys');
  return openKeys(next, deps);
}

/** From here on this device writes with the new keys. Everything it has stays: the old log is now one among others. */
export async function takeUpNextKeys(db: WorkshopDatabase, own: Own): Promise<void> {
  await db.dexie.transaction('rw', db.secrets, async () => {
    const secrets = await readSecrets(db);
    const next = secrets?.nextKeys;
    if (secrets === null || next == null || secrets.signing.log === own.signer.log) return;
    await db.secrets.bulkPut([
      { name: 'formerLog', value: secrets.signing.log },
      { name: 'signing', value: next.signing },
      { name: 'agreement', value: next.agreement },
      { name: 'nextKeys', value: null },
    ]);
  });
}
