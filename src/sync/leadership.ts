/** Web Locks, as far as leading needs them. */
export interface LeadingLock {
  /** Runs `work` once the lock is had, however long that takes; null when `signal` ended the waiting. */
  readonly wait: <Value>(name: string, signal: AbortSignal, work: () => Promise<Value>) => Promise<Value | null>;
}

/**
 * One tab meets the others for all tabs of this browser. The lock is held as long as the tab lives and leads; when it
 * dies the browser gives the lock to the next who waits. `lead` returns a way to stop, awaited before the lock is given.
 */
export function takeTheLead(
  { name, locks }: { readonly name: string; readonly locks: LeadingLock },
  lead: () => Promise<() => Promise<void>>,
): { readonly stop: () => Promise<void> } {
  const waiting = new AbortController();
  const over = new Promise<void>((resolve) => waiting.signal.addEventListener('abort', () => resolve()));
  const held = locks.wait(name, waiting.signal, async () => {
    if (waiting.signal.aborted) return;
    const stop = await lead();
    await over;
    await stop();
  });
  return {
    async stop() {
      waiting.abort();
      await held;
    },
  };
}
