/**
 * Runs work alone among all tabs of this origin, by Web Locks (Chrome 69, Safari 15.4, Firefox 96). `patience` in ms:
 * 0 gives up at once, and null says that the lock was not had in time. Work that has begun is never cut.
 */
export const createLocks = (manager: LockManager) => ({
  async alone<Value>(name: string, patience: number, work: () => Promise<Value>): Promise<Value | null> {
    if (patience === 0)
      return (await manager.request(name, { ifAvailable: true }, (lock) =>
        lock === null ? null : work(),
      )) as Value | null;
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), patience);
    try {
      return (await manager.request(name, { signal: waiting.signal }, () => {
        clearTimeout(timer);
        return work();
      })) as Value;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError' && waiting.signal.aborted) return null;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  },
  async wait<Value>(name: string, signal: AbortSignal, work: () => Promise<Value>): Promise<Value | null> {
    let hasBegun = false;
    try {
      return (await manager.request(name, { signal }, () => {
        hasBegun = true;
        return work();
      })) as Value;
    } catch (error) {
      if (!hasBegun && signal.aborted) return null;
      throw error;
    }
  },
});
