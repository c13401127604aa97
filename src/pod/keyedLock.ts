/** Lets one at a time through for each key; whoever names several waits for all of them. */
export function createKeyedLock() {
  const lastByKey = new Map<string, Promise<void>>();

  return async function locked<Value>(keys: readonly string[], work: () => Promise<Value>): Promise<Value> {
    const waitFor = keys.map((key) => lastByKey.get(key) ?? Promise.resolve());
    let open: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (open = resolve));
    // All keys are taken in one step, so two who name the same ones never wait for each other.
    for (const key of keys) lastByKey.set(key, done);
    try {
      await Promise.all(waitFor);
      return await work();
    } finally {
      for (const key of keys) if (lastByKey.get(key) === done) lastByKey.delete(key);
      open();
    }
  };
}
