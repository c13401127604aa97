/** Time that only runs forward, for limits and waits: a clock that is set does not end a conversation. */
export const createTimer = () => ({
  now: (): number => performance.now(),
  after(milliseconds: number, run: () => void): () => void {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});

/** For waits that two devices should not share; never for keys. */
export const chance = (): number => Math.random();
