import { concat, type Bytes } from '#crypto/bytes.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { maxFrameBytes } from './link.ts';

/** Largest message, whatever the link would carry. */
export const maxMessageBytes = 1024 * 1024;

const last = 0;
const more = 1;
const payloadBytes = maxFrameBytes - 1;

/** A message in frames: one byte says whether more follows, all but the last frame are full. */
export function toFrames(message: Bytes): readonly Bytes[] {
  const frames: Bytes[] = [];
  for (let at = 0; at === 0 || at < message.length; at += payloadBytes) {
    const end = at + payloadBytes;
    frames.push(concat(Uint8Array.of(end < message.length ? more : last), message.subarray(at, end)));
  }
  return frames;
}

export type FrameRefusal = { readonly kind: 'frame-malformed' } | { readonly kind: 'message-too-large' };

/** Joins frames; null while more are to come. After a refusal it is not to be used any more. */
export interface FrameJoiner {
  readonly push: (frame: Bytes) => Result<Bytes | null, FrameRefusal>;
}

/** Holds at most one message of `maxMessageBytes`, and no more pieces of it than such a message has. */
export function createFrameJoiner(): FrameJoiner {
  let pieces: Bytes[] = [];
  let length = 0;

  function push(frame: Bytes): Result<Bytes | null, FrameRefusal> {
    const [flag] = frame;
    if (frame.length > maxFrameBytes || (flag !== last && flag !== more)) return refused({ kind: 'frame-malformed' });
    // A frame that says more and is not full would let a peer feed us a byte at a time.
    if (flag === more && frame.length !== maxFrameBytes) return refused({ kind: 'frame-malformed' });
    length += frame.length - 1;
    if (length > maxMessageBytes) return refused({ kind: 'message-too-large' });
    pieces.push(frame.subarray(1));
    if (flag === more) return ok(null);
    const message = concat(...pieces);
    pieces = [];
    length = 0;
    return ok(message);
  }

  return { push };
}
