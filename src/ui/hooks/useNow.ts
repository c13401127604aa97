import { useEffect, useState } from 'react';

/**
 * The time, for phrases like "il y a 4 min": renews itself every minute while the page is seen, and at once when it is
 * seen again.
 */
export const useNow = (every = 60_000): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState === 'visible') setNow(Date.now());
    };
    const timer = window.setInterval(renew, every);
    document.addEventListener('visibilitychange', renew);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [every]);
  return now;
};
