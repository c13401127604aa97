import { openBlob } from '#crypto/blob.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import { toHouseKey } from '#crypto/houseKey.ts';
import { openSigner } from '#crypto/signingKey.ts';
import type { EpochId, WorkshopId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { isStewardLog, memberOf } from '#domain/settle/membership.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { createDoor } from '#store/door.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { readSecrets, writeSecrets } from '#store/secrets.ts';
import { createSweeper } from '#store/sweeper.ts';
import { custodyCommands } from './commands/custodyCommands.ts';
import { peopleCommands } from './commands/peopleCommands.ts';
import { placeCommands } from './commands/placeCommands.ts';
import { toolCommands } from './commands/toolCommands.ts';
import type { Deps } from './deps.ts';
import { createPen } from './pen.ts';
import { type Finder, openFinder } from './search/openFinder.ts';
import type { Me, Workshop } from './workshop.ts';

export type OpenRefusal = Refusal | { readonly kind: 'workshop-unknown' };

/**
 * Opens a workshop this device knows. Only rows and the small state record are read here; logs stay closed until
 * something is written. `sweep` (jobs left over, rows of another version) is for the screen to call after its first
 * paint.
 */
export async function openWorkshop(id: WorkshopId, deps: Deps): Promise<Result<Workshop, OpenRefusal>> {
  const db = openDatabase(databaseName(id), deps.storage);
  const [state, secrets] = await Promise.all([db.state.get('state'), readSecrets(db)]);
  if (state === undefined || secrets === null) {
    db.dexie.close();
    return refused({ kind: 'workshop-unknown' });
  }
  const { log } = secrets.signing;
  const signer = once(async () => {
    const opened = await openSigner(secrets.signing, deps.crypto);
    return opened.ok ? opened.value : null;
  });
  const keys = createEpochKeys(id, deps.crypto);
  for (const [epoch, secret] of Object.entries(secrets.epochs)) keys.add(epoch as EpochId, new Uint8Array(secret));

  const cache = createMembershipCache(db);
  const door = createDoor(db, cache);
  const sweeper = createSweeper(db, cache, { now: deps.clock.now, rest: deps.rest });
  const sweep = oneAtATime(async () => {
    // Alone among tabs; when another tab sweeps already, it does this tab's jobs too.
    await deps.locks.alone(`circule/sweep/${id}`, 0, async () => {
      try {
        await sweeper.rebuildIfOld();
        await sweeper.run();
      } catch (error) {
        // Left in the middle, it goes on at the next start.
        if (db.dexie.isOpen()) throw error;
      }
    });
  });
  const pen = createPen({
    db,
    door,
    cache,
    workshop: id,
    log,
    signer,
    keys,
    onJobs: () => void sweep(),
    ...deps,
  });
  const context = { pen, db, deps };

  const me = async (): Promise<Me> => {
    const now = await db.state.get('state');
    const { membership } = await cache.read(now ?? state);
    const member = memberOf(membership, log);
    if (member === null) throw new Error('This log was never let in');
    return { member, log, isSteward: isStewardLog(membership, log) };
  };

  let finder: Finder | null = null;
  const workshop: Workshop = {
    id,
    db,
    cache,
    pen,
    me,
    commands: {
      ...custodyCommands(context),
      ...toolCommands(context),
      ...placeCommands(context),
      ...peopleCommands(context),
    },
    sweep,
    houseKey: async () => {
      const recovery = (await readSecrets(db))?.recovery ?? null;
      return recovery === null ? null : toHouseKey(new Uint8Array(recovery), deps.crypto);
    },
    keySaved: () => writeSecrets(db, { houseKeySavedAt: deps.clock.now() }),
    backup: async (onProgress) => (await import('./backup/writeBackup.ts')).writeBackup(workshop, deps, onProgress),
    backupSaved: () => writeSecrets(db, { backupSavedAt: deps.clock.now() }),
    safety: async () => {
      const saved = await readSecrets(db);
      return { keySavedAt: saved?.houseKeySavedAt ?? null, backupSavedAt: saved?.backupSavedAt ?? null };
    },
    importer: async () => (await import('./importing/openImporter.ts')).openImporter(workshop, deps),
    picture: async ({ blob, key }) => {
      const record = await db.blobs.get(blob);
      if (record === undefined) return null;
      const opened = await openBlob({ blob, key, bytes: new Uint8Array(record.bytes) }, deps.crypto);
      return opened.ok ? opened.value : null;
    },
    finder: () => (finder ??= openFinder(databaseName(id))),
    close: () => {
      finder?.close();
      db.dexie.close();
    },
  };
  return ok(workshop);
}

/** Calls during a run lead to one more run after it, which all of them wait for. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  return () => {
    if (running === null) return (running = work().finally(() => (running = null)));
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return (running = work().finally(() => (running = null)));
      });
    return next;
  };
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let done: Promise<Value> | null = null;
  return () => (done ??= work());
}
