import type { WorkshopId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { names } from '#store/queries/names.ts';
import type { RowFiller } from '#store/rowFiller.ts';
import { readSecrets, writeSecrets } from '#store/secrets.ts';
import type { Deps } from './deps.ts';
import { type Finder, openFinder } from './search/openFinder.ts';
import type { Hand } from './hand.ts';
import type { Meet } from './meet.ts';
import type { OpenBoard } from './openBoard.ts';
import { createNearReads, meAmong } from './nearReads.ts';
import type { Commands, Workshop } from './workshop.ts';

export type OpenRefusal = Refusal | { readonly kind: 'workshop-unknown' };

/**
 * Opens a workshop this device knows. Only rows and the small state record are read here; logs stay closed until
 * something is written. `forScreens` begins at once to read what the first screen shows. `sweep` (jobs left over, rows of
 * another version) is for the screen to call after its first paint.
 */
export async function openWorkshop(
  id: WorkshopId,
  deps: Deps,
  { forScreens = false }: { readonly forScreens?: boolean } = {},
): Promise<Result<Workshop, OpenRefusal>> {
  const db = openDatabase(databaseName(id), deps.storage);
  const cache = createMembershipCache(db);
  const near = createNearReads(db, cache);
  if (forScreens) for (const read of Object.values(near)) read.begin();
  const close = (): void => {
    for (const read of Object.values(near)) read.stop();
    db.dexie.close();
  };
  const [state, secrets] = await Promise.all([db.state.get('state'), readSecrets(db)]);
  if (state === undefined || secrets === null) {
    close();
    return refused({ kind: 'workshop-unknown' });
  }
  const { log } = secrets.signing;
  const sweep = oneAtATime(async () => {
    // Alone among tabs; when another tab sweeps already, it does this tab's jobs too.
    await deps.locks.alone(`circule/sweep/${id}`, 0, async () => {
      const { createSweeper } = await import('#store/sweeper.ts');
      const sweeper = createSweeper(db, cache, { now: deps.clock.now, rest: deps.rest });
      try {
        await sweeper.rebuildIfOld();
        await sweeper.run();
      } catch (error) {
        // Left in the middle, it goes on at the next start.
        if (db.dexie.isOpen()) throw error;
      }
    });
  });
  const hand = once(async (): Promise<Hand> => {
    const { createHand } = await import('./hand.ts');
    return createHand({ db, cache, workshop: id, secrets, deps, onJobs: () => void sweep() });
  });

  const filler = once(async (): Promise<RowFiller | null> => {
    if (state.rowsCome === undefined) return null;
    const [{ door, keys }, { createRowFiller }] = await Promise.all([hand(), import('#store/rowFiller.ts')]);
    return createRowFiller({ db, cache, door, keys }, deps);
  });
  const board = once(async () => {
    const { openHouseBoard } = await import('./openBoard.ts');
    const opened = await openHouseBoard({ db, cache, workshop: id, door: (await hand()).door }, deps);
    if (isClosed) await opened.close();
    openBoard = opened;
    return opened;
  });
  let openBoard: OpenBoard | null = null;
  let met: Meet | null = null;
  let stopSettling = (): void => undefined;
  let isClosed = false;
  const startListeners = new Set<() => void>();
  const meet = once(async (): Promise<Meet> => {
    const module = await import('./meet.ts');
    const { meeting: ports } = deps;
    if (ports === undefined || state.isDemo) return module.meetsNobody;
    // Before the first fact comes: what was opened once need not be opened again.
    await filler();
    const begun = await module.meet({
      db,
      cache,
      workshop: id,
      secrets,
      hand: await hand(),
      deps,
      ports,
      board: async () => (await board()).port,
      onJobs: () => void sweep(),
    });
    if (isClosed) void begun.stop();
    if (secrets.formerLog !== null) {
      const { settleIn } = await import('./joining/settleIn.ts');
      stopSettling = await settleIn({ db, cache }, await hand(), log);
      if (isClosed) stopSettling();
    }
    met = begun;
    for (const each of startListeners) each();
    startListeners.clear();
    return begun;
  });

  let finder: Finder | null = null;
  const workshop: Workshop = {
    id,
    db,
    cache,
    pen: { log, write: async (streams, decide) => (await hand()).pen.write(streams, decide) },
    me: async () => meAmong(await names(db), db, cache),
    near,
    commands: commandsOf(hand),
    sweep: async () => {
      await sweep();
      // The first act should not wait for its own code.
      await hand();
      if (!isClosed) await meet();
    },
    fillRows: async (onProgress) => {
      await (await filler())?.fill(onProgress);
      await sweep();
    },
    meeting: {
      now: () => met?.meeting ?? null,
      onStart: (listener) => {
        startListeners.add(listener);
        return () => void startListeners.delete(listener);
      },
    },
    letIn: async (text, onAnswered) => {
      const { letInWith } = await import('./joining/letIn.ts');
      return letInWith(text, { workshop: id, deps, meet: await meet() }, onAnswered);
    },
    board: async () => (await board()).house,
    parcels: {
      write: async () => (await meet()).parcels.write(),
      read: async (bytes) => (await meet()).parcels.read(bytes),
    },
    houseKey: async () => {
      const recovery = (await readSecrets(db))?.recovery ?? null;
      const { toHouseKey } = await import('#crypto/houseKey.ts');
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
    picture: async ({ blob, key }, until) => {
      const here = (await db.blobs.get(blob))?.bytes;
      const bytes =
        here ??
        (until === undefined ? null : await (await pictureNotes()).blobArrival(db, blob, until, deps.clock.now()));
      if (bytes === null) return null;
      const { openBlob } = await import('#crypto/blob.ts');
      const opened = await openBlob({ blob, key, bytes: new Uint8Array(bytes) }, deps.crypto);
      return opened.ok ? opened.value : null;
    },
    pictureOpened: async (blob) => (await pictureNotes()).noteOpened(db, blob, deps.clock.now()),
    finder: () => (finder ??= openFinder(databaseName(id))),
    close: () => {
      isClosed = true;
      finder?.close();
      stopSettling();
      if (met === null && openBoard === null) close();
      else void Promise.allSettled([met?.stop(), openBoard?.close()]).then(close);
    },
  };
  return ok(workshop);
}

/** Most pictures are here when they are shown. */
const pictureNotes = () => import('#store/blobArrival.ts');

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

/** Named one by one, so that a command added to `Commands` and forgotten here does not compile. */
const commandNames: { readonly [Name in keyof Commands]: true } = {
  take: true,
  giveBack: true,
  handOver: true,
  haveNow: true,
  withdraw: true,
  reportFault: true,
  noteRepair: true,
  closeFault: true,
  withdrawCare: true,
  addTool: true,
  describeTool: true,
  addPhoto: true,
  removePhoto: true,
  addFile: true,
  removeFile: true,
  retire: true,
  restore: true,
  bindLabel: true,
  bindLabels: true,
  unbindLabel: true,
  claimCode: true,
  releaseCode: true,
  newLabels: true,
  addPlace: true,
  describePlace: true,
  addCategory: true,
  describeCategory: true,
  planDuty: true,
  describeDuty: true,
  endDuty: true,
  takeOnDuty: true,
  giveBackDuty: true,
  doDuty: true,
  undoDuty: true,
  addMember: true,
  writeProfile: true,
  describeWorkshop: true,
  eraseMember: true,
  invite: true,
  admit: true,
  keepAdmission: true,
  giveRole: true,
  removeMember: true,
  removeDevice: true,
  leave: true,
  adopt: true,
  closeDoubled: true,
  rotateKey: true,
  addSkill: true,
  describeSkill: true,
  retireSkill: true,
  teach: true,
  noteInduction: true,
  learn: true,
  withdrawInduction: true,
  offerToShow: true,
  keepText: true,
  beginBoard: true,
  withdrawBatch: true,
};

/** Each command waits for the hand, then acts. */
function commandsOf(hand: () => Promise<Hand>): Commands {
  type Act = (...words: readonly unknown[]) => Promise<unknown>;
  const late =
    (name: keyof Commands): Act =>
    async (...words) =>
      ((await hand()).commands[name] as Act)(...words);
  const names = Object.keys(commandNames) as (keyof Commands)[];
  return Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as Commands;
}
