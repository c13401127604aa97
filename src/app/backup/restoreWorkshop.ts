import { openBytes } from '#crypto/aesGcm.ts';
import { type Bytes, toBase64url } from '#crypto/bytes.ts';
import { readCanonical } from '#crypto/canonicalCbor.ts';
import { createEpochKeys, createEpochSecret, epochCheck } from '#crypto/epochKeys.ts';
import { type HouseKeyRefusal, readHouseKey } from '#crypto/houseKey.ts';
import { backupKey, openRecoveryKey } from '#crypto/recovery.ts';
import { sealFact } from '#crypto/sealFact.ts';
import { membershipDraft } from '#domain/decide/describe.ts';
import type { Body } from '#domain/fact.ts';
import type { EpochId, MemberId, WorkshopId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { epochOf, type Membership } from '#domain/settle/membership.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import { databaseName, openDatabase, type WorkshopDatabase } from '#store/database.ts';
import { createDoor, type Incoming } from '#store/door.ts';
import { createLoader } from '#store/loadLedger.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { readStreams } from '#store/readStreams.ts';
import { writeSecrets } from '#store/secrets.ts';
import { storageRefusal } from '#store/storageRefusal.ts';
import type { Deps } from '../deps.ts';
import { installKeys } from '../foundWorkshop.ts';
import { incoming } from '../incoming.ts';
import { type FileRefusal, readFrames } from './backupFile.ts';
import { type BackupHead, type ReadBackup, readBackup } from './readBackup.ts';
import { backupContext } from './writeBackup.ts';

export type RestoreRefusal =
  | FileRefusal
  | HouseKeyRefusal
  | Extract<Refusal, { kind: 'storage-full' | 'storage-lost' | 'log-closed' }>
  /** The key of another house, or of this one before it was replaced. */
  | { readonly kind: 'house-key-other' }
  /** This device has the workshop already, and its own log is alive: nothing is laid over it. */
  | { readonly kind: 'workshop-here'; readonly id: WorkshopId };

export interface Restored {
  readonly id: WorkshopId;
  readonly name: string;
  readonly facts: number;
  /** Facts of the file that nobody could have signed; left out. */
  readonly leftOut: number;
}

export interface RestoreProgress {
  readonly onProgress?: (step: 'reading' | 'settling', done: number, of: number) => void;
}

/**
 * Brings a workshop back from a backup and the key of the house. The device begins a new log, which the recovery key
 * lets in and which closes the old logs of the same member, and a new epoch: whoever has the lost phone reads nothing
 * written from now on.
 */
export async function restoreWorkshop(
  file: Uint8Array,
  typedKey: string,
  deps: Deps,
  { onProgress }: RestoreProgress = {},
): Promise<Result<Restored, RestoreRefusal>> {
  const frames = readFrames(file);
  if (!frames.ok) return frames;
  const secret = await readHouseKey(typedKey, deps.crypto);
  if (!secret.ok) return secret;
  const head = readHead(frames.value[0]);
  if (head === null) return refused({ kind: 'backup-damaged' });
  const epochs = await openEpochs(head, secret.value, deps);
  if (epochs === null) return refused({ kind: 'house-key-other' });

  const db = openDatabase(databaseName(head.workshop), deps.storage);
  try {
    if ((await db.state.get('state')) !== undefined) return refused({ kind: 'workshop-here', id: head.workshop });
    // What a load cut short left behind.
    await Promise.all(db.dexie.tables.map((table) => table.clear()));
    const keys = createEpochKeys(head.workshop, deps.crypto);
    for (const [epoch, key] of epochs) keys.add(epoch, key);
    const read = await readBackup(head, frames.value.slice(1), keys, deps, (done, of) =>
      onProgress?.('reading', done, of),
    );
    if (!read.ok) return read;
    await load(db, head, read.value, deps, (done, of) => onProgress?.('settling', done, of));
    const begun = await beginAnew(db, head, read.value, epochs, secret.value, deps);
    if (!begun.ok) {
      await db.dexie.delete();
      return begun;
    }
    const { facts, leftOut } = read.value;
    return ok({ id: head.workshop, name: begun.value, facts: facts.length, leftOut });
  } catch (error) {
    const refusal = storageRefusal(error);
    await db.dexie.delete();
    if (refusal === null) throw error;
    return refused(refusal);
  } finally {
    db.dexie.close();
  }
}

function readHead(value: unknown): BackupHead | null {
  const head = value as { [key in keyof BackupHead | 'keys' | 'logs']?: unknown } | undefined;
  if (!(head?.workshop instanceof Uint8Array) || head.workshop.length !== 32 || !(head.keys instanceof Uint8Array))
    return null;
  if (typeof head.member !== 'string' || !Array.isArray(head.logs)) return null;
  return {
    workshop: toBase64url(head.workshop) as WorkshopId,
    member: head.member as MemberId,
    keys: new Uint8Array(head.keys),
    facts: head.logs.reduce((sum: number, log: unknown) => sum + (Array.isArray(log) ? Number(log[1]) || 0 : 0), 0),
  };
}

async function openEpochs(head: BackupHead, secret: Bytes, deps: Deps): Promise<ReadonlyMap<EpochId, Bytes> | null> {
  const lock = await backupKey(secret, head.workshop, deps.crypto);
  const opened = await openBytes(lock, head.keys, backupContext, deps.crypto);
  const read = opened === null ? null : readCanonical(opened);
  if (read === null || !read.ok || typeof read.value !== 'object' || read.value === null) return null;
  return new Map(
    Object.entries(read.value).map(([epoch, key]) => [epoch as EpochId, new Uint8Array(key as Uint8Array)]),
  );
}

async function load(
  db: WorkshopDatabase,
  head: BackupHead,
  { logs, facts, blobs, proven, admissions }: ReadBackup,
  deps: Deps,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const loader = createLoader(db);
  await loader.logs(logs);
  await loader.blobs(blobs);
  await loader.rows(
    {
      workshop: head.workshop,
      facts,
      logs: logs.map((log) => log.head),
      proven,
      admissions,
      isDemo: false,
      now: deps.clock.now(),
    },
    { onProgress, rest: deps.rest },
  );
}

/** The new log: `recovered`, which closes the member's old ones where the backup knew them, then a new epoch. */
async function beginAnew(
  db: WorkshopDatabase,
  head: BackupHead,
  { logs }: ReadBackup,
  epochs: ReadonlyMap<EpochId, Bytes>,
  secret: Bytes,
  deps: Deps,
): Promise<Result<string, RestoreRefusal>> {
  const { signer, secrets } = await installKeys(deps);
  const recoveryKey = await openRecoveryKey(secret, deps.crypto);
  const cache = createMembershipCache(db);
  const { context, records } = await readStreams(db, cache, [workshopStream], signer.log);
  const settled = settleWorkshop(records.get(workshopStream)?.facts ?? [], context);
  const closes = closedLogs(context.membership, head.member, logs);
  const proof = recoveryKey.prove(head.workshop, signer.log);
  const agreement = secrets.agreement.publicKey;
  const body = { member: head.member, proof, closes, agreement };
  const recovered = membershipDraft('recovered', body, settled.heads.membership);
  const writer = { workshop: head.workshop, signer, epoch: null };
  const first = await sealFact(recovered, null, writer, deps.crypto);
  if (!first.ok) return refused({ kind: 'log-closed' });
  const key = createEpochSecret(deps.crypto);
  const { log, seq, id } = first.value.fact;
  const rotated = membershipDraft('keyRotated', { check: await epochCheck(key, deps.crypto) }, [{ log, seq, id }]);
  const second = await sealFact(rotated, first.value.fact, writer, deps.crypto);
  if (!second.ok) return refused({ kind: 'log-closed' });

  const epoch = epochOf(second.value.fact);
  const held = Object.fromEntries([...epochs, [epoch, key] as const]);
  await writeSecrets(db, { ...secrets, epochs: held, recovery: secret, houseKeySavedAt: deps.clock.now() });
  const facts: readonly Incoming[] = [incoming(first.value, recovered), incoming(second.value, rotated)];
  const written = await createDoor(db, cache).write({
    facts,
    isOwn: true,
    now: deps.clock.now(),
    proven: { [log]: recoveryKey.recovery },
  });
  if (!written.ok) return refused(written.refusal.kind === 'storage-full' ? written.refusal : { kind: 'storage-lost' });
  const state = await db.state.get('state');
  const right = state === undefined ? null : await cache.read(state);
  // The key opened the file but does not recover the workshop: it was replaced since.
  return right?.membership.devices.has(log) === true ? ok(settled.name) : refused({ kind: 'house-key-other' });
}

function closedLogs(membership: Membership, member: MemberId, logs: ReadBackup['logs']): Body[] {
  return logs.flatMap(({ head: { log, height, head } }) => {
    const device = membership.devices.get(log);
    return device?.member === member && device.cut === null ? [{ log, seq: height - 1, id: head }] : [];
  });
}
