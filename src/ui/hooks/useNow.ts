import { useEffect, useState } from 'react';

/** What tells the time: the clock of the device, or of a test. */
export interface Watch {
  readonly now: () => number;
}

/**
 * The time, for phrases like "il y a 4 min": renews itself every minute while the page is seen, and at once when it is
 * seen again.
 */
export const useNow = (watch: Watch, every = 60_000): number => {
  const [now, setNow] = useState(() => watch.now());
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState === 'visible') setNow(watch.now());
    };
    const timer = window.setInterval(renew, every);
    document.addEventListener('visibilitychange', renew);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [every, watch]);
  return now;
};
