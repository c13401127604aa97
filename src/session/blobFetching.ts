import { concat, type Bytes } from '#crypto/bytes.ts';
import type { BlobId } from '#domain/ids.ts';
import { windowBytes } from './blobServing.ts';
import type { BlobShelf, BlobStretch, SizedBlob } from './blobShelf.ts';
import type { Conversation } from './conversation.ts';
import { bounds, type Message, type MessageOf } from './messages.ts';

export interface BlobFetchingDeps {
  readonly talk: Conversation;
  readonly shelf: BlobShelf;
  /** What the other end said it has. */
  readonly offered: ReadonlyMap<BlobId, number>;
  readonly tell: (message: Message) => Promise<void>;
  readonly onWhole: (blob: BlobId) => Promise<void>;
}

/** Asks for what is wanted here, stretch after stretch, and keeps what comes. */
export interface BlobFetching {
  /** What is wanted may be something else now. */
  readonly look: () => Promise<void>;
  /** The other end has it after all. */
  readonly offered: (blob: BlobId) => void;
  readonly take: (chunk: MessageOf<'chunk'>) => Promise<void>;
  readonly end: () => void;
  readonly settled: () => Promise<void>;
}

/** One blob on its way. */
interface Coming extends SizedBlob {
  /** Where it began in this session. */
  readonly began: number;
  /** Asked for up to here, and come up to here. */
  asked: number;
  come: number;
  held: Bytes[];
}

/** Kept at once, so that a cut loses no more. */
const keptAtOnce = 64 * 1024;

function takeHeld(blob: Coming): Bytes {
  const bytes = concat(...blob.held);
  blob.held = [];
  return bytes;
}

export function createBlobFetching({ talk, shelf, offered, tell, onWhole }: BlobFetchingDeps): BlobFetching {
  const coming = new Map<BlobId, Coming>();
  const denied = new Set<BlobId>();
  let queue: readonly SizedBlob[] = [];
  /** They sent wrong bytes, or there is no room here: nothing is asked for in this session any more. */
  let isOver = false;
  let isAsking = false;
  let isLookWanted = false;
  let keeping: Promise<void> = Promise.resolve();

  const onTheirWay = (): number => [...coming.values()].reduce((sum, { asked, come }) => sum + asked - come, 0);

  /** Fills the window: what began goes on first. */
  async function ask() {
    if (isAsking) return;
    isAsking = true;
    try {
      let room = windowBytes - onTheirWay();
      const most = bounds.stretches - coming.size;
      // Small requests for the rest of a large blob would only cost words.
      if (room < windowBytes / 2 || most < bounds.stretches / 2) return;
      const stretches: BlobStretch[] = [];
      while (room > 0 && stretches.length < most && !isOver && talk.ended() === null) {
        const next = [...coming.values()].find(({ asked, size }) => asked < size) ?? (await beginNext());
        if (next === null) break;
        const length = Math.min(room, next.size - next.asked);
        stretches.push({ blob: next.blob, from: next.asked, length });
        next.asked += length;
        room -= length;
      }
      if (stretches.length > 0) await tell({ kind: 'ask', asked: stretches });
    } finally {
      isAsking = false;
    }
  }

  async function beginNext(): Promise<Coming | null> {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      queue = queue.slice(1);
      if (denied.has(next.blob) || coming.has(next.blob) || next.size === 0) continue;
      const from = await shelf.begin(next);
      if (from === null) continue;
      if (talk.ended() !== null) {
        shelf.leave(next.blob);
        return null;
      }
      const begun = { ...next, began: from, asked: from, come: from, held: [] };
      coming.set(next.blob, begun);
      return begun;
    }
    return null;
  }

  async function look() {
    if (isOver) return;
    isLookWanted = true;
    while (isLookWanted && talk.ended() === null) {
      isLookWanted = false;
      queue = await shelf.wanted(offered);
    }
    await ask();
  }

  function drop({ blob }: SizedBlob) {
    coming.delete(blob);
    shelf.leave(blob);
  }

  /** Nothing more is asked of them; somebody else is. */
  function giveUp() {
    isOver = true;
    for (const each of coming.values()) drop(each);
  }

  async function keep(blob: Coming) {
    const bytes = takeHeld(blob);
    if (bytes.length === 0) return;
    const added = await shelf.add(blob.blob, bytes);
    if (added === 'more') return;
    drop(blob);
    if (added === 'whole') return onWhole(blob.blob);
    // Begun with somebody else, nobody can tell whose bytes were wrong: once more, from the beginning.
    if (added === 'wrong' && blob.began > 0) return look();
    giveUp();
  }

  async function take({ blob: id, at, bytes }: MessageOf<'chunk'>) {
    const blob = coming.get(id);
    // Of what was not asked for nothing is heard.
    if (blob === undefined) return;
    if (bytes.length === 0) {
      denied.add(id);
      drop(blob);
      return ask();
    }
    if (at !== blob.come || at + bytes.length > blob.asked) return giveUp();
    blob.come += bytes.length;
    blob.held.push(bytes);
    const isWhole = blob.come === blob.size;
    const heldBytes = blob.held.reduce((sum, { length }) => sum + length, 0);
    await ask();
    if (isWhole || heldBytes >= keptAtOnce) await (keeping = keep(blob));
    if (isWhole) await ask();
  }

  async function keepCut(before: Promise<void>, cut: readonly Coming[]) {
    await before;
    for (const blob of cut) {
      const bytes = takeHeld(blob);
      if (bytes.length > 0) await shelf.add(blob.blob, bytes);
      shelf.leave(blob.blob);
    }
  }

  return {
    look,
    offered: (blob) => void denied.delete(blob),
    take,
    end() {
      // What came is kept for the next session.
      const cut = [...coming.values()];
      coming.clear();
      keeping = keepCut(keeping, cut);
      keeping.catch(() => undefined);
    },
    settled: () => keeping.catch(() => undefined),
  };
}
