import type { Timer } from '#session/timer.ts';

/** A timer whose hours pass when a test says so. */
export function createMemoryTimer(): Timer & { readonly pass: (milliseconds: number) => void } {
  let time = 0;
  let due: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    after(milliseconds, run) {
      const entry = { at: time + milliseconds, run };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    pass(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const next = due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due = due.filter((entry) => entry !== next);
        time = next.at;
        next.run();
      }
      time = end;
    },
  };
}
