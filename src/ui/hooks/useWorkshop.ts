import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Me, Workshop } from '#app/workshop.ts';
import type { ToolRow, WorkshopRow } from '#domain/rows.ts';
import type { Kept } from '#store/queries/keep.ts';
import type { Names } from '#store/queries/names.ts';

export const WorkshopContext = createContext<Workshop | null>(null);

/** The open workshop. Screens under `<WorkshopContext>` only. */
export function useWorkshop(): Workshop {
  const workshop = useContext(WorkshopContext);
  if (workshop === null) throw new Error('useWorkshop needs <WorkshopContext>');
  return workshop;
}

/** What is kept read, live; undefined until it is read once. */
export function useKept<Value>(kept: Kept<Value>): Value | undefined {
  return useSyncExternalStore(kept.onChange, kept.last);
}

/** Names of members, places and categories, live; undefined until they are read. */
export const useNames = (): Names | undefined => useKept(useWorkshop().near.names);

/** Who this device belongs to, live (roles change); undefined until it is read. */
export const useMe = (): Me | undefined => useKept(useWorkshop().near.names)?.me;

/** What I hold, longest first; undefined until it is read. */
export const useMyTools = (): readonly ToolRow[] | undefined => useKept(useWorkshop().near.held);

export const useWorkshopRow = (): WorkshopRow | null | undefined => useKept(useWorkshop().near.row);
