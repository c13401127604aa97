import type { EpochKeys } from '#crypto/epochKeys.ts';
import { sealFact } from '#crypto/sealFact.ts';
import type { Signer } from '#crypto/signingKey.ts';
import type { Draft, Fact, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { EpochId, FactId, LogId, StreamId, WorkshopId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { writingEpoch } from '#domain/settle/membership.ts';
import { admitted } from '#domain/kinds/membership.ts';
import type { Invitation } from '#domain/settle/membership.ts';
import type { Admissions, BlobRecord, WorkshopDatabase } from '#store/database.ts';
import type { Door, Incoming } from '#store/door.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import { type StreamsRead, readStreams } from '#store/readStreams.ts';
import { storageRefusal } from '#store/storageRefusal.ts';
import type { Deps } from './deps.ts';
import { incoming } from './incoming.ts';

/** What a decision leads to: facts to write in order, and the sealed pictures they name. */
export interface Decided<Value> {
  /** A draft that stands on facts sealed just before it is made from those. */
  readonly drafts: readonly (Draft | ((earlier: readonly Fact[]) => Draft))[];
  readonly value: (facts: readonly FactRef[]) => Value;
  readonly blobs?: readonly BlobRecord[];
  /** One for each draft `admitted`, in order: the invitation it carries, verified. */
  readonly admissions?: readonly Invitation[];
  /** The same drafts sealed before their turn; sealed again if the log did not come to stand where they join. */
  readonly ahead?: SealedAhead | null;
  /** Called before the facts are stored, so that what follows them can be sealed meanwhile. */
  readonly onSealed?: (facts: readonly Fact[], sealNext: SealNext) => void;
}

/** Facts that stand on facts not stored yet. Nobody sees them before it is their turn at the door. */
export interface SealedAhead {
  readonly on: FactId | null;
  readonly epoch: EpochId | null;
  readonly facts: readonly Incoming[];
}
export type SealNext = (drafts: Decided<unknown>['drafts']) => Promise<SealedAhead | null>;

export type Decide<Value> = (
  read: StreamsRead,
) => Result<Decided<Value>, Refusal> | Promise<Result<Decided<Value>, Refusal>>;

/** Writes in the own log: reads, decides, chains, seals, signs and stores, alone among all tabs. */
export interface Pen {
  readonly log: LogId;
  /**
   * `decide` is called with the streams as they are; when they, or membership, moved before the commit it is called
   * again, three times at most. Resolves after commit, so what it gives is stored.
   */
  write<Value>(streams: readonly StreamId[], decide: Decide<Value>): Promise<Result<Value, Refusal>>;
}

export interface PenDeps extends Pick<Deps, 'crypto' | 'clock' | 'locks' | 'rest'> {
  readonly db: WorkshopDatabase;
  readonly door: Door;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  readonly log: LogId;
  /** Opened at the first act: reading needs no key, and a fallback key is slow to load. Null when it cannot sign. */
  readonly signer: () => Promise<Signer | null>;
  readonly keys: EpochKeys;
  /** Called after a commit that left work for the sweeper. */
  readonly onJobs: () => void;
}

const patience = 5000;

export function createPen(deps: PenDeps): Pen {
  const { db, door, cache, log } = deps;

  async function attempt<Value>(streams: readonly StreamId[], decide: Decide<Value>): Promise<Result<Value, Refusal>> {
    const [read, signer] = await Promise.all([readStreams(db, cache, streams, log), deps.signer()]);
    if (signer === null) return refused({ kind: 'key-missing' });
    const device = read.context.membership.devices.get(log);
    if (device === undefined || device.cut !== null) return refused({ kind: 'log-closed' });
    // Somebody writes with this device's key too: which facts are whose, nobody could tell.
    if (read.head?.isDoubled === true) return refused({ kind: 'log-closed' });
    const decided = await decide(read);
    if (!decided.ok) return decided;
    const { drafts, value, blobs, admissions, ahead, onSealed } = decided.value;
    const writer: Sealer = { ...deps, signer, epoch: currentEpoch(read, deps.keys) };
    const head = read.head === null ? null : { seq: read.head.height - 1, id: read.head.head };
    const isReady = ahead != null && ahead.on === (head?.id ?? null) && ahead.epoch === (writer.epoch?.id ?? null);
    const sealed = isReady ? ok(ahead.facts) : await sealAll(drafts, head, writer);
    if (!sealed.ok) return sealed;
    onSealed?.(
      sealed.value.flatMap(({ fact }) => fact ?? []),
      async (following) => {
        const last = sealed.value[sealed.value.length - 1] ?? head;
        // Storing goes first: sealing fills the time in which the browser reads and writes.
        await deps.rest();
        const next = await sealAll(following, last, writer);
        return next.ok ? { on: last?.id ?? null, epoch: writer.epoch?.id ?? null, facts: next.value } : null;
      },
    );
    const written = await door.write({
      facts: sealed.value,
      expect: {
        streams: new Map([...read.records].map(([id, { facts }]) => [id, facts.length])),
        membershipVersion: read.state.membershipVersion,
      },
      seen: await read.seen,
      ...(blobs === undefined ? {} : { blobs }),
      ...(admissions === undefined ? {} : { admissions: admissionsOf(sealed.value, admissions) }),
      isOwn: true,
      now: deps.clock.now(),
    });
    if (!written.ok) return refused(written.refusal.kind === 'gap' ? { kind: 'changed-meanwhile' } : written.refusal);
    if (written.value.hasJobs) deps.onJobs();
    return ok(value(sealed.value.map(refOf)));
  }

  async function upToThrice<Value>(
    streams: readonly StreamId[],
    decide: Decide<Value>,
  ): Promise<Result<Value, Refusal>> {
    for (let tries = 1; ; tries += 1) {
      const result = await attempt(streams, decide);
      if (result.ok || result.refusal.kind !== 'changed-meanwhile' || tries === 3) return result;
    }
  }

  /** What is stored is told at once, and not only when the browser has given the lock away. */
  function answeredAlone<Value>(work: () => Promise<Value>): Promise<Value | null> {
    return new Promise((resolve, reject) => {
      const lock = deps.locks.alone(`circule/log/${log}`, patience, async () => {
        const done = await work();
        resolve(done);
        return done;
      });
      lock.then(resolve, reject);
    });
  }

  return {
    log,
    async write(streams, decide) {
      try {
        const done = await answeredAlone(() => upToThrice(streams, decide));
        return done ?? refused({ kind: 'other-tab-busy' });
      } catch (error) {
        const stored = storageRefusal(error);
        if (stored === null) throw error;
        return refused(stored);
      }
    },
  };
}

interface Sealer extends Pick<PenDeps, 'workshop' | 'crypto' | 'rest'> {
  readonly signer: Signer;
  readonly epoch: { readonly id: EpochId; readonly keys: EpochKeys } | null;
}

/** Facts sealed without a rest: some browsers sign in one go, and the screen and the storage wait meanwhile. */
const sealedAtOnce = 8;

/** Chains, seals and signs drafts one after the other: each names the one before. */
async function sealAll(
  drafts: Decided<unknown>['drafts'],
  start: { readonly seq: number; readonly id: FactId } | null,
  { workshop, signer, epoch, crypto, rest }: Sealer,
): Promise<Result<readonly Incoming[], Refusal>> {
  const sealed: Incoming[] = [];
  const facts: Fact[] = [];
  let head = start;
  for (const [at, next] of drafts.entries()) {
    if (at > 0 && at % sealedAtOnce === 0) await rest();
    const draft = typeof next === 'function' ? next(facts) : next;
    const written = await sealFact(draft, head, { workshop, signer, epoch }, crypto);
    if (!written.ok)
      return refused({ kind: written.refusal.kind === 'part-too-large' ? 'part-too-large' : 'key-missing' });
    const own = incoming(written.value, draft);
    sealed.push(own);
    facts.push(own.fact);
    head = own;
  }
  return ok(sealed);
}

function currentEpoch(
  { context }: StreamsRead,
  keys: EpochKeys,
): { readonly id: EpochId; readonly keys: EpochKeys } | null {
  const id = writingEpoch(context.membership, (epoch) => keys.has(epoch));
  return id === null ? null : { id, keys };
}

function admissionsOf(facts: readonly Incoming[], terms: readonly Invitation[]): Admissions {
  const letIn = facts.filter(({ fact }) => fact?.kind === admitted.name);
  return Object.fromEntries(letIn.flatMap(({ id }, at) => (terms[at] === undefined ? [] : [[id, terms[at]]])));
}
