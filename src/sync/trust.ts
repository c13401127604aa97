import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { type Bytes, readBase64url } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { type EpochKeys, isEpochSecret } from '#crypto/epochKeys.ts';
import { readHeader } from '#crypto/factHeader.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact, signatureOf } from '#crypto/readFact.ts';
import { openSealedKey, sealEpochKey } from '#crypto/sealedKey.ts';
import { signedFor, signedMessage } from '#crypto/signedMessage.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { Fact } from '#domain/fact.ts';
import type { EpochId, LogId, WorkshopId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { keyRotated } from '#domain/kinds/workshop.ts';
import { type Membership, epochOf } from '#domain/settle/membership.ts';
import { newsAmong } from '#session/introduced.ts';
import type { SealedKey, Standing, Trust } from '#session/ledger.ts';
import { logOf } from '#store/chains.ts';
import type { StreamRecord, WorkshopDatabase } from '#store/database.ts';
import type { Door } from '#store/door.ts';
import { addEpochs, readEpochs } from '#store/epochSecrets.ts';
import { findEvidence } from '#store/evidence.ts';
import { type MembershipCache, heightsAwaited, rightFrom } from '#store/membershipCache.ts';
import { openUnread } from '#store/openUnread.ts';
import { readEntries } from '#store/readEntries.ts';
import { membershipNow, readState } from '#store/readState.ts';
import { introOf } from './intro.ts';

export interface TrustDeps {
  readonly db: WorkshopDatabase;
  readonly door: Door;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  /** This device. */
  readonly log: LogId;
  readonly agreement: AgreementKeyRecord | null;
  readonly keys: EpochKeys;
  readonly crypto: CryptoDeps;
  readonly now: () => number;
  readonly rest: () => Promise<void>;
  /** Facts that were opened left work for the sweeper. */
  readonly onJobs: () => void;
  /** Keys came: there are other rooms to be in, and another epoch to write in. */
  readonly onKeys?: () => void;
}

export interface KeptTrust extends Trust {
  /** Resolves when the keys that came were taken in and what they open was opened. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
}

/** One message of a session names no more. */
const mostKeys = 64;
const mostIntro = 64;

export function createTrust(deps: TrustDeps): KeptTrust {
  const { db, door, cache, workshop, log: own, agreement, keys, crypto } = deps;
  const verifying = createVerifySignature(crypto);
  let settling: Promise<void> = Promise.resolve();
  let isStopped = false;
  /** Keys were added while facts may have been on their way to the door, still unread. */
  let mayHaveMissed = false;

  async function read() {
    const state = await readState(db);
    const record: StreamRecord = (await db.streams.get(workshopStream)) ?? { id: workshopStream, facts: [] };
    return { state, record, membership: (await cache.read(state)).membership };
  }

  function later(work: () => Promise<void>): Promise<void> {
    const before = settling;
    settling = inTurn();
    return settling;

    async function inTurn(): Promise<void> {
      // What failed was told by its own promise: it must not keep all that comes after from being done.
      await before.catch(() => undefined);
      try {
        if (!isStopped) await work();
      } catch (error) {
        // The page is being closed; what is missing is looked for again at the next start.
        if (db.dexie.isOpen()) throw error;
      }
    }
  }

  /** Takes in keys that match the check of their epoch, and opens what waited for them. */
  async function add(found: ReadonlyMap<EpochId, Bytes>): Promise<void> {
    const fresh = [...found].filter(([epoch]) => !keys.has(epoch));
    if (fresh.length === 0) return;
    await addEpochs(db, 'epochs', new Map(fresh));
    for (const [epoch, secret] of fresh) keys.add(epoch, secret);
    mayHaveMissed = true;
    deps.onKeys?.();
  }

  async function open(): Promise<void> {
    if (await openUnread(db, door, keys, deps)) deps.onJobs();
  }

  /** Keys that rotations bring for this device, and those given before their rotation was here. */
  async function learn(): Promise<void> {
    const missing = [...(await rotationsWanted())].filter(([epoch]) => !keys.has(epoch));
    const provisional = await readEpochs(db, 'provisional');
    const found = new Map<EpochId, Bytes>();
    for (const [epoch, { check, sealed }] of missing) {
      const given = provisional.get(epoch);
      for (const secret of [...(given ? [given] : []), ...(await sealedForUs(sealed))])
        if (await isEpochSecret(secret, check, crypto)) found.set(epoch, secret);
    }
    await add(found);
  }

  /**
   * Rotations whose key may be taken: those that count, and those that did when somebody honest wrote in their epoch. A
   * thief's own facts ask for no key of the thief's.
   */
  async function rotationsWanted() {
    const { record, membership } = await read();
    const wanted = new Set([...membership.epochs.map(({ epoch }) => epoch), ...(await unreadEpochs(db, membership))]);
    return new Map([...rotationsIn(record.facts)].filter(([epoch]) => wanted.has(epoch)));
  }

  async function sealedForUs(sealed: readonly (readonly [LogId, string])[]): Promise<readonly Bytes[]> {
    if (agreement === null) return [];
    const mine = sealed.filter(([log]) => log === own);
    const opened = await Promise.all(
      mine.map(async ([, text]) => {
        const bytes = readBase64url(text);
        const context = { workshop, epoch: null, log: own };
        return bytes.ok ? await openSealedKey(bytes.value, agreement, context, crypto) : null;
      }),
    );
    return opened.filter((secret) => secret !== null);
  }

  const stopListening = door.onStored((facts) => {
    const isAboutKeys = facts.some(({ fact }) => fact?.kind === keyRotated.name);
    const isMissed = mayHaveMissed && facts.some(({ isUnread }) => isUnread === true);
    if (isAboutKeys)
      void later(async () => {
        const before = mayHaveMissed;
        mayHaveMissed = false;
        await learn();
        if (mayHaveMissed) await open();
        mayHaveMissed ||= before;
      });
    if (isMissed) {
      mayHaveMissed = false;
      void later(open);
    }
  });
  // What came before a restart, or while another tab led.
  void later(async () => {
    await learn();
    await open();
  });

  return {
    settled: async () => {
      for (let seen: Promise<void> | null = null; seen !== settling;) {
        seen = settling;
        await seen;
      }
    },
    stop: () => {
      isStopped = true;
      stopListening();
    },
    standingOf: async (log) => standingIn(await membershipNow(db, cache), log),
    standingWith: async (log, intro) => {
      const { state, record, membership } = await read();
      const known = standingIn(membership, log);
      if (known !== 'stranger' || intro.length > mostIntro) return known;
      const shown = await readIntro(intro);
      const records = await db.logs.bulkGet(shown.map((fact) => fact.log));
      const heights = new Map(records.flatMap((each) => (each === undefined ? [] : [[logOf(each.log), each.height]])));
      const told = newsAmong(shown, record.facts, membership, (each) => heights.get(each) ?? 0);
      if (told.length === 0) return 'stranger';
      const verify = await verifying;
      const { proven, admissions } = await findEvidence(told, record.facts, workshop, { verify, crypto });
      const together = {
        ...record,
        facts: [...record.facts, ...told],
        admissions: { ...record.admissions, ...admissions },
      };
      const source = {
        workshop,
        record: together,
        proven: { ...proven, ...state.proven },
        heights: await heightsAwaited(db, together),
      };
      return standingIn(rightFrom(source, -1).membership, log);
    },
    intro: async () => {
      const { record, membership } = await read();
      return await introOf(db, record, membership, { workshop, own });
    },
    missingKeys: async () => {
      const rotations = await rotationsWanted();
      return [...rotations.keys()].filter((epoch) => !keys.has(epoch));
    },
    newestKeys: async () => {
      const { epochHeads } = await membershipNow(db, cache);
      return epochHeads.flatMap(({ epoch }) => (keys.has(epoch) ? [epoch] : []));
    },
    sealKeysFor: async (log, wanted) => {
      const membership = await membershipNow(db, cache);
      const recipient = membership.devices.get(log)?.agreement ?? null;
      if (recipient === null || standingIn(membership, log) !== 'in') return [];
      const secrets = await readEpochs(db, 'epochs');
      const sealed = await Promise.all(
        wanted.slice(0, mostKeys).map(async (epoch): Promise<readonly SealedKey[]> => {
          const secret = secrets.get(epoch);
          const bytes = secret && (await sealEpochKey(secret, { workshop, epoch, log, agreement: recipient }, crypto));
          return bytes ? [{ epoch, sealed: bytes }] : [];
        }),
      );
      return sealed.flat();
    },
    acceptKeys: async (given) => {
      if (agreement === null) return;
      const [rotations, all] = [await rotationsWanted(), rotationsIn((await read()).record.facts)];
      const found = new Map<EpochId, Bytes>();
      const provisional = new Map<EpochId, Bytes>();
      for (const { epoch, sealed } of given.slice(0, mostKeys)) {
        if (keys.has(epoch)) continue;
        const secret = await openSealedKey(sealed, agreement, { workshop, epoch, log: own }, crypto);
        if (secret?.length !== 32) continue;
        const rotation = rotations.get(epoch);
        if (!all.has(epoch)) provisional.set(epoch, secret);
        else if (rotation === undefined) continue;
        else if (await isEpochSecret(secret, rotation.check, crypto)) found.set(epoch, secret);
      }
      if (provisional.size > 0) {
        await addEpochs(db, 'provisional', provisional);
        deps.onKeys?.();
      }
      await add(found);
      // Its rotation may have come meanwhile.
      void later(async () => {
        if (provisional.size > 0) await learn();
        await open();
      });
    },
  };

  /** Facts in clear that their logs did sign: each stands alone here, so each by its own signature. */
  async function readIntro(intro: readonly Bytes[]): Promise<readonly Fact[]> {
    const verify = await verifying;
    const facts = await Promise.all(
      intro.map(async (bytes) => {
        const sealed = await readFact(bytes, crypto);
        if (!sealed.ok || sealed.value.epoch !== null) return null;
        const { log, id, headerLength } = sealed.value;
        const message = signedMessage(signedFor(workshop, id), bytes.subarray(0, headerLength));
        if (!(await verify(log, signatureOf(sealed.value), message))) return null;
        const opened = await openFact(sealed.value, 'to-come', keys, crypto);
        return opened.ok ? opened.value : null;
      }),
    );
    return facts.filter((fact) => fact !== null).filter(({ streams }) => streams.includes(workshopStream));
  }
}

function standingIn({ devices }: Membership, log: LogId): Standing {
  const device = devices.get(log);
  return device === undefined ? 'stranger' : device.cut === null ? 'in' : 'cut';
}

type Rotation = ReturnType<typeof bodyOf<(typeof keyRotated)['body'], (typeof keyRotated)['person']>>;

/** Every rotation here, whether or not it counts. */
function rotationsIn(facts: readonly Fact[]) {
  return new Map(
    facts.flatMap((fact) => {
      const body: Rotation = bodyOf(keyRotated, fact);
      return body === null ? [] : [[epochOf(fact), { check: body.check, sealed: body.sealed ?? [] }] as const];
    }),
  );
}

/** The epochs that the first unread fact of each log was written in, where it counts. */
async function unreadEpochs(db: WorkshopDatabase, { devices }: Membership): Promise<readonly EpochId[]> {
  const entries = await Promise.all(
    (await db.logs.toArray()).map(async (record) => {
      const [first] = record.unread ?? [];
      const device = devices.get(logOf(record.log));
      if (first === undefined || device === undefined || (device.cut !== null && first > device.cut.seq)) return [];
      return [...(await readEntries(db, record, [first])).values()];
    }),
  );
  return entries.flat().flatMap(({ bytes }) => {
    const header = readHeader(bytes);
    return header.ok ? (header.value.header.epoch ?? []) : [];
  });
}
