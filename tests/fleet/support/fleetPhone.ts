/** A whole phone in this process: its own storage, clock, locks and dice; what an app does between screen and link. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import type { EpochKeys } from '#crypto/epochKeys.ts';
import type { Signer } from '#crypto/signingKey.ts';
import type { SessionCrypto } from '#session/handshake.ts';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import { databaseName, openDatabase, type WorkshopDatabase } from '#store/database.ts';
import type { Door } from '#store/door.ts';
import { createMembershipCache, type MembershipCache } from '#store/membershipCache.ts';
import { readSecrets } from '#store/secrets.ts';
import { createSweeper } from '#store/sweeper.ts';
import { createKeptBlobs, type KeptBlobs } from '#sync/blobShelf.ts';
import { createLedger, type KeptLedger } from '#sync/ledger.ts';
import { createTrust, type KeptTrust } from '#sync/trust.ts';
import type { Deps } from '#app/deps.ts';
import { createHand } from '#app/hand.ts';
import type { Pen } from '#app/pen.ts';
import type { Commands } from '#app/workshop.ts';
import { createLocks } from '#tests/support/phone.ts';

/** What stays when the app is closed. */
export interface Installation {
  readonly name: string;
  readonly workshop: WorkshopId;
  readonly storage: Required<Pick<Deps, 'storage'>>['storage'];
  readonly crypto: SessionCrypto;
  /** Milliseconds this phone's clock is ahead of the others. */
  readonly clock: { ahead: number };
}

/** The app, running. */
export interface FleetPhone {
  readonly installation: Installation;
  readonly deps: Deps;
  readonly db: WorkshopDatabase;
  readonly cache: MembershipCache;
  readonly door: Door;
  readonly log: LogId;
  readonly signer: Signer;
  readonly pen: Pen;
  readonly commands: Commands;
  readonly ledger: KeptLedger;
  readonly trust: KeptTrust;
  readonly agreement: AgreementKeyRecord;
  readonly keys: EpochKeys;
  readonly blobs: KeptBlobs;
  /** What the sweeper has to do, done. */
  readonly sweep: () => Promise<void>;
  readonly close: () => void;
}

export const newStorage = (): Installation['storage'] => ({ indexedDB: new IDBFactory(), IDBKeyRange });

export interface World {
  /** Time as it passes for all. */
  now: number;
}

export async function startPhone(installation: Installation, world: World): Promise<FleetPhone> {
  const { workshop, storage, crypto, clock } = installation;
  const now = (): number => (world.now += 1) + clock.ahead;
  const deps: Deps = {
    crypto,
    clock: { now, today: () => new Date(world.now + clock.ahead).toISOString().slice(0, 10) },
    locks: createLocks(),
    storage,
    rest: () => Promise.resolve(),
  };
  const db = openDatabase(databaseName(workshop), storage);
  const cache = createMembershipCache(db);
  const secrets = await readSecrets(db);
  if (secrets === null) throw new Error(`${installation.name} has no keys`);
  const onJobs = (): void => undefined;
  const hand = createHand({ db, cache, workshop, secrets, deps, onJobs });
  const { pen, door, keys, commands } = hand;
  const signer = await hand.signer();
  if (signer === null) throw new Error(`${installation.name} cannot sign`);
  const { log } = signer;
  const agreement = secrets.agreement as AgreementKeyRecord;
  const trust = createTrust({
    db,
    door,
    cache,
    workshop,
    log,
    agreement,
    keys,
    crypto,
    now,
    rest: deps.rest,
    onJobs,
  });
  const ledger = createLedger({
    db,
    door,
    cache,
    workshop,
    keys,
    crypto,
    now,
    onJobs,
    watch: () => () => undefined,
    learned: trust.settled,
  });
  const blobs = createKeptBlobs({ db, crypto, log, now, watch: () => () => undefined });
  const sweeper = createSweeper(db, cache, { now, rest: deps.rest });
  return {
    installation,
    deps,
    db,
    cache,
    door,
    log,
    signer,
    pen,
    commands,
    ledger,
    trust,
    agreement,
    keys,
    blobs,
    sweep: async () => {
      await trust.settled();
      await sweeper.run();
      await blobs.look();
    },
    close: () => {
      ledger.stop();
      trust.stop();
      blobs.stop();
      db.dexie.close();
    },
  };
}

/** All records of a phone, to make another of them: a clone, a backup, the same beginning for the next story. */
export type Snapshot = ReadonlyMap<string, readonly unknown[]>;

export async function snapshotOf({ dexie }: WorkshopDatabase): Promise<Snapshot> {
  const tables = await Promise.all(dexie.tables.map(async (table) => [table.name, await table.toArray()] as const));
  return new Map(tables.filter(([, records]) => records.length > 0));
}

export async function putSnapshot(snapshot: Snapshot, { workshop, storage }: Installation): Promise<void> {
  const { dexie } = openDatabase(databaseName(workshop), storage);
  const tables = [...snapshot.keys()].map((name) => dexie.table(name));
  await dexie.transaction('rw', tables, async () => {
    await Promise.all([...snapshot].map(([name, records]) => dexie.table(name).bulkPut([...records])));
  });
  dexie.close();
}
