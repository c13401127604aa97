import { useCallback, useState } from 'react';

export interface Draft<Words> {
  readonly words: Words;
  /** There were unsent words when the screen opened. */
  readonly wasKept: boolean;
  readonly change: (change: Partial<Words>) => void;
  readonly clear: () => void;
}

const addressOf = (key: string): string => `circule.draft.${key}`;

/**
 * Words typed and not yet written down: they outlive a failure, a page left too early and a reload, and end with
 * `clear()`. Kept for this tab only; `read` makes words of what was kept, whatever version kept it.
 */
export function useDraft<Words extends object>(
  key: string,
  read: (kept: Partial<Record<keyof Words, unknown>>) => Words,
): Draft<Words> {
  const [start] = useState(() => keptWords(key));
  const [words, setWords] = useState(() => read((start ?? {}) as Partial<Record<keyof Words, unknown>>));
  const change = useCallback(
    (change: Partial<Words>) =>
      setWords((before) => {
        const next = { ...before, ...change };
        keepWords(key, next);
        return next;
      }),
    [key],
  );
  const clear = useCallback(() => {
    keepWords(key, null);
    setWords(read({}));
  }, [key, read]);
  return { words, wasKept: start !== null, change, clear };
}

function keptWords(key: string): object | null {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(addressOf(key)) ?? 'null');
    return typeof kept === 'object' ? kept : null;
  } catch {
    return null;
  }
}

function keepWords(key: string, words: object | null): void {
  try {
    if (words === null) window.sessionStorage.removeItem(addressOf(key));
    else window.sessionStorage.setItem(addressOf(key), JSON.stringify(words));
  } catch {
    // Full or forbidden: the words then live as long as the page.
  }
}
