import type { Bytes } from '#crypto/bytes.ts';
import { createFrameJoiner, toFrames } from './frames.ts';
import type { Link } from './link.ts';
import { encodeMessage, readMessage, type ByeReason, type Message } from './messages.ts';
import type { Timer } from './timer.ts';

/** What lay behind a reason, for the page that explains why two devices do not meet. */
export type EndDetail =
  | 'closed'
  | 'time'
  | 'silence'
  | 'malformed'
  | 'out-of-turn'
  | 'flood'
  | 'nonces-equal'
  | 'auth-wrong'
  | 'other-version'
  | 'standing'
  | 'slices-refused'
  | 'no-answer'
  | 'storage'
  | 'failed';

/** How a conversation ended: said by this end, by the other, or nobody said anything and the link was gone. */
export type SessionEnd =
  | { readonly by: 'here'; readonly reason: ByeReason; readonly detail: EndDetail }
  | { readonly by: 'peer'; readonly reason: ByeReason }
  | { readonly by: 'link' };

export interface Heard {
  readonly message: Message;
  /** As it travelled: the handshake signs it. */
  readonly bytes: Bytes;
}

/** Messages over a link, one at a time. Whatever ends it, ends it once. */
export interface Conversation {
  /** The next message; null when it is over. What comes meanwhile waits, within bounds. */
  readonly next: () => Promise<Heard | null>;
  /** Resolves when the link has room again; false when it is over. */
  readonly send: (message: Message) => Promise<boolean>;
  /** The same for what may wait: it goes when nothing else does. */
  readonly sendAfter: (message: Message) => Promise<boolean>;
  readonly end: (end: SessionEnd) => void;
  readonly ended: () => SessionEnd | null;
  /** At once when it is over already. */
  readonly onEnd: (listener: (end: SessionEnd) => void) => void;
  /** When the other end was last heard. */
  readonly heardAt: () => number;
}

interface Outgoing {
  readonly message: Message;
  readonly resolve: (isOpen: boolean) => void;
}

const sizeOf = (said: Heard | SessionEnd) => ('by' in said ? 0 : said.bytes.length);

/** Of an honest peer at most sixteen slices wait, one answer of person parts, and small talk. */
const maxWaiting = 64;
const maxWaitingBytes = 8 * 1024 * 1024;
/** How long a farewell may take before the link is closed over it. */
const farewellTime = 2000;

export function createConversation(link: Link, timer: Timer): Conversation {
  const joiner = createFrameJoiner();
  /** A farewell, or the end of the link, waits its turn: what was said before it counts. */
  const waiting: (Heard | SessionEnd)[] = [];
  const listeners: ((end: SessionEnd) => void)[] = [];
  let waitingBytes = 0;
  let listening: ((heard: Heard | null) => void) | null = null;
  let over: SessionEnd | null = null;
  const first: Outgoing[] = [];
  const after: Outgoing[] = [];
  let isSending = false;
  let isLinkOpen = true;
  let heard = timer.now();

  function end(said: SessionEnd) {
    if (over !== null) return;
    over = said;
    waiting.length = 0;
    for (const { resolve } of after.splice(0)) resolve(false);
    listening?.(null);
    listening = null;
    if (said.by === 'here') farewell(said.reason);
    else link.close();
    for (const listener of listeners) listener(said);
  }

  function farewell(reason: ByeReason) {
    const inTime = timer.after(farewellTime, link.close);
    void passOn({ kind: 'bye', reason }).finally(() => {
      inTime();
      link.close();
    });
  }

  function passOn(message: Message, lane = first): Promise<boolean> {
    return new Promise((resolve) => {
      lane.push({ message, resolve });
      void passAllOn();
    });
  }

  /** Frames of one message are not mixed with another's. */
  async function passAllOn() {
    if (isSending) return;
    isSending = true;
    for (let next = first.shift() ?? after.shift(); next !== undefined; next = first.shift() ?? after.shift()) {
      isLinkOpen &&= await passFramesOn(next.message);
      next.resolve(isLinkOpen);
    }
    isSending = false;
  }

  async function passFramesOn(message: Message): Promise<boolean> {
    try {
      for (const frame of toFrames(encodeMessage(message))) await link.send(frame);
      return true;
    } catch {
      return false;
    }
  }

  function hear(frame: Bytes) {
    if (over !== null) return;
    heard = timer.now();
    const joined = joiner.push(frame);
    if (!joined.ok) return end({ by: 'here', reason: 'limit', detail: 'malformed' });
    if (joined.value === null) return;
    const read = readMessage(joined.value);
    if (!read.ok) return end({ by: 'here', reason: 'wrong', detail: 'malformed' });
    if (read.value === null) return;
    if (read.value.kind === 'bye') return take({ by: 'peer', reason: read.value.reason });
    take({ message: read.value, bytes: joined.value });
  }

  function take(said: Heard | SessionEnd) {
    if (listening !== null && 'by' in said) return end(said);
    if (listening !== null && !('by' in said)) {
      const tell = listening;
      listening = null;
      return tell(said);
    }
    waiting.push(said);
    waitingBytes += sizeOf(said);
    if (waiting.length > maxWaiting || waitingBytes > maxWaitingBytes) {
      end({ by: 'here', reason: 'limit', detail: 'flood' });
    }
  }

  link.onClose(() => {
    if (over === null) take({ by: 'link' });
  });
  link.onFrame(hear);

  return {
    next() {
      const first = waiting.shift();
      if (first === undefined && over === null) return new Promise((resolve) => (listening = resolve));
      if (first === undefined) return Promise.resolve(null);
      waitingBytes -= sizeOf(first);
      if (!('by' in first)) return Promise.resolve(first);
      end(first);
      return Promise.resolve(null);
    },
    send: (message) => (over === null ? passOn(message) : Promise.resolve(false)),
    sendAfter: (message) => (over === null ? passOn(message, after) : Promise.resolve(false)),
    end,
    ended: () => over,
    onEnd(listener) {
      if (over === null) listeners.push(listener);
      else listener(over);
    },
    heardAt: () => heard,
  };
}
