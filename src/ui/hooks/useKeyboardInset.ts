import { useEffect } from 'react';

/** Lets what is fixed at the bottom ride on the phone's keyboard: sets `--keyboard` and the class the styles wait for. */
export const useKeyboardInset = (): void => {
  useEffect(() => {
    const view = window.visualViewport;
    if (view === null || view === undefined) return;
    const root = document.documentElement;
    const measure = () => {
      // Pinch-zoom changes the viewport too; only a keyboard takes this much at normal size.
      const covered = view.scale > 1.05 ? 0 : Math.max(0, window.innerHeight - view.height - view.offsetTop);
      const typing = document.activeElement?.matches('input, textarea') === true;
      root.style.setProperty('--keyboard', `${covered}px`);
      root.classList.toggle('keyboard', typing && (covered > 120 || view.height < 0.7 * window.screen.height));
    };
    const coarse = window.matchMedia('(pointer: coarse)').matches;
    if (!coarse) return;
    view.addEventListener('resize', measure);
    view.addEventListener('scroll', measure);
    document.addEventListener('focusout', measure);
    return () => {
      view.removeEventListener('resize', measure);
      view.removeEventListener('scroll', measure);
      document.removeEventListener('focusout', measure);
      root.classList.remove('keyboard');
      root.style.removeProperty('--keyboard');
    };
  }, []);
};
