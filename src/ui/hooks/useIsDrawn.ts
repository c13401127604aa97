import { useEffect, useState } from 'react';

/** True once what was ready has been painted: for work that must not stand between a person and the first picture. */
export function useIsDrawn(isReady: boolean): boolean {
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    if (!isReady || isDrawn) return;
    // The frame after the one that shows it; a page in the background draws none and waits.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setIsDrawn(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [isReady, isDrawn]);
  return isDrawn;
}
