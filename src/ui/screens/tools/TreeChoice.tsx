import { useId } from 'react';
import { type TreeNode, treeRows } from '#ui/frame/treeRows.ts';
import { Mark } from '../../parts/Mark.tsx';

/** One node of a tree, or none of them. */
export const TreeChoice = <Id extends string>({
  legend,
  none,
  nodes,
  value,
  onChange,
}: {
  readonly legend: string;
  readonly none: string;
  readonly nodes: ReadonlyMap<Id, TreeNode<Id>>;
  readonly value: Id | null;
  readonly onChange: (value: Id | null) => void;
}) => {
  const name = useId();
  const rows = treeRows<Id, TreeNode<Id>>(nodes.values(), new Map());
  const lines = [{ id: null, name: none, depth: 0 }, ...rows.map(({ node, depth }) => ({ ...node, depth }))];
  return (
    <fieldset className="tree field">
      <legend>{legend}</legend>
      {lines.map((line) => (
        <label key={line.id ?? ''} style={{ paddingInlineStart: `${Math.min(line.depth, 6) * 1.25}rem` }}>
          <input type="radio" name={name} checked={value === line.id} onChange={() => onChange(line.id)} />
          <Mark name={value === line.id ? 'mine' : 'out'} />
          <span>{line.name}</span>
        </label>
      ))}
    </fieldset>
  );
};
