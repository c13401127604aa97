import type { SigningKeyRecord } from '#crypto/signingKey.ts';
import type { EpochId, LogId } from '#domain/ids.ts';
import type { WorkshopDatabase } from './database.ts';

/** What this installation alone knows. Never sent, never in a row, never in an export but the sealed backup. */
export interface Secrets {
  readonly signing: SigningKeyRecord;
  /** The X25519 key epoch keys will be sealed to; made with the log so that a phone has one from its first day. */
  readonly agreement: unknown;
  readonly epochs: Readonly<Record<EpochId, Uint8Array>>;
  /** The 16 bytes behind the key of the house, while this device holds them. */
  readonly recovery: Uint8Array | null;
  /** The log this device wrote before it came back with new keys; its facts are here like everybody's. */
  readonly formerLog: LogId | null;
  /** Made to come back with, while nobody has let them in yet. */
  readonly nextKeys: Pick<Secrets, 'signing' | 'agreement'> | null;
  /** When the key of the house was last printed or saved. */
  readonly houseKeySavedAt: number | null;
  /** When a backup was last handed to the person. */
  readonly backupSavedAt: number | null;
}

export async function readSecrets(db: WorkshopDatabase): Promise<Secrets | null> {
  const records = await db.secrets.toArray();
  const byName = new Map(records.map(({ name, value }) => [name, value]));
  const signing = byName.get('signing') as SigningKeyRecord | undefined;
  if (signing === undefined) return null;
  return {
    signing,
    agreement: byName.get('agreement') ?? null,
    epochs: (byName.get('epochs') ?? {}) as Secrets['epochs'],
    recovery: (byName.get('recovery') ?? null) as Uint8Array | null,
    formerLog: (byName.get('formerLog') ?? null) as LogId | null,
    nextKeys: (byName.get('nextKeys') ?? null) as Secrets['nextKeys'],
    houseKeySavedAt: (byName.get('houseKeySavedAt') ?? null) as number | null,
    backupSavedAt: (byName.get('backupSavedAt') ?? null) as number | null,
  };
}

/** The log this installation writes. */
export async function ownLog(db: WorkshopDatabase): Promise<LogId | null> {
  const record = await db.secrets.get('signing');
  return record === undefined ? null : (record.value as SigningKeyRecord).log;
}

/** The log it wrote before it came back, if it ever did. */
export async function formerLog(db: WorkshopDatabase): Promise<LogId | null> {
  return ((await db.secrets.get('formerLog'))?.value ?? null) as LogId | null;
}

/** Which log of this device others said is out: they tell the removed nothing, so there is no fact of it here. */
export async function toldOut(db: WorkshopDatabase): Promise<LogId | null> {
  return ((await db.secrets.get('toldOut'))?.value ?? null) as LogId | null;
}
export async function noteTold(db: WorkshopDatabase, log: LogId | null): Promise<void> {
  if ((await toldOut(db)) !== log) await db.secrets.put({ name: 'toldOut', value: log });
}

export async function writeSecrets(db: WorkshopDatabase, secrets: Partial<Secrets>): Promise<void> {
  await db.secrets.bulkPut(Object.entries(secrets).map(([name, value]) => ({ name, value })));
}
