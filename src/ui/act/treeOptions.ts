import { sortKey } from '#domain/fold.ts';
import { pathOf } from '#domain/settle/tree.ts';
import type { SelectOption } from '../parts/SelectField.tsx';

/** Places or categories as options: each by its path from the root, in the order of the tree. */
export function treeOptions<Id extends string>(
  nodes: ReadonlyMap<Id, { readonly id: Id; readonly name: string; readonly parent: Id | null }>,
): readonly SelectOption[] {
  return [...nodes.values()]
    .map(({ id }) => {
      const path = pathOf(id, (each) => nodes.get(each));
      return { value: id, label: path.join(' › '), key: path.map(sortKey).join('\u0001') };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ value, label }) => ({ value, label }));
}
