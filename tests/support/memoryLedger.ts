/**
 * A ledger in memory that verifies as a phone does, for tests of sessions: facts are read, their chains and signatures
 * checked, branches of doubled logs kept apart. It opens nothing.
 */
import { createHash, generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { createCryptoDeps, sha256 } from '#crypto/cryptoDeps.ts';
import { encodeHeader } from '#crypto/factHeader.ts';
import { isSealOf, readFact, type SealedFact } from '#crypto/readFact.ts';
import { signedMessage } from '#crypto/signedMessage.ts';
import type { Signer } from '#crypto/signingKey.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { createNativeVerify } from '#crypto/verifySignature.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { EpochId, FactId, LogId, WorkshopId } from '#domain/ids.ts';
import type { SessionCrypto } from '#session/handshake.ts';
import type { AcceptRefusal, CarriedFact, Ledger, LogHeight, StoredFact, Trust } from '#session/ledger.ts';

const native = createCryptoDeps(webcrypto as unknown as Crypto);
/** Hashing in this thread: ten thousand facts wait for no other. */
const digest: SubtleCrypto['digest'] = (name, bytes) =>
  Promise.resolve(
    new Uint8Array(
      createHash((typeof name === 'string' ? name : name.name).replace('-', ''))
        .update(bytes as Uint8Array)
        .digest(),
    ).buffer,
  );
const cryptoDeps = { ...native, subtle: { digest } as SubtleCrypto };
export const sessionCrypto: SessionCrypto = { ...cryptoDeps, verify: createNativeVerify(native) };
export const testWorkshop = toBase64url(new Uint8Array(32).fill(9)) as WorkshopId;
const epoch = toBase64url(new Uint8Array(16).fill(5)) as EpochId;

export function createSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('no key');
  return { log: x as LogId, sign: (message) => Promise.resolve(new Uint8Array(sign(null, message, privateKey))) };
}

/** The pen of one log: facts whose parts are any bytes, since nobody opens them here. */
export function createPen(
  signer: Signer,
  workshop = testWorkshop,
  start: { seq: number; prev: FactId | null } | null = null,
) {
  let seq = start?.seq ?? 0;
  let prev = start?.prev ?? null;
  return {
    place: () => ({ seq, prev }),
    async write(thing: Bytes, person: Bytes | null = null): Promise<CarriedFact> {
      const seal = async (part: Bytes) => ({
        hash: toBase64url(await sha256(cryptoDeps.subtle, part)),
        length: part.length,
      });
      const { log } = signer;
      const seals = { thing: await seal(thing), person: person && (await seal(person)) };
      const header = encodeHeader({ log, seq, prev, epoch, ...seals });
      const signature = await signer.sign(signedMessage(workshop, header));
      const fact = { log, seq, branch: null, bytes: concat(header, signature, thing), person };
      prev = toBase64url(await sha256(cryptoDeps.subtle, concat(header, signature))) as FactId;
      seq += 1;
      return fact;
    },
  };
}
export type Pen = ReturnType<typeof createPen>;

export interface MemoryLedger extends Ledger {
  readonly ids: () => readonly FactId[];
  readonly person: (id: FactId) => Bytes | null;
  /** Forgets a person part, as if it had never come. */
  readonly losePart: (id: FactId) => void;
  readonly count: () => number;
}

interface Kept {
  readonly fact: SealedFact;
  person: Bytes | null;
}

export function createMemoryLedger(
  options: {
    readonly isStranger?: (log: LogId) => boolean;
    readonly workshop?: WorkshopId;
    readonly room?: number;
  } = {},
): MemoryLedger {
  const { isStranger = () => false, workshop = testWorkshop, room = Infinity } = options;
  /** In the order they were placed. */
  const kept = new Map<FactId, Kept>();
  const byLog = new Map<LogId, SealedFact[]>();
  const doubled = new Set<LogId>();
  const listeners = new Set<(facts: readonly StoredFact[]) => void>();

  /** The branch each fact of a doubled log is of: at a fork, the smaller id goes on. */
  function branchesOf(log: LogId): ReadonlyMap<FactId, FactId | null> {
    const children = groupBy(byLog.get(log) ?? [], ({ prev }) => prev);
    const branches = new Map<FactId, FactId | null>();
    const walk: { id: FactId | null; branch: FactId | null }[] = [{ id: null, branch: null }];
    for (let at = walk.pop(); at !== undefined; at = walk.pop()) {
      const next = (children.get(at.id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      for (const [index, { id }] of next.entries()) {
        const branch = index === 0 ? at.branch : id;
        branches.set(id, branch);
        walk.push({ id, branch });
      }
    }
    return branches;
  }
  const branchOf = ({ log, id }: SealedFact) => (doubled.has(log) ? (branchesOf(log).get(id) ?? null) : null);

  /** One slice after the other, as transactions do. */
  let accepted: Promise<unknown> = Promise.resolve();
  function accept(facts: readonly CarriedFact[]) {
    const next = accepted.then(() => acceptNow(facts));
    accepted = next;
    return next;
  }

  async function acceptNow(facts: readonly CarriedFact[]) {
    const refusals: AcceptRefusal[] = [];
    const stored: StoredFact[] = [];
    for (const [log, some] of groupBy(facts, (fact) => fact.log)) {
      if (isStranger(log)) refusals.push({ kind: 'stranger' });
      else {
        const refusal = await acceptRun(log, some, stored);
        if (refusal !== null) refusals.push(refusal);
      }
    }
    if (stored.length > 0) for (const listener of listeners) listener(stored);
    return { stored: stored.length, refusals };
  }

  async function acceptRun(
    log: LogId,
    carried: readonly CarriedFact[],
    stored: StoredFact[],
  ): Promise<AcceptRefusal | null> {
    const run: SealedFact[] = [];
    const personById = new Map<FactId, Bytes | null>();
    for (const { bytes, person } of carried) {
      const read = await readFact(bytes, cryptoDeps);
      if (!read.ok) return { kind: 'forged' };
      if (kept.has(read.value.id)) continue;
      run.push(read.value);
      personById.set(read.value.id, person);
    }
    const [first] = run;
    if (first === undefined) return null;
    if (kept.size + run.length > room) return { kind: 'storage-full' };
    const before = first.prev === null ? null : kept.get(first.prev);
    if (before === undefined) return { kind: 'gap' };
    const head = before && { seq: before.fact.seq, id: before.fact.id };
    const chain = await verifyChain({ workshop, log, head, facts: run }, sessionCrypto.verify);
    for (const fact of chain.accepted) {
      const bytes = personById.get(fact.id) ?? null;
      const person = bytes && fact.person && (await isSealOf(fact.person, bytes, cryptoDeps)) ? bytes : null;
      const all = byLog.get(log) ?? [];
      // A log in order has each fact at its place.
      if (fact.seq < all.length) doubled.add(log);
      all.push(fact);
      byLog.set(log, all);
      kept.set(fact.id, { fact, person });
    }
    for (const fact of chain.accepted) {
      const { id, seq, bytes } = fact;
      stored.push({ id, log, seq, bytes, branch: branchOf(fact), person: kept.get(id)?.person ?? null });
    }
    const { refusal } = chain;
    return refusal && { kind: refusal.kind === 'not-next' ? 'gap' : 'forged' };
  }

  function heads(): Promise<readonly LogHeight[]> {
    const heights: LogHeight[] = [];
    for (const [log, facts] of byLog) {
      const branches = doubled.has(log) ? branchesOf(log) : null;
      for (const [branch, own] of groupBy(facts, ({ id }) => branches?.get(id) ?? null)) {
        const last = own.reduce((one, other) => (other.seq > one.seq ? other : one));
        heights.push({ log, branch, height: last.seq + 1, head: last.id });
      }
    }
    const key = ({ log, branch }: LogHeight) => `${log}${branch ?? ''}`;
    return Promise.resolve(heights.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)));
  }

  return {
    workshop,
    heads,
    accept,
    async *read(from) {
      const places = new Map(from.map((place) => [`${place.log}/${place.branch ?? ''}`, place.from]));
      const branches = new Map([...doubled].map((log) => [log, branchesOf(log)]));
      let run: CarriedFact[] = [];
      let size = 0;
      for (const { fact, person } of Array.from(kept.values())) {
        const { id, log, seq, bytes } = fact;
        const branch = branches.get(log)?.get(id) ?? null;
        if (seq < (places.get(`${log}/${branch ?? ''}`) ?? Infinity)) continue;
        if (size + bytes.length > 65_536) {
          yield run;
          run = [];
          size = 0;
        }
        run.push({ log, seq, branch, bytes, person });
        size += bytes.length;
      }
      if (run.length > 0) yield run;
    },
    wantedParts(limit) {
      const missing = [...kept.values()].filter(({ fact, person }) => fact.person !== null && person === null);
      const byOwner = groupBy(missing.slice(0, limit), ({ fact }) => fact.log);
      return Promise.resolve(Array.from(byOwner, ([log, some]) => ({ log, seqs: some.map(({ fact }) => fact.seq) })));
    },
    parts(wanted) {
      const places = new Set(wanted.flatMap(({ log, seqs }) => seqs.map((seq) => `${log} ${seq}`)));
      return Promise.resolve(
        [...kept.values()].flatMap(({ fact: { log, seq }, person }) =>
          person !== null && places.has(`${log} ${seq}`) ? [{ log, seq, bytes: person }] : [],
        ),
      );
    },
    async acceptParts(parts) {
      const byPlace = new Map(parts.map((part) => [`${part.log} ${part.seq}`, part.bytes]));
      for (const each of kept.values()) {
        const bytes = byPlace.get(`${each.fact.log} ${each.fact.seq}`);
        if (bytes && each.fact.person && (await isSealOf(each.fact.person, bytes, cryptoDeps))) each.person = bytes;
      }
    },
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ids: () => [...kept.keys()].toSorted(),
    person: (id) => kept.get(id)?.person ?? null,
    losePart(id) {
      const each = kept.get(id);
      if (each !== undefined) each.person = null;
    },
    count: () => kept.size,
  };
}

/** Everybody is in, unless a test says otherwise. */
export function createMemoryTrust(changes: Partial<Trust> = {}): Trust {
  return {
    standingOf: () => Promise.resolve('in'),
    standingWith: () => Promise.resolve('stranger'),
    intro: () => Promise.resolve([]),
    missingKeys: () => Promise.resolve([]),
    newestKeys: () => Promise.resolve([]),
    sealKeysFor: () => Promise.resolve([]),
    acceptKeys: () => Promise.resolve(),
    ...changes,
  };
}
