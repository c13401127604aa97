import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import type { EpochKeys } from '#crypto/epochKeys.ts';
import { openFact } from '#crypto/openFact.ts';
import { isSealOf, readFact, type SealedFact } from '#crypto/readFact.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { createVerifySignature, type VerifySignature } from '#crypto/verifySignature.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { EpochId, FactId, LogId, WorkshopId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import { keyRotated } from '#domain/kinds/workshop.ts';
import { epochOf } from '#domain/settle/membership.ts';
import type { Accepted, AcceptRefusal, CarriedFact, CarriedPart, Ledger, WantedParts } from '#session/ledger.ts';
import { type FoundPart, attachParts } from '#store/attachParts.ts';
import { branchOf, logOf } from '#store/chains.ts';
import type { ChainKey, LogRecord, WorkshopDatabase } from '#store/database.ts';
import type { Door, Incoming } from '#store/door.ts';
import { findEvidence } from '#store/evidence.ts';
import type { Fork } from '#store/forks.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import { readEntries } from '#store/readEntries.ts';
import { type Place, type Run, forkOf, placeRuns, runsOf } from './foreignRuns.ts';
import { createNews } from './news.ts';
import { readPlaced } from './readPlaced.ts';

export interface LedgerDeps {
  readonly db: WorkshopDatabase;
  /** The door of all that is written in this tab, so that what it writes is heard of at once. */
  readonly door: Door;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  /** The same that trust adds to and the pen seals with. */
  readonly keys: EpochKeys;
  readonly crypto: CryptoDeps;
  readonly now: () => number;
  /** What came left work for the sweeper. */
  readonly onJobs: () => void;
  /** Calls back when something was stored, by another tab too. Without it Dexie is asked. */
  readonly watch?: (listener: () => void) => () => void;
  /** Resolves when the keys that stored rotations speak of were taken in. */
  readonly learned?: () => Promise<void>;
}

export interface KeptLedger extends Ledger {
  readonly stop: () => void;
}

/** Slices that wait are stored together up to this many facts: each transaction settles a stream once. */
const factsAtOnce = 1000;
/**
 * While somebody comes in no stream is settled, and what costs is to put the last chunk of every log again each time: turns
 * become as large as this device stores in the time between two steps of the progress one looks at, in ms.
 */
const mostAtOnceJoining = 5000;
const stepOfProgress = 600;
/** More cannot be in a slice of 64 KiB. */
const factsPerSlice = 400;
const mostLogs = 4096;
/** Person parts given in one answer, in bytes. */
const partBytes = 512 * 1024;
/** Facts under way to WebCrypto at once. */
const together = 256;

type Verdict = 'stored' | 'here' | AcceptRefusal['kind'];

/** A slice that waits for its turn. */
interface Waiting {
  readonly facts: readonly CarriedFact[];
  /** Hashed and decoded while others are stored; null where nothing can be read. */
  readonly read: Promise<readonly (SealedFact | null)[]>;
  readonly done: (accepted: Accepted) => void;
  readonly fail: (error: unknown) => void;
}

/** How many of these slices have together no more facts than that; at least one. */
function slicesUpTo(most: number, queue: readonly Waiting[]): number {
  let count = 0;
  const past = queue.findIndex(({ facts }) => (count += facts.length) > most);
  return past === -1 ? queue.length : Math.max(1, past);
}

/** Takes from the queue what is stored next in one transaction. */
function createTurns({ db, now }: Pick<LedgerDeps, 'db' | 'now'>) {
  let atOnceJoining = factsAtOnce;
  let begun = now();
  return {
    async next(queue: Waiting[]): Promise<readonly Waiting[]> {
      let slices = slicesUpTo(factsAtOnce, queue);
      if (slices < queue.length) {
        // A database that is gone is told by the turn itself.
        const state = await db.state.get('state').catch(() => undefined);
        if (state?.rowsCome === 'later') slices = slicesUpTo(atOnceJoining, queue);
      }
      begun = now();
      return queue.splice(0, slices);
    },
    took(facts: number): void {
      const perFact = Math.max(0.01, (now() - begun) / facts);
      if (facts >= factsAtOnce / 2)
        atOnceJoining = Math.round(Math.min(mostAtOnceJoining, Math.max(factsAtOnce, stepOfProgress / perFact)));
    },
  };
}

/** What sessions, parcels and tests need of this device: the facts in Dexie, and the only way in for those of others. */
export function createLedger(deps: LedgerDeps): KeptLedger {
  const { db, cache, workshop, keys, crypto } = deps;
  const verifying = createVerifySignature(crypto);
  const news = createNews(deps);
  const turns = createTurns(deps);
  const queue: Waiting[] = [];
  let isWorking = false;

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    while (queue.length > 0) {
      const turn = await turns.next(queue);
      try {
        const carried = turn.flatMap(({ facts }) => facts);
        const read = (await Promise.all(turn.map((each) => each.read))).flat();
        const verdicts = await takeIn(deps, await verifying, carried, read);
        turns.took(carried.length);
        let at = 0;
        for (const { facts, done } of turn) {
          done(acceptedOf(verdicts.slice(at, at + facts.length)));
          at += facts.length;
        }
      } catch (error) {
        for (const { fail } of turn) fail(error);
      }
    }
    isWorking = false;
  }

  return {
    workshop,
    stop: news.stop,
    onStored: news.onStored,
    heads: async () => (await db.logs.toArray()).map(headOf),
    read: (from) => readPlaced(db, from),
    accept: (facts) => {
      if (facts.length > factsPerSlice) return Promise.resolve({ stored: 0, refusals: [{ kind: 'quota' }] });
      return new Promise((done, fail) => {
        const read = readCarried(facts, crypto);
        // Told when its turn comes.
        read.catch(() => undefined);
        queue.push({ facts, read, done, fail });
        void work();
      });
    },
    wantedParts: async (limit) => {
      const state = await db.state.get('state');
      if (state === undefined) return [];
      const { forgottenSeqs } = await cache.read(state);
      const wanted: WantedParts[] = [];
      let left = limit;
      for (const { log: chain, lacking = [] } of await db.logs.toArray()) {
        if (lacking.length === 0 || left <= 0) continue;
        const log = logOf(chain);
        const seqs = lacking.filter((seq) => forgottenSeqs.get(log)?.has(seq) !== true).slice(0, left);
        if (seqs.length > 0) wanted.push({ log, seqs });
        left -= seqs.length;
      }
      return wanted;
    },
    parts: async (wanted) => {
      const parts: CarriedPart[] = [];
      let left = partBytes;
      for (const { log, seqs } of wanted)
        for (const record of await chainsOf(db, log))
          for (const [seq, { person }] of await readEntries(db, record, seqs)) {
            if (person === null || left < person.length) continue;
            left -= person.length;
            parts.push({ log, seq, bytes: person as Bytes });
          }
      return parts;
    },
    acceptParts: async (parts) => {
      const found = (await Promise.all(parts.map((part) => findPart(db, part, keys, crypto)))).filter(
        (part) => part !== null,
      );
      if (found.length > 0) await attachParts(db, cache, found);
      if (found.length > 0) deps.onJobs();
    },
  };
}

const headOf = ({ log, height, head }: LogRecord) => ({ log: logOf(log), branch: branchOf(log), height, head });

const chainsOf = (db: WorkshopDatabase, log: LogId): Promise<readonly LogRecord[]> =>
  db.logs.where('log').startsWith(log).toArray();

function acceptedOf(verdicts: readonly Verdict[]): Accepted {
  const kinds = new Set(verdicts);
  const refusals = [...kinds].flatMap((kind) => (kind === 'stored' || kind === 'here' ? [] : [{ kind }]));
  return { stored: verdicts.filter((verdict) => verdict === 'stored').length, refusals };
}

const readCarried = (carried: readonly CarriedFact[], crypto: CryptoDeps): Promise<readonly (SealedFact | null)[]> =>
  inSlices(carried, async (fact) => {
    const sealed = await readFact(fact.bytes, crypto);
    return sealed.ok && sealed.value.log === fact.log && sealed.value.seq === fact.seq ? sealed.value : null;
  });

/** What is authentic of these and joins a known log is stored, in one transaction; a verdict for each. */
async function takeIn(
  deps: LedgerDeps,
  verify: VerifySignature,
  carried: readonly CarriedFact[],
  read: readonly (SealedFact | null)[],
): Promise<readonly Verdict[]> {
  const persons = new Map<FactId, Bytes>();
  read.forEach((sealed, at) => {
    const person = carried[at]?.person ?? null;
    if (sealed !== null && person !== null) persons.set(sealed.id, person);
  });
  const verdicts = new Map<FactId, Verdict>();
  const learned = new Set<EpochId>();
  for (let left = read.filter((sealed) => sealed !== null); left.length > 0;) {
    const key = await nextKey(deps, left, learned);
    let open = left.slice(0, key.at + 1);
    const later = left.slice(key.at + 1);
    // A branch may begin on what the same slice brought; and another tab may have written meanwhile.
    for (let round = 0; round < 4 && open.length > 0; round += 1) {
      const taken = await takeRuns(deps, verify, open, persons);
      for (const [id, verdict] of taken) verdicts.set(id, verdict);
      const isProgress = open.some(({ id }) => verdicts.get(id) === 'stored');
      open = isProgress || round === 0 ? open.filter(({ id }) => verdicts.get(id) === 'gap') : [];
    }
    if (key.epoch !== null) {
      learned.add(key.epoch);
      await deps.learned?.();
    }
    // Who let a log in may stand behind the key: logs come in the order of their names.
    const unknown = left.slice(0, key.at + 1).filter(({ id }) => verdicts.get(id) === 'stranger');
    left = later.length > 0 ? [...open, ...unknown, ...later] : [];
  }
  return read.map((sealed) => (sealed === null ? 'forged' : (verdicts.get(sealed.id) ?? 'gap')));
}

/**
 * The first fact that speaks of a key others here are sealed with and that is not here yet. What comes after it waits until
 * the key was looked for: else it would be stored unread, and opened and settled once more.
 */
async function nextKey(
  { keys, crypto, learned: learn }: LedgerDeps,
  facts: readonly SealedFact[],
  learned: ReadonlySet<EpochId>,
): Promise<{ readonly at: number; readonly epoch: EpochId | null }> {
  const all = { at: facts.length - 1, epoch: null };
  const isMissing = (epoch: EpochId): boolean => !keys.has(epoch) && !learned.has(epoch);
  const missing = new Set(facts.flatMap(({ epoch }) => (epoch !== null && isMissing(epoch) ? [epoch] : [])));
  if (learn === undefined || missing.size === 0) return all;
  for (const [at, sealed] of facts.entries()) {
    const epoch = sealed.epoch === null ? epochOf(sealed) : null;
    if (epoch === null || !missing.has(epoch)) continue;
    const opened = await openFact(sealed, 'to-come', keys, crypto);
    if (opened.ok && opened.value.kind === keyRotated.name) return { at, epoch };
  }
  return all;
}

/** A run of which it is known where it goes, and that it was signed. */
interface Verified {
  readonly chain: ChainKey;
  readonly run: Run;
  readonly fork: Fork | null;
}

async function takeRuns(
  deps: LedgerDeps,
  verify: VerifySignature,
  facts: readonly SealedFact[],
  persons: ReadonlyMap<FactId, Bytes>,
): Promise<ReadonlyMap<FactId, Verdict>> {
  const { db, door, workshop, crypto } = deps;
  const verdicts = new Map<FactId, Verdict>();
  const judge = (run: readonly { readonly id: FactId }[], verdict: Verdict) => {
    for (const { id } of run) verdicts.set(id, verdict);
  };
  const runs = runsOf(facts);
  const places = await placeRuns(db, runs, crypto);
  const free = mostLogs - (await newLogRoom(db, places));
  const verified: Verified[] = [];
  const isTaken = new Set<ChainKey>();
  let begun = 0;
  await Promise.all(
    runs.map(async (run, at) => {
      const place = places[at] ?? { kind: 'gap' };
      judge(run, place.kind === 'gap' ? 'gap' : 'here');
      if (place.kind === 'here' || place.kind === 'gap') return;
      const [first] = place.run;
      if (first === undefined) return;
      const head = first.prev === null ? null : { seq: first.seq - 1, id: first.prev };
      const { accepted } = await verifyChain({ workshop, log: first.log, head, facts: place.run }, verify);
      judge(place.run.slice(accepted.length), 'forged');
      if (accepted.length === 0) return;
      const isNew = place.kind === 'joins' && first.seq === 0;
      if (isNew) begun += 1;
      if (isNew && begun > free) {
        judge(accepted, 'quota');
        return;
      }
      const forked = place.kind === 'forks' ? await forkOf(db, { ...place, run: accepted }, crypto) : null;
      const base = place.kind === 'forks' ? place.record.log : place.chain;
      // One change of a chain at a time: what else came for it is looked at again.
      if (isTaken.has(base)) {
        judge(accepted, 'gap');
        return;
      }
      isTaken.add(base);
      const chain = forked?.chain ?? base;
      verified.push({ chain, run: accepted, fork: forked?.fork ?? null });
    }),
  );
  if (verified.length === 0) return verdicts;

  const incoming = await openRuns(deps, verified, persons, facts);
  const opened = incoming.flatMap(({ fact }) => fact ?? []);
  const known = opened.some(({ kind, seq }) => kind === 'recovered' && seq === 0)
    ? ((await db.streams.get(workshopStream))?.facts ?? [])
    : [];
  const evidence = await findEvidence(opened, known, workshop, { verify, crypto });
  const forks = verified.flatMap(({ fork }) => fork ?? []);
  const written = await door.write({
    facts: incoming,
    ...(forks.length > 0 ? { forks } : {}),
    ...evidence,
    isOwn: false,
    now: deps.now(),
  });
  if (!written.ok) {
    const { kind } = written.refusal;
    judge(incoming, kind === 'storage-full' || kind === 'storage-lost' ? kind : 'gap');
    return verdicts;
  }
  const strangers = new Set(written.value.strangers);
  for (const { id, log } of incoming) verdicts.set(id, strangers.has(log) ? 'stranger' : 'stored');
  if (written.value.hasJobs) deps.onJobs();
  return verdicts;
}

/** How many logs there are, where some of these would begin one. */
async function newLogRoom(db: WorkshopDatabase, places: readonly Place[]): Promise<number> {
  const isBegun = places.some((place) => place.kind === 'joins' && place.run[0]?.seq === 0);
  return isBegun ? await db.logs.count() : 0;
}

/** Opened where the key is here, and in the order they came, which is the order their sender stored them in. */
async function openRuns(
  { keys, crypto }: LedgerDeps,
  verified: readonly Verified[],
  persons: ReadonlyMap<FactId, Bytes>,
  order: readonly SealedFact[],
): Promise<readonly Incoming[]> {
  const chainById = new Map(verified.flatMap(({ chain, run }) => run.map(({ id }) => [id, chain] as const)));
  const byId = new Map(order.map((sealed) => [sealed.id, sealed]));
  const accepted = [...byId.values()].filter(({ id }) => chainById.has(id));
  const inOrder = sortedWithin(accepted);
  return await inSlices(inOrder, async (sealed): Promise<Incoming> => {
    const { log, seq, id, prev, bytes } = sealed;
    const offered = persons.get(id) ?? null;
    const isPart = offered !== null && sealed.person !== null && (await isSealOf(sealed.person, offered, crypto));
    const person = isPart ? offered : null;
    const opened = await openFact(sealed, person ?? 'to-come', keys, crypto);
    return {
      log,
      seq,
      id,
      prev,
      chain: chainById.get(id) ?? log,
      entry: { bytes, person },
      fact: opened.ok ? opened.value : null,
      isUnread: !opened.ok && opened.refusal.kind === 'epoch-key-missing',
      lacksPerson: sealed.person !== null && person === null,
    };
  });
}

/** Facts of one log in order of `seq`, each log's in the places where they came. */
function sortedWithin(facts: readonly SealedFact[]): readonly SealedFact[] {
  const queues = groupBy(
    facts.toSorted((a, b) => a.seq - b.seq),
    ({ log }) => log,
  );
  const next = new Map<LogId, number>();
  return facts.map((fact) => {
    const at = next.get(fact.log) ?? 0;
    next.set(fact.log, at + 1);
    return queues.get(fact.log)?.[at] ?? fact;
  });
}

/** A part of somebody's fact that is lacking here, known by its hash. */
async function findPart(
  db: WorkshopDatabase,
  { log, seq, bytes }: CarriedPart,
  keys: EpochKeys,
  crypto: CryptoDeps,
): Promise<FoundPart | null> {
  for (const record of await chainsOf(db, log)) {
    const entry = record.lacking?.includes(seq) === true ? (await readEntries(db, record, [seq])).get(seq) : undefined;
    const sealed = entry && (await readFact(entry.bytes as Bytes, crypto));
    if (sealed?.ok !== true || sealed.value.person === null) continue;
    if (!(await isSealOf(sealed.value.person, bytes, crypto))) continue;
    const opened = await openFact(sealed.value, bytes, keys, crypto);
    return { chain: record.log, seq, bytes, fact: opened.ok ? opened.value : null };
  }
  return null;
}

async function inSlices<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (let from = 0; from < items.length; from += together)
    done.push(...(await Promise.all(items.slice(from, from + together).map(work))));
  return done;
}
