import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { isSealOf, readFact, type SealedFact, signatureOf } from '#crypto/readFact.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import type { VerifySignature } from '#crypto/verifySignature.ts';
import { readHeader } from '#crypto/factHeader.ts';
import { signedFor, signedMessage } from '#crypto/signedMessage.ts';
import type { Bytes } from '#crypto/bytes.ts';
import type { Fact } from '#domain/fact.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { BlobId, FactId, LogId, WorkshopId } from '#domain/ids.ts';
import type { Membership } from '#domain/settle/membership.ts';
import type { Branch } from '#domain/settle/pasts.ts';
import { newsAmong } from '#session/introduced.ts';
import type {
  Accepted,
  AcceptRefusal,
  CarriedFact,
  Ledger,
  LogFrom,
  LogHeight,
  StoredFact,
  Trust,
} from '#session/ledger.ts';
import { createClearFolder, standingOf, toClearFact } from './clearFacts.ts';
import { type ArrivedClear, forgettingDue, newlyDue } from './forgetting.ts';
import { createKeyedLock } from './keyedLock.ts';
import { joinLine, type Joining } from './lines.ts';
import type { FactStore, KeptFact, LineHeight, MovedLine, PartState, PlacedFact, PutPart } from './store/factStore.ts';
import { sizeOf } from './store/reading.ts';

/** How much one workshop may bring here. */
export interface WorkshopQuota {
  readonly bytes: number;
  readonly facts: number;
  readonly logs: number;
  /** Of one log beyond its cut: honest ones may be adopted yet, a thief could write for ever. */
  readonly factsBeyondCut: number;
  /** In clear: each is folded again with every change of membership, so they cost everybody time. */
  readonly clearFacts: number;
}

export const usualQuota: WorkshopQuota = {
  bytes: 512 * 1024 * 1024,
  facts: 500_000,
  logs: 4096,
  factsBeyondCut: 1000,
  clearFacts: 4000,
};

export interface BlindLedgerDeps {
  readonly workshop: WorkshopId;
  readonly store: FactStore;
  readonly verify: VerifySignature;
  readonly crypto: Pick<CryptoDeps, 'subtle'>;
  readonly now: () => number;
  readonly quota: WorkshopQuota;
}

/** A fact carried from another pod's archive, with the time it came there. */
export type ArrivedFact = CarriedFact & { readonly arrived?: number | null };

/** The pod's side of a session: it keeps what it cannot read, once signatures and membership are checked. */
export interface BlindLedger extends Ledger {
  readonly accept: (facts: readonly ArrivedFact[]) => Promise<Accepted>;
  readonly trust: Trust;
  readonly size: () => { readonly facts: number; readonly bytes: number; readonly logs: number };
  /** Pictures and files that are to be forgotten, as of the last sweep or fact in clear. */
  readonly forgottenBlobs: () => ReadonlySet<BlobId>;
  /** Drops the person parts whose time has come. */
  readonly sweep: () => Promise<void>;
}

/** Slices go out in runs of this size, person parts included. */
const runBytes = 64 * 1024;

/** One fact on its way in: read, and not yet believed. */
interface Candidate {
  readonly sealed: SealedFact;
  readonly person: Bytes | null;
  readonly arrived: number | null | undefined;
  /** Where it stood among those it came with: causal order, which is kept. */
  readonly at: number;
}

/** Facts of one log in a row, authentic. */
interface Run {
  readonly log: LogId;
  readonly facts: readonly Candidate[];
  readonly joining: Joining;
}

export async function openBlindLedger(deps: BlindLedgerDeps): Promise<BlindLedger> {
  const { workshop, store, verify, crypto, now, quota } = deps;
  const folder = createClearFolder(workshop, verify, crypto);
  const locked = createKeyedLock();

  let lines = await readLines();
  let branches = await readBranches();
  let clear: readonly ArrivedClear[] = await readClear();
  let membership: Membership = await fold(clear.map(({ fact }) => fact));
  let forgottenSeqs: ReadonlyMap<LogId, ReadonlySet<number>> = new Map();
  let forgottenBlobs: ReadonlySet<BlobId> = new Set();
  const size = await readSize();
  const reserved = { facts: 0, bytes: 0 };
  const listeners = new Set<(facts: readonly StoredFact[]) => void>();
  await sweep();

  function linesOf(log: LogId): readonly LineHeight[] {
    return lines.get(log) ?? [];
  }

  async function readLines(): Promise<Map<LogId, readonly LineHeight[]>> {
    return groupBy(await store.heights(workshop), ({ log }) => log);
  }

  function fold(facts: readonly Fact[]): Promise<Membership> {
    return folder.fold(facts, { branches, heightOf: mainHeight });
  }

  function mainHeight(log: LogId): number {
    return linesOf(log).find(({ branch }) => branch === null)?.height ?? 0;
  }

  /** The ids of all that stands beside a log: which line a fact is on, its `seq` alone does not say. */
  async function readBranches(): Promise<readonly Branch[]> {
    const sides = [...lines.values()]
      .flat()
      .flatMap(({ log, branch, start }) => (branch === null ? [] : [{ log, branch, from: start }]));
    return Promise.all(
      sides.map(async (side) => {
        const facts = new Set<FactId>();
        for await (const run of runsOf([side])) for (const { id } of run) facts.add(id);
        return { log: side.log, id: side.branch, from: side.from, facts };
      }),
    );
  }

  async function readClear(): Promise<readonly ArrivedClear[]> {
    const read: ArrivedClear[] = [];
    for (const { bytes, arrived } of await store.clear(workshop)) {
      const sealed = await readFact(bytes, crypto);
      const fact = sealed.ok ? toClearFact(sealed.value) : null;
      if (fact !== null) read.push({ fact, arrived: arrived ?? 0 });
    }
    return read;
  }

  async function readSize(): Promise<{ facts: number; bytes: number }> {
    const known = (await store.workshops()).find((each) => each.workshop === workshop);
    return { facts: known?.facts ?? 0, bytes: known?.bytes ?? 0 };
  }

  async function accept(facts: readonly ArrivedFact[]): Promise<Accepted> {
    const read = await Promise.all(facts.map(toCandidate));
    const candidates = read.filter((each) => each !== null);
    const refusals: AcceptRefusal[] = candidates.length < read.length ? [{ kind: 'forged' }] : [];
    const logs = [...new Set(candidates.map(({ sealed }) => sealed.log))];
    return locked(logs, async () => {
      let stored = 0;
      // A log that came doubled brings several runs; each needs the one before to be here.
      for (let waves = toRuns(candidates); waves.length > 0;) {
        const taken = await takeWave(waves.flatMap((runs) => runs.slice(0, 1)));
        stored += taken.stored;
        refusals.push(...taken.refusals);
        waves = waves.map((runs) => runs.slice(1)).filter((runs) => runs.length > 0);
      }
      return { stored, refusals };
    });
  }

  async function toCandidate({ bytes, person, arrived }: ArrivedFact, at: number): Promise<Candidate | null> {
    const read = await readFact(bytes, crypto);
    if (!read.ok) return null;
    const sealed = read.value;
    const isPart = person !== null && sealed.person !== null && (await isSealOf(sealed.person, person, crypto));
    return { sealed, person: isPart ? person : null, arrived, at };
  }

  async function takeWave(chains: readonly (readonly Candidate[])[]): Promise<Accepted> {
    const refusals: AcceptRefusal[] = [];
    const verified = await Promise.all(
      chains.map(async (chain) => {
        const run = await verifyRun(chain);
        if ('kind' in run) refusals.push(run);
        return 'kind' in run || run.facts.length === 0 ? [] : [run];
      }),
    );
    const runs = verified.flat();
    const news = runs.flatMap(({ facts }) => facts.flatMap(({ sealed, arrived }) => toArrivedClear(sealed, arrived)));
    if (clear.length + news.length > quota.clearFacts && news.length > 0)
      return { stored: 0, refusals: [...refusals, { kind: 'quota' }] };
    const after = news.length === 0 ? membership : await fold([...clear, ...news].map(({ fact }) => fact));
    const allowed = runs.filter((run) => {
      const refusal = refuseRun(run, after);
      if (refusal !== null) refusals.push(refusal);
      return refusal === null;
    });
    if (allowed.length === 0) return { stored: 0, refusals };
    const answer = await write(allowed);
    return answer === null
      ? { stored: allowed.reduce((count, { facts }) => count + facts.length, 0), refusals }
      : { stored: 0, refusals: [...refusals, answer] };
  }

  /** Without what is here already; only what its log did sign. */
  async function verifyRun(chain: readonly Candidate[]): Promise<Run | AcceptRefusal> {
    const fresh = await withoutKnown(chain);
    const [first] = fresh;
    if (first === undefined) return { log: '' as LogId, facts: [], joining: { branch: null, moved: null } };
    const { log, seq, prev } = first.sealed;
    const joining = await joinLine(store, workshop, linesOf(log), first.sealed);
    if (!joining.ok) return joining.refusal;
    const head = prev === null ? null : { seq: seq - 1, id: prev };
    const reading = await verifyChain({ workshop, log, head, facts: fresh.map(({ sealed }) => sealed) }, verify);
    if (reading.accepted.length === 0) return { kind: 'forged' };
    return { log, facts: fresh.slice(0, reading.accepted.length), joining: joining.value };
  }

  async function withoutKnown(chain: readonly Candidate[]): Promise<readonly Candidate[]> {
    const height = Math.max(0, ...linesOf(chain[0]?.sealed.log as LogId).map((line) => line.height));
    for (const [at, { sealed }] of chain.entries()) {
      if (sealed.seq >= height) return chain.slice(at);
      const here = await store.at(workshop, sealed.log, sealed.seq);
      if (!here.some(({ id }) => id === sealed.id)) return chain.slice(at);
    }
    return [];
  }

  function refuseRun({ log, facts }: Run, after: Membership): AcceptRefusal | null {
    const device = after.devices.get(log);
    // Let in twice with one invitation: a steward may yet keep this one.
    const cut = device === undefined && after.waiting.has(log) ? { seq: -1 } : device?.cut;
    if (cut === undefined) return { kind: 'stranger' };
    const last = facts.at(-1)?.sealed.seq ?? 0;
    if (cut !== null && last - cut.seq > quota.factsBeyondCut) return { kind: 'quota' };
    return !lines.has(log) && lines.size >= quota.logs ? { kind: 'quota' } : null;
  }

  /** Null when it is on the disk. */
  async function write(runs: readonly Run[]): Promise<AcceptRefusal | null> {
    const facts = runs
      .flatMap((run) => run.facts.map((each) => ({ each, branch: run.joining.branch })))
      .toSorted((one, other) => one.each.at - other.each.at)
      .map(({ each, branch }) => toKept(each, branch));
    const bytes = facts.reduce((sum, fact) => sum + sizeOf(fact), 0);
    const isTooMuch =
      size.facts + reserved.facts + facts.length > quota.facts || size.bytes + reserved.bytes + bytes > quota.bytes;
    if (isTooMuch) return { kind: 'quota' };
    reserved.facts += facts.length;
    reserved.bytes += bytes;
    const moved: readonly MovedLine[] = runs.flatMap(({ joining }) => joining.moved ?? []);
    const answer = await store.append(workshop, { moved, facts });
    reserved.facts -= facts.length;
    reserved.bytes -= bytes;
    if (!answer.ok) return answer.refusal;
    size.facts += facts.length;
    size.bytes += bytes;
    await learn(runs, facts, moved.length > 0);
    for (const listener of listeners) listener(facts);
    return null;
  }

  function toKept({ sealed, person, arrived }: Candidate, branch: FactId | null): KeptFact {
    const { log, seq, id, bytes } = sealed;
    const isGone = isForgotten(log, seq);
    const part: PartState = sealed.person === null ? 'none' : isGone ? 'dropped' : person === null ? 'wanted' : 'here';
    return {
      log,
      seq,
      branch,
      id,
      bytes,
      person: part === 'here' ? person : null,
      part,
      arrived: sealed.epoch === null ? (arrived ?? now()) : null,
    };
  }

  /** Memory follows the disk, never the other way round. */
  async function learn(runs: readonly Run[], facts: readonly KeptFact[], isMoved: boolean): Promise<void> {
    if (isMoved) lines = await readLines();
    else for (const run of runs) grow(lines, run);
    if (isMoved || runs.some(({ joining }) => joining.branch !== null)) branches = await readBranches();
    const news = runs.flatMap((run) => run.facts.flatMap(({ sealed, arrived }) => toArrivedClear(sealed, arrived)));
    if (news.length === 0 && !isMoved) return;
    clear = [...clear, ...news];
    membership = await fold(clear.map(({ fact }) => fact));
    if (facts.some(({ arrived }) => arrived !== null)) await sweep();
  }

  function toArrivedClear(sealed: SealedFact, arrived: number | null | undefined): readonly ArrivedClear[] {
    const fact = toClearFact(sealed);
    return fact === null ? [] : [{ fact, arrived: arrived ?? now() }];
  }

  const isForgotten = (log: LogId, seq: number): boolean => forgottenSeqs.get(log)?.has(seq) === true;

  async function sweep(): Promise<void> {
    const due = forgettingDue(clear, membership, now());
    forgottenBlobs = due.blobs;
    const fresh = newlyDue(due.seqs, forgottenSeqs);
    if (fresh.length === 0) return;
    const dropped = await Promise.all(fresh.map((each) => store.dropParts(workshop, each)));
    // What could not be dropped (the disk is full) is due again the next time.
    if (dropped.every(({ ok }) => ok)) forgottenSeqs = due.seqs;
    size.bytes = (await readSize()).bytes;
  }

  async function acceptParts(parts: Parameters<Ledger['acceptParts']>[0]): Promise<void> {
    const put: PutPart[] = [];
    for (const { log, seq, bytes } of parts) {
      if (isForgotten(log, seq)) continue;
      for (const fact of await store.at(workshop, log, seq)) {
        const header = readHeader(fact.bytes);
        const seal = header.ok ? header.value.header.person : null;
        if (fact.part === 'wanted' && seal !== null && (await isSealOf(seal, bytes, crypto)))
          put.push({ place: fact.place, bytes });
      }
    }
    const more = put.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (put.length === 0 || size.bytes + reserved.bytes + more > quota.bytes) return;
    const answer = await store.putParts(workshop, put);
    if (answer.ok) size.bytes += more;
  }

  async function* runsOf(from: readonly LogFrom[]): AsyncGenerator<readonly PlacedFact[]> {
    for (let after: number | null = 0; after !== null;) {
      const { facts, next } = await store.read(workshop, { after, from, maxBytes: runBytes });
      if (facts.length > 0) yield facts;
      after = next;
    }
  }

  const heads = (): readonly LogHeight[] =>
    [...lines.values()]
      .flat()
      .map(({ log, branch, height, head }) => ({ log, branch, height, head }))
      .toSorted((one, other) => compare(one.log, other.log) || compare(one.branch ?? '', other.branch ?? ''));

  /** Whoever asks in with facts we have not seen: each must be signed by itself, and the fold says the rest. */
  async function signed(intro: readonly Bytes[]): Promise<readonly Fact[]> {
    const facts: Fact[] = [];
    for (const bytes of intro) {
      const sealed = await readFact(bytes, crypto);
      if (!sealed.ok) continue;
      const { id, log, headerLength } = sealed.value;
      const message = signedMessage(signedFor(workshop, id), bytes.subarray(0, headerLength));
      const fact = toClearFact(sealed.value);
      if (fact !== null && (await verify(log, signatureOf(sealed.value), message))) facts.push(fact);
    }
    return facts;
  }

  const trust: Trust = {
    standingOf: (log) => Promise.resolve(standingOf(membership, log)),
    async standingWith(log, intro) {
      const known = clear.map(({ fact }) => fact);
      const news = newsAmong(await signed(intro), known, membership, mainHeight);
      return standingOf(await fold([...known, ...news]), log);
    },
    intro: () => Promise.resolve([]),
    missingKeys: () => Promise.resolve([]),
    newestKeys: () => Promise.resolve([]),
    sealKeysFor: () => Promise.resolve([]),
    acceptKeys: () => Promise.resolve(),
  };

  return {
    workshop,
    heads: () => Promise.resolve(heads()),
    read: runsOf,
    accept,
    wantedParts: (limit) => store.wanted(workshop, limit),
    parts: (wanted) => store.parts(workshop, wanted),
    acceptParts,
    onStored(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    trust,
    size: () => ({ ...size, logs: lines.size }),
    forgottenBlobs: () => forgottenBlobs,
    sweep,
  };
}

/** By log, and within a log by chain: a run ends where the next fact is not written on the one before. */
function toRuns(candidates: readonly Candidate[]): readonly (readonly (readonly Candidate[])[])[] {
  return [...groupBy(candidates, ({ sealed }) => sealed.log).values()].map((ofLog) => {
    const runs: Candidate[][] = [];
    for (const each of ofLog) {
      const last = runs.at(-1)?.at(-1)?.sealed;
      if (last !== undefined && each.sealed.prev === last.id) runs.at(-1)?.push(each);
      else runs.push([each]);
    }
    return runs;
  });
}

function grow(lines: Map<LogId, readonly LineHeight[]>, { log, facts, joining }: Run): void {
  const [first, last] = [facts[0], facts.at(-1)];
  if (first === undefined || last === undefined) return;
  const known = lines.get(log) ?? [];
  const before = known.find(({ branch }) => branch === joining.branch);
  const line: LineHeight = {
    log,
    branch: joining.branch,
    start: before?.start ?? first.sealed.seq,
    height: last.sealed.seq + 1,
    head: last.sealed.id,
  };
  lines.set(log, [...known.filter((each) => each !== before), line]);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
