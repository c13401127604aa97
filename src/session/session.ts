import { equalBytes, type Bytes } from '#crypto/bytes.ts';
import { bucketDigests, bucketOf, differingBuckets, headsDigest } from '#crypto/headsDigest.ts';
import type { Signer } from '#crypto/signingKey.ts';
import type { EpochId, LogId } from '#domain/ids.ts';
import { createAsking } from './asking.ts';
import type { BlobShelf } from './blobShelf.ts';
import { createBlobTalk, isBlobMessage } from './blobTalk.ts';
import { type BoardPort, createBoardTalk } from './boardTalk.ts';
import { createCarrier, type Carrier } from './carrier.ts';
import { createConversation, type Conversation, type SessionEnd } from './conversation.ts';
import { shakeHands, type SessionCrypto, type Versions } from './handshake.ts';
import type { Ledger, LogHeight, StoredFact, Trust } from './ledger.ts';
import type { Link } from './link.ts';
import { bounds, type Message, type MessageOf } from './messages.ts';
import { createQuota } from './quota.ts';
import { createReceiving } from './receiving.ts';
import { createSending } from './sending.ts';
import { meetPeer, type Peer } from './standing.ts';
import { createTheirHeights } from './theirHeights.ts';
import type { Timer } from './timer.ts';

export interface SessionDeps {
  readonly link: Link;
  readonly ledger: Ledger;
  readonly trust: Trust;
  /** This device. */
  readonly identity: Signer;
  /** `keys-only`: met in the room of an older epoch; keys are served and asked for, nothing else. */
  readonly mode: 'full' | 'keys-only';
  readonly versions: Versions;
  /** The app's, told to the other end. */
  readonly appVersion: string;
  readonly crypto: SessionCrypto;
  readonly timer: Timer;
  /** How many slices may wait to be stored: each is up to a megabyte of memory. */
  readonly slicesAtOnce?: number;
  /** Drafts are spoken of with members who are in, once facts are even. Never with a pod. */
  readonly board?: () => Promise<BoardPort | null>;
  /** Pictures and files, spoken of once facts are even. Without it nothing is said of them. */
  readonly blobs?: BlobShelf;
  readonly onView?: (view: SessionView) => void;
  /** The other end has facts 0 to `height - 1` of this log, stored. */
  readonly onPeerStored?: (log: LogId, height: number) => void;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface SessionView {
  readonly state: 'greeting' | 'catching-up' | 'even' | 'closed';
  /** Null until it has proven who it is. */
  readonly peer: LogId | null;
  readonly peerVersion: string | null;
  readonly receiving: Progress | null;
  readonly sending: Progress | null;
  readonly end: SessionEnd | null;
}

export interface Session {
  readonly view: () => SessionView;
  /** How much of a log the other end has said to have stored. */
  readonly peerHas: (log: LogId) => number;
  /** Says goodbye. */
  readonly close: () => void;
  /** Resolves when it is over; rejects only for a bug, here or in the ports. */
  readonly done: Promise<SessionEnd>;
}

const presentEvery = 20_000;
const silenceTime = 60_000;
const unansweredTime = 120_000;
const keysOnlyTime = 10_000;
/** Messages a minute that are neither slices nor their answers nor parts. */
const smallTalkPerMinute = 300;

/**
 * What two devices say to each other, from hello to goodbye (decision 0006). Everything lasting is behind the ports:
 * when a link is cut nothing is remembered, and the next session compares heights again.
 */
export function openSession(deps: SessionDeps): Session {
  const { link, ledger, trust, timer, crypto } = deps;
  const talk = createConversation(link, timer);
  const stored = new Map<LogId, number>();
  let peer: Peer | null = null;
  let peerVersion: string | null = null;
  let exchange: Exchange | null = null;

  function view(): SessionView {
    const end = talk.ended();
    return {
      state: end !== null ? 'closed' : exchange === null ? 'greeting' : exchange.isEven() ? 'even' : 'catching-up',
      peer: peer?.log ?? null,
      peerVersion,
      receiving: exchange?.receiving() ?? null,
      sending: exchange?.sending() ?? null,
      end,
    };
  }
  const changed = () => deps.onView?.(view());

  function onPeerStored(log: LogId, height: number) {
    if (height <= (stored.get(log) ?? 0)) return;
    stored.set(log, height);
    deps.onPeerStored?.(log, height);
  }

  async function hold(): Promise<void> {
    const binding = link.binding;
    const greeted = await shakeHands(talk, { ...deps, workshop: ledger.workshop, binding });
    if (greeted === null) return;
    const met = await meetPeer(talk, greeted, { trust, timer });
    if (met === null) return;
    peer = met;
    const carrier = createCarrier(ledger.workshop, crypto);
    const begin = deps.mode === 'full' ? openExchange : openKeyExchange;
    exchange = begin({ ...deps, talk, peer: met, role: greeted.role, carrier, onChange: changed, onPeerStored });
    changed();
    const stopKeepingAlive = keepAlive(exchange);
    try {
      await exchange.begin();
      for (const message of met.early) await hear(message, exchange);
      for (let heard = await talk.next(); heard !== null; heard = await talk.next())
        await hear(heard.message, exchange);
      await exchange.finished();
    } finally {
      stopKeepingAlive();
    }
  }

  const smallTalk = createQuota(smallTalkPerMinute, timer);
  /** The board counts for itself, and so do pictures and files. */
  const isSmallTalk = (message: Message) =>
    !['slice', 'stored', 'parts', 'board'].includes(message.kind) && !isBlobMessage(message);

  async function hear(message: Message, { take }: Exchange) {
    if (isSmallTalk(message) && !smallTalk.take(1)) {
      return talk.end({ by: 'here', reason: 'limit', detail: 'flood' });
    }
    if (message.kind === 'present') {
      peerVersion = message.version;
      changed();
    } else if (message.kind === 'intro') await peer?.introduce(message.entries);
    else await take(message);
  }

  /** A word each 20 s, so that a link nobody is behind any more is noticed. */
  function keepAlive({ tick, waitingSince }: Exchange): () => void {
    let calledOff = () => {};
    let count = 0;
    const beat = () => {
      const since = waitingSince();
      if (timer.now() - talk.heardAt() > silenceTime) {
        return talk.end({ by: 'here', reason: 'limit', detail: 'silence' });
      }
      if (since !== null && timer.now() - since > unansweredTime) {
        return talk.end({ by: 'here', reason: 'limit', detail: 'no-answer' });
      }
      count += 1;
      void talk.send({ kind: 'present', version: deps.appVersion });
      // What is missing is asked for again after 1, 2, 4, 8… minutes.
      if (count % 3 === 0 && Number.isInteger(Math.log2(count / 3))) tick();
      calledOff = timer.after(presentEvery, beat);
    };
    void talk.send({ kind: 'present', version: deps.appVersion });
    calledOff = timer.after(presentEvery, beat);
    return () => calledOff();
  }

  talk.onEnd(changed);
  async function whole(): Promise<SessionEnd> {
    try {
      await hold();
    } catch (error) {
      talk.end({ by: 'here', reason: 'limit', detail: 'failed' });
      throw error;
    }
    return talk.ended() ?? { by: 'link' };
  }

  return {
    view,
    peerHas: (log) => stored.get(log) ?? 0,
    close: () => talk.end({ by: 'here', reason: 'done', detail: 'closed' }),
    done: whole(),
  };
}

interface ExchangeDeps extends SessionDeps {
  readonly talk: Conversation;
  /** A cloned phone meets its like: the logs of two ends may be the same, their roles never. */
  readonly role: 0 | 1;
  readonly peer: Peer;
  readonly carrier: Carrier;
  readonly onChange: () => void;
  readonly onPeerStored: (log: LogId, height: number) => void;
}

/** What is said between two who know and trust each other. */
interface Exchange {
  readonly begin: () => Promise<void>;
  readonly take: (message: Message) => Promise<void>;
  /** Asks again for what is missing. */
  readonly tick: () => void;
  /** After the conversation's end: nothing of it is running any more. */
  readonly finished: () => Promise<void>;
  readonly waitingSince: () => number | null;
  readonly receiving: () => Progress | null;
  readonly sending: () => Progress | null;
  readonly isEven: () => boolean;
}

/** Facts, person parts and keys, both ways. */
function openExchange(deps: ExchangeDeps): Exchange {
  const { talk, ledger, trust, peer, timer, onPeerStored } = deps;
  const { mayGo } = peer;
  const onChange = () => {
    deps.onChange();
    if (!isEven()) return;
    board?.begin();
    blobs?.begin();
  };
  const theirs = createTheirHeights();
  const sending = createSending({ ...deps, theirs, mayGo, onChange, onStored: onPeerStored });
  const receiving = createReceiving({
    ...deps,
    theirs,
    mayGo,
    background,
    onOverlap: () => background(announceBranches()),
    onAnswered: () => {
      onChange();
      background(caughtUp());
    },
  });
  const asking = createAsking({ talk, ledger, timer, mayGo });
  const board = deps.board && createBoardTalk({ talk, timer, mayGo, open: deps.board, background });
  const blobs = deps.blobs && createBlobTalk({ talk, timer, peer, shelf: deps.blobs, background });
  const stopListening = ledger.onStored(offer);
  talk.onEnd(stopListening);
  const heightHere = new Map<LogId, number>();
  const noteHeight = (log: LogId, height: number) =>
    void heightHere.set(log, Math.max(height, heightHere.get(log) ?? 0));
  const keysAsked = new Set<EpochId>();
  /** As the other end heard it. */
  let ours: { readonly heads: readonly LogHeight[]; readonly digest: Bytes } | null = null;
  let compared = false;
  let saidHeights = false;
  /** What was here when buckets were compared. */
  let before: readonly LogHeight[] = [];
  let running: Promise<void> | null = null;
  let branchesSaid = '';

  let failure: { readonly error: unknown } | null = null;

  /** Work nobody waits for: a bug in it ends the session, and is told by `finished`. */
  function background(work: Promise<void>) {
    work.catch((error: unknown) => {
      failure ??= { error };
      talk.end({ by: 'here', reason: 'limit', detail: 'failed' });
    });
  }

  function offer(facts: readonly StoredFact[]) {
    // A log turned out to be doubled; which branch is the log may have changed, and then what came is called the log.
    const isForked = facts.some(({ log, seq, branch }) => branch !== null || seq < (heightHere.get(log) ?? 0));
    for (const { log, seq, branch } of facts) if (branch === null) noteHeight(log, seq + 1);
    if (running === null) return;
    if (isForked) background(announceBranches());
    else sending.offer(facts);
  }

  async function takeStock(): Promise<readonly LogHeight[]> {
    const heads = await ledger.heads();
    for (const { log, height, branch } of heads) if (branch === null) noteHeight(log, height);
    return heads;
  }

  async function sayDigest(wantedKeys: readonly EpochId[]) {
    const [heads, wanted] = await Promise.all([takeStock(), ledger.wantedParts(1)]);
    const digest = await headsDigest(heads, deps.crypto.subtle);
    ours = { heads, digest };
    for (const epoch of wantedKeys) keysAsked.add(epoch);
    await talk.send({
      kind: 'digest',
      digest,
      wantsParts: wanted.length > 0,
      wantedKeys: wantedKeys.slice(0, bounds.epochs),
    });
  }

  async function hearDigest({ digest, wantedKeys }: Extract<Message, { kind: 'digest' }>) {
    if (wantedKeys.length > 0) await serveKeys(wantedKeys);
    if (compared || ours === null) return;
    compared = true;
    // One end says how it stands, bucket by bucket; the other answers with what differs.
    if (!equalBytes(digest, ours.digest)) return deps.role === 0 ? sayBuckets() : undefined;
    theirs.claim(ours.heads);
    branchesSaid = branchesOf(ours.heads);
    for (const { log, branch, height } of ours.heads) if (branch === null) onPeerStored(log, height);
    startSending();
    await asking.ask();
  }

  async function serveKeys(wanted: readonly EpochId[]) {
    if (await mayGo()) await talk.send({ kind: 'keys', keys: await trust.sealKeysFor(peer.log, wanted) });
  }

  async function sayBuckets() {
    const heads = await takeStock();
    before = heads;
    const salt = deps.crypto.randomBytes(16);
    const digests = await bucketDigests(heads, salt, deps.crypto.subtle);
    if (await mayGo()) await talk.send({ kind: 'buckets', salt, digests });
  }

  async function hearBuckets({ salt, digests }: MessageOf<'buckets'>) {
    if (!compared || saidHeights) return outOfTurn();
    const heads = await takeStock();
    before = heads;
    const differing = differingBuckets(await bucketDigests(heads, salt, deps.crypto.subtle), digests);
    await sayHeights(differing.length > 0 ? differing : null);
  }

  /** Of these buckets, or of all. */
  async function sayHeights(buckets: readonly number[] | null = null) {
    saidHeights = true;
    const heads = await takeStock();
    branchesSaid = branchesOf(heads);
    const spoken = heads.filter(isIn(buckets));
    if (await mayGo()) await talk.send({ kind: 'heights', heights: spoken.slice(0, bounds.logs), buckets });
  }

  async function hearHeights({ heights, buckets }: MessageOf<'heights'>) {
    if (!saidHeights) await sayHeights(buckets);
    const heads = await takeStock();
    const isSpoken = isIn(buckets);
    // Where nothing was said they have what we had when the buckets were compared; what came since is new to them.
    const claimed = [...before.filter((head) => !isSpoken(head)), ...heights.filter(isSpoken)];
    theirs.claim(claimed);
    receiving.expect(heads, claimed);
    const ownByLog = new Map(heads.flatMap((head) => (head.branch === null ? [[head.log, head] as const] : [])));
    for (const { log, branch, height, head } of claimed) {
      const own = ownByLog.get(log);
      // Beyond ours it is taken at its word; at our height the head must be ours; below, the head is looked at.
      if (branch !== null || own === undefined || height < own.height) continue;
      if (height > own.height || head === own.head) onPeerStored(log, own.height);
    }
    startSending();
    await caughtUp();
  }

  function startSending() {
    if (running === null) background((running = sending.run()));
    else sending.compareAgain();
    onChange();
  }

  /** A log turned out to be doubled: both must hear of both branches. */
  async function announceBranches() {
    if (branchesOf(await ledger.heads()) !== branchesSaid) await sayHeights();
    sending.compareAgain();
  }

  async function caughtUp() {
    const { done, of } = receiving.progress();
    if (done < of) return;
    await asking.ask();
    await askKeys();
  }

  /** Epochs heard of just now; what was asked for before is asked again by `tick`. */
  async function askKeys() {
    const missing = (await trust.missingKeys()).filter((epoch) => !keysAsked.has(epoch));
    for (const epoch of missing) keysAsked.add(epoch);
    if (missing.length > 0) await sayDigest(missing);
  }

  async function askAgain() {
    await asking.ask();
    const missing = await trust.missingKeys();
    if (missing.length > 0) await sayDigest(missing);
  }

  async function take(message: Message) {
    switch (message.kind) {
      case 'digest':
        return hearDigest(message);
      case 'heights':
        return hearHeights(message);
      case 'buckets':
        return hearBuckets(message);
      case 'slice':
        return receiving.take(message);
      case 'stored':
        if (!sending.acknowledge(message.number, message.refused)) outOfTurn();
        return;
      case 'want':
        return asking.answer(message.wanted);
      case 'parts':
        return asking.take(message.parts);
      case 'keys':
        return trust.acceptKeys(message.keys);
      case 'board':
        return board?.take(message);
      default:
        if (isBlobMessage(message)) blobs?.take(message);
        else outOfTurn();
    }
  }

  const outOfTurn = () => talk.end({ by: 'here', reason: 'wrong', detail: 'out-of-turn' });

  function isEven(): boolean {
    const { done, of } = receiving.progress();
    return running !== null && sending.isIdle() && done >= of;
  }

  return {
    begin: async () => sayDigest(await trust.missingKeys()),
    take,
    tick: () => background(askAgain()),
    async finished() {
      await running?.catch(() => {});
      await receiving.settled();
      await blobs?.settled();
      if (failure !== null) throw failure.error;
    },
    waitingSince: sending.waitingSince,
    receiving: () => (running === null ? null : receiving.progress()),
    sending: () => (running === null ? null : sending.progress()),
    isEven,
  };
}

/** Whether a log lies in one of these buckets; null stands for all. */
function isIn(buckets: readonly number[] | null): (head: Pick<LogHeight, 'log'>) => boolean {
  const among = new Set(buckets);
  return ({ log }) => buckets === null || among.has(bucketOf(log));
}

/** A log's branches: when they change, heights are said again. */
const branchesOf = (heads: readonly LogHeight[]): string =>
  heads
    .flatMap(({ log, branch }) => (branch === null ? [] : [`${log}/${branch}`]))
    .toSorted()
    .join(' ');

/** Says that this end speaks of keys only. */
const noDigest = new Uint8Array(32);

/**
 * In the room of an older epoch: whoever slept through rotations gets the keys in force, unasked, and comes back by the
 * right door. No digest, no heights: they would tell what happened since.
 */
function openKeyExchange({ talk, trust, peer, timer }: ExchangeDeps): Exchange {
  let served = false;
  let waitsForKeys = false;
  const inTime = timer.after(keysOnlyTime, over);
  talk.onEnd(inTime);

  function over() {
    talk.end({ by: 'here', reason: 'done', detail: 'closed' });
  }

  async function serve(wanted: readonly EpochId[]) {
    const epochs = [...new Set([...(await trust.newestKeys()), ...wanted])];
    if (!(await peer.mayGo())) return;
    await talk.send({ kind: 'keys', keys: await trust.sealKeysFor(peer.log, epochs.slice(0, bounds.epochs)) });
    served = true;
    if (!waitsForKeys) over();
  }

  return {
    async begin() {
      const wantedKeys = (await trust.missingKeys()).slice(0, bounds.epochs);
      waitsForKeys = wantedKeys.length > 0;
      await talk.send({ kind: 'digest', digest: noDigest, wantsParts: false, wantedKeys });
    },
    async take(message) {
      if (message.kind === 'digest') {
        // To the other end too this room is an old one: it offers its keys unasked, as we do.
        waitsForKeys ||= equalBytes(message.digest, noDigest);
        await serve(message.wantedKeys);
      } else if (message.kind === 'keys') {
        await trust.acceptKeys(message.keys);
        waitsForKeys = false;
        if (served) over();
      }
    },
    tick: () => {},
    finished: () => Promise.resolve(),
    waitingSince: () => null,
    receiving: () => null,
    sending: () => null,
    isEven: () => false,
  };
}
