import { useLayoutEffect, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Filters } from '../../state/filters.ts';

/** Comes back to where the list was left, once it is long enough again, and remembers where it is left. */
export function useKeptScroll(filters: StoreApi<Filters>, isComplete: boolean): void {
  const isBack = useRef(false);
  useLayoutEffect(() => {
    if (!isComplete || isBack.current) return;
    // After the title, which begins every screen at its top.
    const frame = requestAnimationFrame(() => {
      isBack.current = true;
      window.scrollTo({ top: filters.getState().scroll, behavior: 'instant' });
    });
    return () => cancelAnimationFrame(frame);
  }, [filters, isComplete]);
  // As a layout effect: it must be over before the next screen, being shorter, scrolls the window.
  useLayoutEffect(() => {
    const keep = (): void => {
      if (isBack.current) filters.getState().scrolled(window.scrollY);
    };
    // Another question begins at the top.
    const stop = filters.subscribe(({ words, standing, place, category }, before) => {
      const isSame =
        words === before.words &&
        standing === before.standing &&
        place === before.place &&
        category === before.category;
      if (!isSame) window.scrollTo({ top: 0, behavior: 'instant' });
    });
    window.addEventListener('scroll', keep, { passive: true });
    return () => {
      stop();
      window.removeEventListener('scroll', keep);
    };
  }, [filters]);
}
