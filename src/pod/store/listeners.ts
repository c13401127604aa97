import type { WorkshopId } from '#domain/ids.ts';
import type { KeptFact } from './factStore.ts';

type Listener = (facts: readonly KeptFact[]) => void;

/** Who wants to know of new facts, by workshop. */
export function createListeners() {
  const listenersByWorkshop = new Map<WorkshopId, Set<Listener>>();
  return {
    subscribe(workshop: WorkshopId, listener: Listener): () => void {
      const listeners = listenersByWorkshop.get(workshop) ?? new Set();
      listenersByWorkshop.set(workshop, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && listenersByWorkshop.get(workshop) === listeners)
          listenersByWorkshop.delete(workshop);
      };
    },
    tell(workshop: WorkshopId, facts: readonly KeptFact[]): void {
      for (const listener of [...(listenersByWorkshop.get(workshop) ?? [])]) listener(facts);
    },
  };
}
