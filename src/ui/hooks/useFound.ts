import { startTransition, useEffect, useState } from 'react';
import type { Answer, Question } from '#app/search/question.ts';
import type { ToolRow } from '#domain/rows.ts';
import { toolsById } from '#store/queries/tools.ts';
import { useWorkshop } from './useWorkshop.ts';

export interface Found extends Answer {
  /** What it answers: while the next answer is on its way, the question asked is another. */
  readonly question: Question;
  /** The first rows, so that an answer is shown whole and never as empty hooks. */
  readonly rows: readonly ToolRow[];
}

const rowsAtOnce = 24;

/** Whether everything on the wall is asked for. */
export const isWhole = ({ words, standing, place, category }: Omit<Question, 'me' | 'now' | 'asleepAfter'>): boolean =>
  words.trim() === '' && standing === 'all' && place === null && category === null;

/**
 * What the finder answers, renewed when tools change; the answer before stays until the next is ready to be shown.
 * `isWanted` false holds the question back: the first paint should not share the processor with the finder's start.
 */
export function useFound(question: Question, isWanted = true): Found | undefined {
  const workshop = useWorkshop();
  const [found, setFound] = useState<Found>();
  const { words, standing, place, category, me, now, asleepAfter } = question;
  useEffect(() => {
    if (!isWanted) return;
    const finder = workshop.finder();
    let isOver = false;
    const ask = async (): Promise<void> => {
      const asked = { words, standing, place, category, me, now, asleepAfter };
      const answer = await finder.ask(asked);
      if (answer === null || isOver) return;
      const rows = await toolsById(workshop.db, answer.ids.slice(0, rowsAtOnce));
      // Typing goes first: the list is drawn between two letters.
      if (!isOver) startTransition(() => setFound({ ...answer, question: asked, rows }));
    };
    void ask();
    const stop = finder.onChange(() => void ask());
    return () => {
      isOver = true;
      stop();
    };
  }, [workshop, isWanted, words, standing, place, category, me, now, asleepAfter]);
  return found;
}
