import type { BlobId } from '#domain/ids.ts';
import { createBlobFetching } from './blobFetching.ts';
import { createBlobServing, windowBytes } from './blobServing.ts';
import type { BlobShelf } from './blobShelf.ts';
import type { Conversation } from './conversation.ts';
import { bounds, type Message, type MessageOf } from './messages.ts';
import { createQuota } from './quota.ts';
import type { Peer } from './standing.ts';
import type { Timer } from './timer.ts';

export interface BlobTalkDeps {
  readonly talk: Conversation;
  readonly timer: Timer;
  readonly peer: Pick<Peer, 'log' | 'mayGo'>;
  readonly shelf: BlobShelf;
  readonly background: (work: Promise<void>) => void;
}

export type BlobMessage = MessageOf<'offer' | 'have' | 'ask' | 'chunk' | 'erase' | 'erased'>;

export interface BlobTalk {
  /** Facts are even: from here on pictures and files are spoken of. */
  readonly begin: () => void;
  /** In turn, and beside the facts: they never wait for it. */
  readonly take: (message: BlobMessage) => void;
  /** Resolves when what was on its way is kept. */
  readonly settled: () => Promise<void>;
}

/** What changes at once is spoken of once. */
const lookAfter = 200;
/** Chunks are counted where they were asked for; of all else an honest end says little. */
const messagesPerMinute = 3000;
/** Of chunks that came and are not kept yet an honest end has a window full. */
const mostPending = 4 * windowBytes;
const mostPendingChunks = 1000;
/** Offers of theirs that are remembered. */
const mostOffered = 20_000;

const isBlobKind: Readonly<Record<BlobMessage['kind'], true>> = {
  offer: true,
  have: true,
  ask: true,
  chunk: true,
  erase: true,
  erased: true,
};
export const isBlobMessage = (message: Message): message is BlobMessage => message.kind in isBlobKind;

/**
 * Pictures and files between two ends (decision 0012): each offers what nobody else is known to have, asks for what it
 * wants, and is sent what it asked for, whenever nothing else is to be said.
 */
export function createBlobTalk({ talk, timer, peer, shelf, background }: BlobTalkDeps): BlobTalk {
  const messages = createQuota(messagesPerMinute, timer);
  const offered = new Map<BlobId, number>();
  let answered: (() => void) | null = null;
  let erasing: readonly BlobId[] = [];
  let isBegun = false;
  let calledOff: (() => void) | null = null;
  let turn: Promise<void> = Promise.resolve();
  const pending = { bytes: 0, chunks: 0 };
  const tell = async (message: Message): Promise<void> => {
    if (talk.ended() === null && (await peer.mayGo())) await talk.send(message);
  };
  const serving = createBlobServing({ talk, shelf, mayGo: peer.mayGo });
  const fetching = createBlobFetching({
    talk,
    shelf,
    offered,
    tell,
    onWhole: (blob) => {
      offered.delete(blob);
      return tell({ kind: 'have', blobs: [blob] });
    },
  });

  async function look() {
    await Promise.all([fetching.look(), offer(), offerDenied(), erase()]);
  }

  function lookSoon() {
    calledOff ??= timer.after(lookAfter, () => {
      calledOff = null;
      background(look());
    });
  }

  let isOffering = false;
  async function offer() {
    if (isOffering) return;
    isOffering = true;
    const said = new Set<BlobId>();
    for (;;) {
      const page = (await shelf.toOffer()).filter(({ blob }) => !said.has(blob)).slice(0, bounds.blobs);
      if (page.length === 0 || talk.ended() !== null) break;
      for (const { blob } of page) said.add(blob);
      const isAnswered = new Promise<void>((resolve) => (answered = resolve));
      await tell({ kind: 'offer', offered: page });
      await isAnswered;
    }
    isOffering = false;
  }

  /** What they asked for in vain, and is here now. */
  async function offerDenied() {
    const here = await shelf.here(serving.denied());
    for (const blob of here.slice(0, bounds.blobs)) serving.forgive(blob);
    const sizes = here.slice(0, bounds.blobs).map((blob) => ({ blob, size: 0 }));
    if (sizes.length > 0) await tell({ kind: 'offer', offered: sizes });
  }

  async function erase() {
    if (erasing.length > 0) return;
    erasing = (await shelf.toErase()).slice(0, bounds.blobs);
    if (erasing.length > 0) await tell({ kind: 'erase', blobs: erasing });
  }

  async function hear(message: BlobMessage) {
    switch (message.kind) {
      case 'offer': {
        const here = await shelf.here(message.offered.map(({ blob }) => blob));
        const isHere = new Set(here);
        for (const { blob, size } of message.offered) {
          if (size > 0 && !isHere.has(blob) && offered.size < mostOffered) offered.set(blob, size);
          fetching.offered(blob);
        }
        await tell({ kind: 'have', blobs: here });
        // They have these: that is a second copy of ours.
        await shelf.confirmed(here);
        return fetching.look();
      }
      case 'have':
        await shelf.confirmed(message.blobs);
        answered?.();
        answered = null;
        return;
      case 'ask':
        return serving.serve(message.asked);
      case 'chunk':
        return fetching.take(message);
      case 'erase':
        if (!(await peer.mayGo())) return;
        await shelf.erase(message.blobs, peer.log);
        return tell({ kind: 'erased', blobs: message.blobs });
      case 'erased': {
        const told = new Set(erasing);
        await shelf.erased(message.blobs.filter((blob) => told.has(blob)));
        erasing = [];
        return erase();
      }
    }
  }

  function isTooMuch(bytes: number): boolean {
    pending.bytes += bytes;
    pending.chunks += bytes < 0 ? -1 : 1;
    return pending.bytes > mostPending || pending.chunks > mostPendingChunks;
  }

  async function hearAfter(before: Promise<void>, message: BlobMessage) {
    await before;
    if (message.kind === 'chunk') isTooMuch(-message.bytes.length);
    if (talk.ended() === null) await hear(message);
  }

  talk.onEnd(() => {
    calledOff?.();
    answered?.();
    fetching.end();
  });

  return {
    begin() {
      if (isBegun) return;
      isBegun = true;
      const stop = shelf.onChange(lookSoon);
      talk.onEnd(stop);
      background(look());
    },
    take(message) {
      const isChunk = message.kind === 'chunk';
      if (isChunk ? isTooMuch(message.bytes.length) : !messages.take(1)) {
        return talk.end({ by: 'here', reason: 'limit', detail: 'flood' });
      }
      // What they ask for is sent beside what is heard: else a slow link would keep us from hearing.
      if (message.kind === 'ask') return background(hear(message));
      turn = hearAfter(turn, message);
      background(turn);
    },
    settled: async () => {
      await turn.catch(() => undefined);
      await fetching.settled();
    },
  };
}
