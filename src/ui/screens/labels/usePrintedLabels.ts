import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { PrintedLabel } from '#app/device.ts';
import type { LabelId, ToolId } from '#domain/ids.ts';
import { labelLink } from '#domain/scannedCode.ts';
import { shelf, toolsById } from '#store/queries/tools.ts';
import { silhouetteOf } from '../../parts/silhouetteOf.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { silhouettePaths } from './silhouettePaths.ts';
import { useFreshLabels } from './useFreshLabels.ts';

/** What is to be printed: labels of tools, or so many that wait for one. */
export type WantedLabels =
  { readonly kind: 'tools'; readonly tools: readonly ToolId[] } | { readonly kind: 'blank'; readonly count: number };

export interface LabelsToPrint {
  readonly labels: readonly PrintedLabel[];
  /** Labels that must be noted on their tool before they are printed. */
  readonly toBind: readonly { readonly tool: ToolId; readonly label: LabelId }[];
}

/** Undefined until all is read. A tool that has a label keeps it: printing again makes the same. */
export function usePrintedLabels(wanted: WantedLabels, address: string): LabelsToPrint | undefined {
  const { db } = useWorkshop();
  const names = useNames();
  const ids = wanted.kind === 'tools' ? wanted.tools : noTools;
  const fresh = useFreshLabels(wanted.kind === 'tools' ? ids.length : wanted.count);
  const read = useLiveQuery(async () => {
    const [rows, entries] = await Promise.all([toolsById(db, ids), ids.length === 0 ? [] : shelf(db)]);
    const asked = new Set(ids);
    return { rows, brands: new Map(entries.filter(({ id }) => asked.has(id)).map(({ id, brand }) => [id, brand])) };
  }, [db, ids]);
  return useMemo(() => {
    if (wanted.kind === 'blank') {
      if (fresh.length < wanted.count) return undefined;
      return { labels: fresh.map((label) => ({ label, link: labelLink(address, label) })), toBind: [] };
    }
    if (read === undefined || names === undefined || fresh.length < ids.length) return undefined;
    const made = read.rows.flatMap((row, at) => {
      const label = row.labels[0] ?? fresh[at];
      return label === undefined ? [] : [{ row, label }];
    });
    return {
      labels: made.map(({ row, label }) => ({
        label,
        link: labelLink(address, label),
        name: row.name,
        second: read.brands.get(row.id) ?? '',
        silhouette: silhouettePaths(silhouetteOf(row, names.categories)),
      })),
      toBind: made.flatMap(({ row, label }) => (row.labels.includes(label) ? [] : [{ tool: row.id, label }])),
    };
  }, [wanted, ids, fresh, read, names, address]);
}

const noTools: readonly ToolId[] = [];
