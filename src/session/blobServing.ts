import type { BlobId } from '#domain/ids.ts';
import type { BlobShelf, BlobStretch } from './blobShelf.ts';
import type { Conversation } from './conversation.ts';
import { bounds } from './messages.ts';

export interface BlobServingDeps {
  readonly talk: Conversation;
  readonly shelf: Pick<BlobShelf, 'read'>;
  readonly mayGo: () => Promise<boolean>;
}

/** Sends what the other end asks for, a chunk whenever nothing else is to be said. */
export interface BlobServing {
  readonly serve: (asked: readonly BlobStretch[]) => Promise<void>;
  /** Asked for, and not here. */
  readonly denied: () => readonly BlobId[];
  readonly forgive: (blob: BlobId) => void;
}

/** On their way at once, as asked for. */
export const windowBytes = 64 * 1024;
/** Who asks counts what came, who sends what left: more than a window apart they are not. */
const mostWaiting = 2 * windowBytes;
const mostDenied = 20_000;
const nothing = new Uint8Array(0);

export function createBlobServing({ talk, shelf, mayGo }: BlobServingDeps): BlobServing {
  const waiting: BlobStretch[] = [];
  const denied = new Set<BlobId>();
  let waitingBytes = 0;
  let isServing = false;

  async function sendStretch({ blob, from, length }: BlobStretch) {
    const end = from + length;
    let at = from;
    while (at < end && talk.ended() === null) {
      const bytes = await shelf.read({ blob, from: at, length: Math.min(bounds.chunkBytes, end - at) });
      // Asked each time: rights change while we talk.
      if (!(await mayGo())) break;
      if (bytes === null && denied.size < mostDenied) denied.add(blob);
      await talk.sendAfter({ kind: 'chunk', blob, at, bytes: bytes ?? nothing });
      if (bytes === null || bytes.length === 0) break;
      at += bytes.length;
      waitingBytes -= bytes.length;
    }
    waitingBytes -= end - at;
  }

  return {
    async serve(asked) {
      const more = asked.reduce((sum, { length }) => sum + length, 0);
      if (waitingBytes + more > mostWaiting || waiting.length + asked.length > 2 * bounds.stretches) {
        return talk.end({ by: 'here', reason: 'limit', detail: 'flood' });
      }
      waiting.push(...asked);
      waitingBytes += more;
      if (isServing) return;
      isServing = true;
      for (let next = waiting.shift(); next !== undefined && talk.ended() === null; next = waiting.shift())
        await sendStretch(next);
      isServing = false;
    },
    denied: () => [...denied],
    forgive: (blob) => void denied.delete(blob),
  };
}
