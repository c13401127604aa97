/** What may be spent at once, and how much comes back each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A purse that fills up again by itself: what a connection, or all of one address, may ask of the pod. */
export interface Allowance {
  /** False when there is not enough left; then nothing is spent. */
  readonly spend: (amount: number) => boolean;
  /** Milliseconds until `amount` is there; for what may wait instead of being refused. */
  readonly wait: (amount: number) => number;
}

export function createAllowance({ burst, perSecond }: Rate, now: () => number): Allowance {
  let left = burst;
  let seen = now();

  function fill(): void {
    const at = now();
    left = Math.min(burst, left + (Math.max(0, at - seen) * perSecond) / 1000);
    seen = at;
  }

  return {
    spend(amount) {
      fill();
      if (left < amount) return false;
      left -= amount;
      return true;
    },
    wait(amount) {
      fill();
      return left >= amount ? 0 : Math.ceil(((Math.min(amount, burst) - left) * 1000) / perSecond);
    },
  };
}
