import type { SessionCrypto } from './handshake.ts';
import { sha256 } from '#crypto/cryptoDeps.ts';
import { toBase64url } from '#crypto/bytes.ts';
import { readHeader, signatureLength } from '#crypto/factHeader.ts';
import type { FactId, LogId } from '#domain/ids.ts';
import type { Carrier } from './carrier.ts';
import type { Conversation } from './conversation.ts';
import type { CarriedFact, Ledger, StoredFact } from './ledger.ts';
import { placeKey, type Lacking, type TheirHeights } from './theirHeights.ts';
import type { Timer } from './timer.ts';

export interface SendingDeps {
  readonly talk: Conversation;
  readonly ledger: Pick<Ledger, 'heads' | 'read'>;
  readonly carrier: Carrier;
  readonly theirs: TheirHeights;
  readonly crypto: Pick<SessionCrypto, 'subtle'>;
  readonly timer: Pick<Timer, 'now'>;
  /** Whether the other may still be told anything; ends the conversation otherwise. */
  readonly mayGo: () => Promise<boolean>;
  readonly onChange: () => void;
  /** The other end has stored facts 0 to `height - 1` of this log. */
  readonly onStored: (log: LogId, height: number) => void;
}

/** What we have and the other lacks, on its way: first what lay here, then what is stored while we talk. */
export interface Sending {
  /** Sends until the conversation is over. Begin when the other's heights are known. */
  readonly run: () => Promise<void>;
  /** Facts just stored here. */
  readonly offer: (facts: readonly StoredFact[]) => void;
  /** Compares heights again. */
  readonly compareAgain: () => void;
  /** False: no such slice is on its way. */
  readonly acknowledge: (number: number, refused: string | null) => boolean;
  readonly progress: () => { readonly done: number; readonly of: number };
  readonly isIdle: () => boolean;
  /** Since when the oldest slice waits for its answer. */
  readonly waitingSince: () => number | null;
}

/** As many as a phone takes at once, see `slicesAtOnce`; a pod takes fewer and lets the link wait. */
const maxInFlight = 48;
const sliceBytes = 64 * 1024;
/** What the carrier adds at most: to a fact, and to a log once. */
const factOverhead = 20;
const logOverhead = 85;
/** Beyond this, what is new is read when its turn comes instead of being kept in memory. */
const maxFresh = 256;
const maxFreshBytes = 512 * 1024;

interface Slice {
  readonly facts: readonly CarriedFact[];
  readonly since: number;
}

export function createSending(deps: SendingDeps): Sending {
  const { talk, ledger, carrier, theirs, timer } = deps;
  const inFlight = new Map<number, Slice>();
  let fresh: readonly StoredFact[] = [];
  let freshBytes = 0;
  let behind = true;
  /** The other has no room: it keeps what it has, and the next session tries again. */
  let full = false;
  /** Logs they take no more of (strangers to them, or beyond their quota): what follows would join nothing there. */
  const unwanted = new Set<string>();
  let busy = true;
  let numbers = 0;
  let done = 0;
  let of = 0;
  let wakeUp = () => {};

  const over = () => talk.ended() !== null;
  const sleep = () => new Promise<void>((resolve) => (wakeUp = resolve));
  talk.onEnd(() => wakeUp());

  async function run() {
    while (!over()) {
      if (!(await deps.mayGo())) return;
      busy = true;
      if (full) forgetFresh();
      else if (behind) await sendBehind();
      else if (fresh.length > 0) await sendFresh();
      if (!over() && (full || (!behind && fresh.length === 0))) {
        busy = false;
        of = done + countInFlight();
        deps.onChange();
        await sleep();
      }
    }
  }

  function forgetFresh() {
    fresh = [];
    freshBytes = 0;
  }

  async function sendBehind() {
    behind = false;
    const heads = await ledger.heads();
    const lacking = theirs.lacking(heads);
    of = done + countInFlight() + lacking.facts;
    deps.onChange();
    const from = lacking.from.filter((each) => !unwanted.has(placeKey(each)));
    if (from.length === 0) return;
    for await (const run of ledger.read(from)) {
      await checkHeads(run, lacking.headToCheck);
      await sendSlices(run);
      if (over() || full) break;
    }
  }

  /** Where their last fact is not ours, the log is doubled: they get all of our branch. */
  async function checkHeads(run: readonly CarriedFact[], headToCheck: Lacking['headToCheck']) {
    if (headToCheck.size === 0) return;
    for (const fact of run) {
      const said = headToCheck.get(placeKey(fact));
      if (said?.seq !== fact.seq) continue;
      if ((await idOf(fact)) === said.head) tellStored(fact);
      else {
        theirs.startOver(fact);
        behind = true;
      }
    }
  }

  async function idOf({ bytes }: CarriedFact): Promise<FactId | null> {
    const header = readHeader(bytes);
    if (!header.ok) return null;
    const signed = bytes.subarray(0, header.value.length + signatureLength);
    return toBase64url(await sha256(deps.crypto.subtle, signed)) as FactId;
  }

  async function sendFresh() {
    const facts = fresh;
    forgetFresh();
    of = Math.max(of, done + countInFlight() + facts.filter(theirs.isBeyond).length);
    await sendSlices(facts);
    // Not contiguous with what they have: read it from where they are.
    if (facts.some(theirs.isBeyond)) behind = true;
  }

  /** Of these, what they lack next, in slices: one branch each, one log a client id. */
  async function sendSlices(facts: readonly CarriedFact[]) {
    let slice: CarriedFact[] = [];
    let bytes = 0;
    let personBytes = 0;
    let logByClient = new Map<number, LogId>();
    const flush = async () => {
      const whole = slice;
      slice = [];
      bytes = 0;
      personBytes = 0;
      logByClient = new Map();
      if (whole.length > 0) await sendSlice(whole);
    };
    for (const fact of facts) {
      if (over() || full) return;
      if (!theirs.isNext(fact) || unwanted.has(placeKey(fact))) continue;
      const client = await carrier.clientIdOf(fact.log);
      const size = fact.bytes.length + factOverhead + (logByClient.has(client) ? 0 : logOverhead);
      const [first] = slice;
      const fits =
        first === undefined ||
        (bytes + size <= sliceBytes &&
          personBytes + (fact.person?.length ?? 0) <= sliceBytes &&
          first.branch === fact.branch &&
          (logByClient.get(client) ?? fact.log) === fact.log);
      if (!fits) await flush();
      slice.push(fact);
      bytes += logByClient.has(client) ? size : fact.bytes.length + factOverhead + logOverhead;
      personBytes += fact.person?.length ?? 0;
      logByClient.set(client, fact.log);
      theirs.learn(fact);
    }
    await flush();
  }

  async function sendSlice(facts: readonly CarriedFact[]) {
    while (inFlight.size >= maxInFlight && !over()) await sleep();
    if (over() || full || !(await deps.mayGo())) return;
    const number = numbers++;
    inFlight.set(number, { facts, since: timer.now() });
    const parts = facts.flatMap(({ log, seq, person }) => (person === null ? [] : [{ log, seq, bytes: person }]));
    const update = await carrier.encodeUpdate(facts);
    await talk.send({ kind: 'slice', number, update, parts, branch: facts[0]?.branch ?? null });
  }

  const countInFlight = () => [...inFlight.values()].reduce((count, { facts }) => count + facts.length, 0);

  function tellStored({ log, seq, branch }: Pick<CarriedFact, 'log' | 'seq' | 'branch'>) {
    if (branch === null) deps.onStored(log, seq + 1);
  }

  /** Of several logs in one slice it is not said which was meant. */
  function refuse(facts: readonly CarriedFact[]) {
    const places = new Set(facts.map(placeKey));
    if (!full && places.size === 1) for (const place of places) unwanted.add(place);
  }

  return {
    run,
    offer(facts) {
      fresh = [...fresh, ...facts];
      freshBytes += facts.reduce((sum, { bytes, person }) => sum + bytes.length + (person?.length ?? 0), 0);
      if (fresh.length > maxFresh || freshBytes > maxFreshBytes) {
        forgetFresh();
        behind = true;
      }
      wakeUp();
    },
    compareAgain() {
      behind = true;
      wakeUp();
    },
    acknowledge(number, refused) {
      const slice = inFlight.get(number);
      if (slice === undefined) return false;
      inFlight.delete(number);
      done += slice.facts.length;
      full ||= refused?.startsWith('storage-') ?? false;
      if (refused === null) slice.facts.forEach(tellStored);
      else refuse(slice.facts);
      wakeUp();
      deps.onChange();
      return true;
    },
    progress: () => ({ done, of: Math.max(of, done) }),
    isIdle: () => !busy && inFlight.size === 0,
    waitingSince: () => [...inFlight.values()][0]?.since ?? null,
  };
}
