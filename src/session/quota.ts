import type { Timer } from './timer.ts';

const windowLength = 60_000;

/** So much a minute and no more. `take` says whether it was still within. */
export interface Quota {
  readonly take: (amount: number) => boolean;
}

export function createQuota(most: number, timer: Pick<Timer, 'now'>): Quota {
  let since = timer.now();
  let taken = 0;
  return {
    take(amount) {
      if (timer.now() - since >= windowLength) {
        since = timer.now();
        taken = 0;
      }
      taken += amount;
      return taken <= most;
    },
  };
}
