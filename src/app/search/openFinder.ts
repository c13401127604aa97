import type { FromFinder, ToFinder } from './finderProtocol.ts';
import type { Answer, Question } from './question.ts';

/** Finds tools in a worker of its own. */
export interface Finder {
  /** The answer, or null when a later question came first: only the last one is wanted. */
  readonly ask: (question: Question) => Promise<Answer | null>;
  /** Tells when tools, places or categories changed. Returns a way to stop. */
  readonly onChange: (listener: () => void) => () => void;
  readonly close: () => void;
}

export function openFinder(database: string): Finder {
  const worker = new Worker(new URL('./finderWorker.ts', import.meta.url), { type: 'module', name: 'finder' });
  const listeners = new Set<() => void>();
  const open = new Map<number, (answer: Answer | null) => void>();
  let count = 0;
  const send = (message: ToFinder): void => worker.postMessage(message);
  worker.addEventListener('message', ({ data }: MessageEvent<FromFinder>) => {
    if (data.kind === 'changed') {
      for (const listener of listeners) listener();
      return;
    }
    open.get(data.n)?.(data.n === count ? data.answer : null);
    open.delete(data.n);
  });
  send({ kind: 'open', database });
  return {
    ask: (question) =>
      new Promise((resolve) => {
        count += 1;
        open.set(count, resolve);
        send({ kind: 'ask', n: count, question });
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      worker.terminate();
      for (const resolve of open.values()) resolve(null);
      open.clear();
    },
  };
}
