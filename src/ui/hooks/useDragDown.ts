import { useRef, type PointerEvent } from 'react';

/** The grip of a sheet: drawn down by more than a fifth of the sheet it closes, else it springs back. A tap closes too. */
export const useDragDown = (onDown: () => void) => {
  const start = useRef<number | null>(null);
  const moveSheet = (event: PointerEvent<HTMLElement>, by: number): number => {
    const sheet = event.currentTarget.closest('dialog');
    if (sheet === null) return 0;
    sheet.style.translate = by === 0 ? '' : `0 ${by}px`;
    return sheet.offsetHeight;
  };
  const end = (event: PointerEvent<HTMLElement>, released: boolean) => {
    if (start.current === null) return;
    const moved = event.clientY - start.current;
    start.current = null;
    const height = moveSheet(event, 0);
    if (released && (moved > height / 5 || Math.abs(moved) < 4)) onDown();
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      start.current = event.clientY;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (start.current !== null) moveSheet(event, Math.max(0, event.clientY - start.current));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, true),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, false),
  };
};
