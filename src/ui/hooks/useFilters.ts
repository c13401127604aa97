import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Filters } from '../state/filters.ts';

export const FiltersContext = createContext<StoreApi<Filters> | null>(null);

/** What was chosen in the list of tools of the open workshop. */
export function useFilters(): StoreApi<Filters> {
  const filters = useContext(FiltersContext);
  if (filters === null) throw new Error('useFilters needs <FiltersContext>');
  return filters;
}
