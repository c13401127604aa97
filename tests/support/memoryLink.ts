/** A link between two ends in one process, and a hand that delays, cuts, repeats, swaps and flips what goes over it. */
import type { Bytes } from '#crypto/bytes.ts';
import type { Link } from '#session/link.ts';

export interface LinkWeather {
  /** What becomes of a frame: itself, nothing, two of it, another. `count` is how many frames went this way before. */
  readonly passOn?: (frame: Bytes, from: 0 | 1, count: number) => readonly Bytes[];
  /** Closes the link before this many frames have gone over it, both ways counted. */
  readonly cutAfter?: number;
  readonly bindings?: readonly [Bytes, Bytes];
}

interface Sent {
  bytes: number;
  frames: number;
}

export interface MemoryLinks {
  readonly ends: readonly [Link, Link];
  readonly cut: () => void;
  /** Bytes and frames sent so far, from each end. */
  readonly sent: readonly [Sent, Sent];
}

const roomFor = 16;

export function createMemoryLinks({ passOn, cutAfter = Infinity, bindings }: LinkWeather = {}): MemoryLinks {
  const none = new Uint8Array(0);
  const sent: readonly [Sent, Sent] = [
    { bytes: 0, frames: 0 },
    { bytes: 0, frames: 0 },
  ];
  const ends = [createEnd(0), createEnd(1)] as const;
  let open = true;

  function createEnd(side: 0 | 1) {
    const frames: Bytes[] = [];
    const kept: Bytes[] = [];
    const closed: (() => void)[] = [];
    let listener: ((frame: Bytes) => void) | null = null;
    let freed: (() => void)[] = [];
    let underWay = false;

    function deliver() {
      underWay = false;
      if (!open) return;
      // A farewell goes before the link: what was handed on arrives.
      for (const frame of frames.splice(0)) ends[side === 0 ? 1 : 0].arrive(frame);
      for (const free of freed.splice(0)) free();
    }

    return {
      arrive: (frame: Bytes) => (listener === null ? kept.push(frame) : listener(frame)),
      shut() {
        for (const free of freed.splice(0)) free();
        for (const tell of closed.splice(0)) tell();
      },
      flush: deliver,
      link: {
        binding: bindings?.[side] ?? none,
        async send(frame) {
          if (!open) throw new Error('closed');
          const count = sent[side].frames;
          sent[side].frames += 1;
          sent[side].bytes += frame.length;
          if (sent[0].frames + sent[1].frames > cutAfter) {
            cut();
            throw new Error('closed');
          }
          frames.push(...(passOn?.(frame, side, count) ?? [frame]));
          if (!underWay) setImmediate(deliver);
          underWay = true;
          if (frames.length >= roomFor) await new Promise<void>((free) => freed.push(free));
          if (!open) throw new Error('closed');
        },
        onFrame(listen) {
          listener = listen;
          for (const frame of kept.splice(0)) listen(frame);
        },
        onClose(tell) {
          if (open) closed.push(tell);
          else queueMicrotask(tell);
        },
        close() {
          if (!open) return;
          ends[side].flush();
          cut();
        },
      } satisfies Link,
    };
  }

  function cut() {
    if (!open) return;
    open = false;
    ends[0].shut();
    ends[1].shut();
  }

  return { ends: [ends[0].link, ends[1].link], cut, sent };
}
