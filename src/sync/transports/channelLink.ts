import type { Bytes } from '#crypto/bytes.ts';
import type { Link } from '#session/link.ts';

/** What a data channel and a WebSocket have in common. */
export interface Pipe {
  readonly send: (frame: Bytes) => void;
  /** Bytes given to `send` that did not leave yet. */
  readonly waiting: () => number;
  readonly close: () => void;
}

/** The near end of a link, and what its owner tells it. */
export interface LinkEnd {
  readonly link: Link;
  readonly received: (frame: Bytes) => void;
  /** Some of what waited has left. */
  readonly drained: () => void;
  readonly closed: () => void;
}

/** Beyond this a sender waits; small enough that a taking is not behind a minute of bulk on a slow channel. */
export const mostWaiting = 256 * 1024;

/** Makes a link of a pipe that keeps order and tells how much waits in it. */
export function createLinkEnd(pipe: Pipe, binding: Bytes): LinkEnd {
  const early: Bytes[] = [];
  const senders: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const closeListeners: (() => void)[] = [];
  let listener: ((frame: Bytes) => void) | null = null;
  let isOpen = true;
  let looking: ReturnType<typeof setInterval> | undefined;

  const drained = (): void => {
    if (pipe.waiting() >= mostWaiting) return;
    clearInterval(looking);
    looking = undefined;
    for (const { resolve } of senders.splice(0)) resolve();
  };
  const closed = (): void => {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(looking);
    early.length = 0;
    for (const { reject } of senders.splice(0)) reject(new Error('The link is closed'));
    for (const each of closeListeners.splice(0)) each();
  };
  const close = (): void => {
    if (!isOpen) return;
    pipe.close();
    closed();
  };

  return {
    link: {
      binding,
      close,
      send(frame) {
        if (!isOpen) return Promise.reject(new Error('The link is closed'));
        try {
          pipe.send(frame);
        } catch {
          close();
          return Promise.reject(new Error('The link is closed'));
        }
        if (pipe.waiting() < mostWaiting) return Promise.resolve();
        // A WebSocket does not say when what waited has left, and not every data channel does.
        looking ??= setInterval(drained, 20);
        return new Promise((resolve, reject) => senders.push({ resolve, reject }));
      },
      onFrame(heard) {
        listener = heard;
        for (const frame of early.splice(0)) heard(frame);
      },
      onClose(heard) {
        if (isOpen) closeListeners.push(heard);
        else heard();
      },
    },
    received(frame) {
      if (!isOpen) return;
      if (listener !== null) listener(frame);
      // A session listens as soon as there is a link: more than a few frames are not a greeting.
      else if (early.length < 64) early.push(frame);
      else close();
    },
    drained,
    closed,
  };
}
