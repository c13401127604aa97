import { watch } from './watch.ts';

/** A live query kept fresh while the workshop is open: what it read last is there at once for whoever asks next. */
export interface Kept<Value> {
  /** What was read last; undefined until then. Throws what the last read failed with. */
  readonly last: () => Value | undefined;
  /** Resolves once there is something to show, be it a failure. */
  readonly ready: Promise<void>;
  /** Reads from now on, if it does not yet. */
  readonly begin: () => void;
  /** Begins, and tells of each change. Returns a way to listen no more. */
  readonly onChange: (listener: () => void) => () => void;
  /** Forgets what was read, for good. */
  readonly stop: () => void;
}

export function keep<Value>(query: () => Promise<Value>): Kept<Value> {
  const listeners = new Set<() => void>();
  let read: { readonly value: Value } | { readonly error: unknown } | null = null;
  let watching: { readonly unsubscribe: () => void } | null = null;
  let isOver = false;
  let beReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (beReady = resolve));
  const tell = (next: typeof read): void => {
    read = next;
    beReady();
    for (const listener of listeners) listener();
  };
  const begin = (): void => {
    if (isOver) return;
    watching ??= watch(query, (value) => tell({ value }), { onError: (error) => tell({ error }) });
  };
  return {
    last: () => {
      if (read === null) return undefined;
      if ('error' in read) throw read.error;
      return read.value;
    },
    ready,
    begin,
    onChange: (listener) => {
      begin();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      isOver = true;
      read = null;
      beReady();
      watching?.unsubscribe();
    },
  };
}
