import { useLiveQuery } from 'dexie-react-hooks';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Tool } from '#domain/settle/tool.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import type { Basket, BasketEntry } from '../../state/basket.ts';

export interface DoneHere extends BasketEntry {
  readonly settled: Tool;
}

/** What was done in this visit and still stands: an act taken back anywhere is not in the list any more. */
export function useDoneHere(basket: StoreApi<Basket>): readonly DoneHere[] {
  const { db, cache } = useWorkshop();
  const entries = useStore(basket, (state) => state.entries);
  const done = useLiveQuery(async () => {
    const settled = await Promise.all(entries.map(({ tool }) => toolSheet(db, cache, tool)));
    return entries.flatMap((entry, at): readonly DoneHere[] => {
      const tool = settled[at];
      return tool != null && stands(tool, entry) ? [{ ...entry, settled: tool }] : [];
    });
  }, [db, cache, entries]);
  return done ?? [];
}

const stands = (tool: Tool, { fact }: BasketEntry): boolean =>
  tool.story.some((line) => line.fact.id === fact.id && line.withdrawn === null);
