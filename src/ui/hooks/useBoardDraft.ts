import { type ChangeEvent, type CompositionEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { HouseBoard } from '#app/workshop.ts';
import type { TextName } from '#domain/kinds/text.ts';
import { placeIn, typedInto } from './typedInto.ts';
import { useWorkshop } from './useWorkshop.ts';

/** The board once it is open and knows what this text reads as; `lost` where the browser would not open it. */
export function useBoard(text: TextName): HouseBoard | 'lost' | undefined {
  const workshop = useWorkshop();
  const [board, setBoard] = useState<HouseBoard | 'lost'>();
  useEffect(() => {
    let isHere = true;
    const open = async () => {
      const opened = await workshop.board();
      await opened.prepare(text);
      return opened;
    };
    open().then(
      (opened) => isHere && setBoard(opened),
      () => isHere && setBoard('lost'),
    );
    return () => {
      isHere = false;
    };
  }, [workshop, text]);
  return board;
}

/** A text, and where one goes on writing in it. */
export interface Edited {
  readonly text: string;
  readonly caret: number;
}

/**
 * A draft in a text field: letters of others appear while one writes, and the caret stays where it was. While a keyboard
 * composes a word the field is left alone.
 */
export function useBoardDraft(board: HouseBoard, text: TextName) {
  const [shown, setShown] = useState(() => board.read(text));
  const [isSame, setIsSame] = useState(board.isSame);
  const field = useRef<HTMLTextAreaElement>(null);
  const isComposing = useRef(false);
  const caret = useRef<readonly [number, number] | null>(null);
  useEffect(() => {
    const look = () => {
      setIsSame(board.isSame());
      const now = board.read(text);
      const element = field.current;
      if (isComposing.current || element === null) return;
      if (element.value !== now)
        caret.current = [
          placeIn(element.value, now, element.selectionStart),
          placeIn(element.value, now, element.selectionEnd),
        ];
      setShown(now);
    };
    look();
    return board.subscribe(look);
  }, [board, text]);
  useLayoutEffect(() => {
    const [start, end] = caret.current ?? [];
    caret.current = null;
    if (start !== undefined && end !== undefined && document.activeElement === field.current)
      field.current?.setSelectionRange(start, end);
  });
  /** What the field said before, as others could not change it since. */
  const base = useRef(shown);
  const write = (typed: string) => board.write(text, typedInto(base.current, typed, board.read(text)));
  return {
    shown,
    isSame,
    /** Sets all of it: a kept version, taken up again. */
    replace: (value: string) => board.write(text, value),
    /** Writes what a button puts in, and goes on where the caret then is. */
    put: ({ text: value, caret: place }: Edited) => {
      field.current?.focus();
      caret.current = [place, place];
      base.current = shown;
      write(value);
      setShown(board.read(text));
    },
    /** Where the caret stands: at the end while nobody set it. */
    caretNow: () => field.current?.selectionStart ?? shown.length,
    field: {
      ref: field,
      value: shown,
      onChange: ({ currentTarget }: ChangeEvent<HTMLTextAreaElement>) => {
        setShown(currentTarget.value);
        if (isComposing.current) return;
        base.current = shown;
        write(currentTarget.value);
      },
      onCompositionStart: () => {
        isComposing.current = true;
        base.current = shown;
      },
      onCompositionEnd: ({ currentTarget }: CompositionEvent<HTMLTextAreaElement>) => {
        isComposing.current = false;
        write(currentTarget.value);
        setShown(board.read(text));
      },
    },
  };
}
