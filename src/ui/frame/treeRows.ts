import { sortKey } from '#domain/fold.ts';

/** What hangs in a tree: a place in a place, a category in a category. */
export interface TreeNode<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly parent: Id | null;
}

export interface TreeRow<Node> {
  readonly node: Node;
  readonly depth: number;
  /** Tools here and in everything below. */
  readonly count: number;
  /** It and everything below it: where it cannot be moved to. */
  readonly below: ReadonlySet<string>;
}

/**
 * A tree as rows from top to bottom, siblings by name. Nothing is ever lost: a node whose parent is missing stands at the
 * top, and of several that hang in each other (two people moved them while apart) the first does.
 */
export function treeRows<Id extends string, Node extends TreeNode<Id>>(
  nodes: Iterable<Node>,
  countOf: ReadonlyMap<Id, number>,
): readonly TreeRow<Node>[] {
  const sorted = [...nodes].toSorted((a, b) => compare(sortKey(a.name), sortKey(b.name)) || compare(a.id, b.id));
  const known = new Set(sorted.map(({ id }) => id));
  const children = new Map<Id | null, Node[]>();
  for (const node of sorted) {
    const parent = node.parent !== null && known.has(node.parent) ? node.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  const shown = new Set<Id>();
  const rowsBelow = (node: Node, depth: number): readonly TreeRow<Node>[] => {
    shown.add(node.id);
    const rows = (children.get(node.id) ?? []).flatMap((child) =>
      shown.has(child.id) ? [] : rowsBelow(child, depth + 1),
    );
    const own = countOf.get(node.id) ?? 0;
    const direct = rows.filter((row) => row.depth === depth + 1);
    const count = direct.reduce((sum, row) => sum + row.count, own);
    return [{ node, depth, count, below: new Set([node.id, ...rows.map((row) => row.node.id)]) }, ...rows];
  };
  const top = (children.get(null) ?? []).flatMap((node) => rowsBelow(node, 0));
  const circles = sorted.flatMap((node) => (shown.has(node.id) ? [] : rowsBelow(node, 0)));
  return [...top, ...circles];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How many entries name each node. */
export function countBy<Entry, Id extends string>(
  entries: readonly Entry[],
  idOf: (entry: Entry) => Id | null,
): ReadonlyMap<Id, number> {
  const counts = new Map<Id, number>();
  for (const entry of entries) {
    const id = idOf(entry);
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
