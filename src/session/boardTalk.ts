import { bytesOf, toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { Conversation } from './conversation.ts';
import { bounds, type MessageOf } from './messages.ts';
import { createQuota } from './quota.ts';
import type { Timer } from './timer.ts';

/** Drafts being written together, as a session needs them. Nothing of a fact is in it, and nothing it does ends a session. */
export interface BoardPort {
  readonly generation: () => number;
  readonly vector: () => Bytes;
  /** All a peer of this state lacks. Throws on what is no vector. */
  readonly updatesFor: (vector: Bytes) => readonly Bytes[];
  /** Applied, or not, before it returns; tried on a copy first. */
  readonly take: (
    generation: number,
    update: Bytes,
  ) => Promise<'taken' | 'nothing-new' | 'older' | 'newer' | 'refused'>;
  /** Equal where the same is read. */
  readonly digest: () => Promise<string>;
  readonly onChange: (listener: () => void) => () => void;
  /** Both had said all they had, and nobody wrote: is the same read at both ends? */
  readonly compared: (isSame: boolean) => void;
}

export interface BoardTalk {
  /** Facts are even: from here on the board is spoken of. */
  readonly begin: () => void;
  /** In turn, and beside the facts: they never wait for it. */
  readonly take: (message: MessageOf<'board'>) => void;
}

export interface BoardTalkDeps {
  readonly talk: Conversation;
  readonly timer: Timer;
  readonly mayGo: () => Promise<boolean>;
  /** Null where it could not be opened: nothing is said of it. */
  readonly open: () => Promise<BoardPort | null>;
  readonly background: (work: Promise<void>) => void;
}

/** What is typed meanwhile goes in one update. */
const flushAfter = 250;
/** Nobody wrote for so long: what is read is compared. */
const compareAfter = 3000;
const quietFor = 2000;
const maxBad = 3;
const bytesPerMinute = 4 * 1024 * 1024;
const messagesPerMinute = 600;

/**
 * The board between two members: each tells what it has, gets what it lacks, and hears what is written from then on,
 * whoever wrote it. Facts do not depend on it: of an end that sends what is refused, or too much, nothing more is heard
 * about the board in this session, and that is all.
 */
export function createBoardTalk({ talk, timer, mayGo, open, background }: BoardTalkDeps): BoardTalk {
  const bytes = createQuota(bytesPerMinute, timer);
  const messages = createQuota(messagesPerMinute, timer);
  let opening: Promise<BoardPort | null> | null = null;
  let turn: Promise<void> = Promise.resolve();
  /** What they have of this generation, as far as they said and we sent; null before they spoke. */
  let theirs: Bytes | null = null;
  let generation = -1;
  let isTaking = false;
  let isDeaf = false;
  let bad = 0;
  let misses = 0;
  let changedAt = timer.now();
  let cancelFlush: (() => void) | null = null;
  let cancelCompare: () => void = () => {};

  function opened(): Promise<BoardPort | null> {
    opening ??= open().then(follow, () => null);
    return opening;
  }

  function follow(board: BoardPort | null): BoardPort | null {
    if (board === null || talk.ended() !== null) return null;
    generation = board.generation();
    const stop = board.onChange(() => changed(board));
    talk.onEnd(() => {
      stop();
      cancelFlush?.();
      cancelCompare();
    });
    return board;
  }

  function changed(board: BoardPort) {
    changedAt = timer.now();
    if (board.generation() !== generation) {
      generation = board.generation();
      theirs = null;
      misses = 0;
      return background(ask(board));
    }
    if (isTaking) return compareSoon(board);
    cancelFlush ??= timer.after(flushAfter, () => {
      cancelFlush = null;
      background(flush(board));
    });
  }

  async function flush(board: BoardPort) {
    if (theirs === null) return;
    await tellWhatIsNew(board, theirs);
  }

  async function tellWhatIsNew(board: BoardPort, known: Bytes) {
    const updates = board.updatesFor(known);
    theirs = board.vector();
    compareSoon(board);
    // More than anybody takes: the texts will turn out to differ, and a steward can begin them anew.
    for (const update of updates) if (update.length <= bounds.boardBytes) await say(board, 'update', update);
  }

  function compareSoon(board: BoardPort) {
    cancelCompare();
    cancelCompare = timer.after(compareAfter, () =>
      background(board.digest().then((digest) => say(board, 'digest', bytesOf(digest)))),
    );
  }

  async function askFirst() {
    const board = await opened();
    if (board !== null) await ask(board);
  }

  const ask = (board: BoardPort): Promise<void> => say(board, 'ask', board.vector());

  async function say(board: BoardPort, which: MessageOf<'board'>['which'], said: Bytes) {
    const message = { kind: 'board', generation: board.generation(), bytes: said, which } as const;
    if (talk.ended() === null && (await mayGo())) await talk.send(message);
  }

  async function hear({ generation: of, which, bytes: said }: MessageOf<'board'>) {
    if (isDeaf || !(await mayGo())) return;
    const board = await opened();
    // Of another generation: the fact that begins the later one is here, or comes as facts do.
    if (board === null || of !== board.generation()) return;
    if (which === 'update') return hearUpdate(board, said);
    if (which === 'digest') return hearDigest(board, said);
    try {
      board.updatesFor(said);
    } catch {
      return spoil();
    }
    if (which === 'ask') await say(board, 'vector', board.vector());
    await tellWhatIsNew(board, said);
  }

  async function hearDigest(board: BoardPort, digest: Bytes) {
    if (cancelFlush !== null || timer.now() - changedAt < quietFor) return;
    const isSame = (await board.digest()) === toBase64url(digest);
    misses = isSame ? 0 : misses + 1;
    // Once it may be what was on its way; then everything is told again.
    if (misses === 1) await ask(board);
    else board.compared(isSame);
  }

  async function hearUpdate(board: BoardPort, said: Bytes) {
    const hadAll = theirs !== null && cancelFlush === null;
    // What comes from them is not sent back to them.
    isTaking = true;
    const taking = board.take(generation, said);
    isTaking = false;
    if ((await taking) === 'refused') return spoil();
    if (hadAll && cancelFlush === null) theirs = board.vector();
    compareSoon(board);
  }

  /** Not heard any more, here and now; facts go on. */
  function spoil() {
    bad += 1;
    isDeaf ||= bad >= maxBad;
  }

  return {
    begin() {
      if (opening !== null) return;
      background(askFirst());
    },
    take(message) {
      isDeaf ||= !messages.take(1) || !bytes.take(message.bytes.length);
      if (isDeaf) return;
      turn = turn.then(() => hear(message));
      background(turn);
    },
  };
}
