import type { Bytes } from '#crypto/bytes.ts';

/** Largest frame a link must carry. */
export const maxFrameBytes = 16 * 1024;

/** Carries frames to one peer, whole and in order, until it is closed. Not authenticated: that is the session's work. */
export interface Link {
  /** Resolves when the frame was handed on and there is room for another; rejects once closed. */
  readonly send: (frame: Bytes) => Promise<void>;
  /** One listener; frames that came before it are kept for it. */
  readonly onFrame: (listener: (frame: Bytes) => void) => void;
  /** Called once, also when the link was closed here. */
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
  /** What both ends know alike and nobody in between can: see protocol.md, section 17. */
  readonly binding: Bytes;
}
