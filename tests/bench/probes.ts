/** What is noted inside a measured page, from its first moment on. */
export interface Probes {
  /** Milliseconds from the start of the navigation to thirty rows in the document. */
  readonly rows: Promise<number>;
  /** Tasks that kept the main thread for 50 ms or more, so far. */
  readonly longTasks: () => readonly number[];
  /** When the document changed last. */
  readonly lastChange: () => number;
  /** When a field last took a letter, as the browser noted it: before the page heard of it. */
  readonly lastInput: () => number;
  /** Resolves once something is in the document whose text holds the words. */
  readonly seen: (selector: string, words: string) => Promise<number>;
}

declare global {
  interface Window {
    probes: Probes;
  }
}

/** Runs in the page. Written as one function, because it is sent as text. */
export function watchPage(): void {
  let [last, input] = [0, 0];
  const long: number[] = [];
  const waiting = new Set<() => void>();
  const when = (what: string, isThere: () => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`Not seen within a minute: ${what}`)), 60_000);
      const look = () => {
        if (!isThere()) return;
        waiting.delete(look);
        resolve(performance.now());
      };
      waiting.add(look);
      look();
    });
  new MutationObserver(() => {
    last = performance.now();
    for (const look of waiting) look();
  }).observe(document, { childList: true, subtree: true, characterData: true, attributeFilter: ['open'] });
  addEventListener('input', ({ timeStamp }) => (input = timeStamp), { capture: true });
  new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  });
  window.probes = {
    rows: when('thirty rows', () => document.querySelectorAll('a.tool-row').length >= 30),
    longTasks: () => long,
    lastChange: () => last,
    lastInput: () => input,
    seen: (selector, words) =>
      when(`${selector} with ${words}`, () =>
        [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(words)),
      ),
  };
}
