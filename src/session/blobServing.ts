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

/** On their way at once, as asked for; who asks for more does not keep to what was agreed. */
export const windowBytes = 64 * 1024;
const mostDenied = 20_000;
const nothing = new Uint8Array(0);

export function createBlobServing({ talk, shelf, mayGo }: BlobServingDeps): BlobServing {
  const waiting: BlobStretch[] = [];
  const denied = new Set<BlobId>();
  let waitingBytes = 0;
  let isServing = false;

  async function sendStretch({ blob, from, length }: BlobStretch) {
    const end = from + length;
    for (let at = from; at < end && talk.ended() === null;) {
      const bytes = await shelf.read({ blob, from: at, length: Math.min(bounds.chunkBytes, end - at) });
      // Asked each time: rights change while we talk.
      if (!(await mayGo())) return;
      if (bytes === null && denied.size < mostDenied) denied.add(blob);
      await talk.sendAfter({ kind: 'chunk', blob, at, bytes: bytes ?? nothing });
      if (bytes === null || bytes.length === 0) return;
      at += bytes.length;
    }
  }

  return {
    async serve(asked) {
      const more = asked.reduce((sum, { length }) => sum + length, 0);
      if (waitingBytes + more > windowBytes || waiting.length + asked.length > bounds.stretches) {
        return talk.end({ by: 'here', reason: 'limit', detail: 'flood' });
      }
      waiting.push(...asked);
      waitingBytes += more;
      if (isServing) return;
      isServing = true;
      for (let next = waiting.shift(); next !== undefined && talk.ended() === null; next = waiting.shift()) {
        await sendStretch(next);
        waitingBytes -= next.length;
      }
      isServing = false;
    },
    denied: () => [...denied],
    forgive: (blob) => void denied.delete(blob),
  };
}
