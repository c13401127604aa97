import { useLiveQuery } from 'dexie-react-hooks';
import { createContext, useContext } from 'react';
import type { Me, Workshop } from '#app/workshop.ts';
import type { WorkshopRow } from '#domain/rows.ts';
import { type Names, names } from '#store/queries/names.ts';
import { workshopRow } from '#store/queries/tools.ts';

export const WorkshopContext = createContext<Workshop | null>(null);

/** The open workshop. Screens under `<WorkshopContext>` only. */
export function useWorkshop(): Workshop {
  const workshop = useContext(WorkshopContext);
  if (workshop === null) throw new Error('useWorkshop needs <WorkshopContext>');
  return workshop;
}

/** Names of members, places and categories, live; undefined until they are read. */
export function useNames(): Names | undefined {
  const { db } = useWorkshop();
  return useLiveQuery(() => names(db), [db]);
}

/** Who this device belongs to, live (roles change); undefined until it is read. */
export function useMe(): Me | undefined {
  const workshop = useWorkshop();
  // `me` reads the state, so it is asked again when that changes.
  return useLiveQuery(() => workshop.me(), [workshop]);
}

export function useWorkshopRow(): WorkshopRow | null | undefined {
  const { db } = useWorkshop();
  return useLiveQuery(() => workshopRow(db), [db]);
}
