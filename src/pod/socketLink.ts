import type { WebSocket } from 'ws';
import type { Bytes } from '#crypto/bytes.ts';
import { maxFrameBytes, type Link } from '#session/link.ts';
import { createAllowance, type Rate } from './allowance.ts';

/** Beyond this a sender waits for the socket. */
const mostWaiting = 256 * 1024;
/** One that takes nothing for so long is not there any more. */
const drainPatience = 60_000;
const drainLook = 20;

/** Frames that come before anybody listens: the workshop is being opened, and of a phone only its greeting comes. */
const mostEarly = 64;

const notBinary = 1003;
const notPatient = 1008;
const tooLarge = 1009;

export interface SocketLinkDeps {
  readonly socket: WebSocket;
  readonly binding: Bytes;
  /** Bytes that may come in; who brings more is read later, not refused. */
  readonly incoming: Rate;
  readonly now: () => number;
}

/** A link over one WebSocket of a phone. */
export function createSocketLink({ socket, binding, incoming, now }: SocketLinkDeps): Link {
  const allowance = createAllowance(incoming, now);
  const early: Bytes[] = [];
  const closeListeners: (() => void)[] = [];
  let listener: ((frame: Bytes) => void) | null = null;
  let isOpen = true;

  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isOpen) return;
    if (!isBinary) return socket.close(notBinary, 'binary only');
    if (data.length > maxFrameBytes) return socket.close(tooLarge, 'frame too large');
    hold(data.length);
    const frame = new Uint8Array(data);
    if (listener !== null) listener(frame);
    else if (early.length < mostEarly) early.push(frame);
    else socket.close(notPatient, 'greet first');
  });
  socket.on('close', () => {
    if (!isOpen) return;
    isOpen = false;
    for (const tell of closeListeners.splice(0)) tell();
  });

  function hold(bytes: number): void {
    if (allowance.spend(bytes)) return;
    socket.pause();
    setTimeout(() => {
      allowance.spend(bytes);
      socket.resume();
    }, allowance.wait(bytes)).unref();
  }

  async function drained(): Promise<void> {
    const since = now();
    while (isOpen && socket.bufferedAmount > mostWaiting) {
      if (now() - since > drainPatience) return socket.terminate();
      await new Promise((resolve) => setTimeout(resolve, drainLook));
    }
  }

  return {
    binding,
    async send(frame) {
      if (!isOpen || socket.readyState !== socket.OPEN) throw new Error('the link is closed');
      socket.send(frame, (error) => error && socket.terminate());
      if (socket.bufferedAmount > mostWaiting) await drained();
    },
    onFrame(heard) {
      listener = heard;
      for (const frame of early.splice(0)) heard(frame);
    },
    onClose(tell) {
      if (isOpen) closeListeners.push(tell);
      else tell();
    },
    close: () => socket.close(1000),
  };
}
