import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { ToolId } from '#domain/ids.ts';
import type { ToolRow } from '#domain/rows.ts';
import { toolsById } from '#store/queries/tools.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';

/** The rows of these tools, live; those already at hand until they are read. */
export function useRows(ids: readonly ToolId[], atHand: readonly ToolRow[]): ReadonlyMap<ToolId, ToolRow> {
  const { db } = useWorkshop();
  const rows = useLiveQuery(() => toolsById(db, ids), [db, ids]);
  return useMemo(() => new Map([...atHand, ...(rows ?? [])].map((row) => [row.id, row])), [atHand, rows]);
}
