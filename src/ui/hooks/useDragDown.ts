import { useRef, type PointerEvent, type RefObject } from 'react';

/** The grip of a sheet: drawn down by more than a fifth of the sheet it closes, else it springs back. A tap closes too. */
export const useDragDown = (sheet: RefObject<HTMLElement | null>, onDown: () => void) => {
  const start = useRef<number | null>(null);
  const end = (event: PointerEvent<HTMLElement>, released: boolean) => {
    const element = sheet.current;
    if (start.current === null || element === null) return;
    const moved = event.clientY - start.current;
    start.current = null;
    element.style.translate = '';
    if (released && (moved > element.offsetHeight / 5 || Math.abs(moved) < 4)) onDown();
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      start.current = event.clientY;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (start.current === null || sheet.current === null) return;
      sheet.current.style.translate = `0 ${Math.max(0, event.clientY - start.current)}px`;
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, true),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, false),
  };
};
