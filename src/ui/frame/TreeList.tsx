import type { ReactNode } from 'react';
import { Plural, useLingui } from '@lingui/react/macro';
import { Icon } from '../parts/Icon.tsx';
import { Silhouette } from '../parts/Silhouette.tsx';
import type { SilhouetteName } from '../parts/drawingNames.ts';
import type { TreeNode, TreeRow } from './treeRows.ts';
import './tree.css';

/** A tree of places or categories; each row opens its words, and leads to its tools. */
export const TreeList = <Id extends string, Node extends TreeNode<Id>>({
  rows,
  silhouetteOf,
  toolsHref,
  onShowTools,
  onEdit,
}: {
  readonly rows: readonly TreeRow<Node>[];
  readonly silhouetteOf?: ((node: Node) => SilhouetteName) | undefined;
  /** The list of tools, which `onShowTools` has been told to narrow. */
  readonly toolsHref: string;
  readonly onShowTools?: ((node: Node) => void) | undefined;
  readonly onEdit: (row: TreeRow<Node>) => void;
}) => (
  <ul className="list tree">
    {rows.map((row) => (
      <li key={row.node.id} style={{ '--depth': row.depth } as React.CSSProperties}>
        <button type="button" className="tree-name" onClick={() => onEdit(row)}>
          {silhouetteOf === undefined ? null : (
            <span className="peg small" aria-hidden="true">
              <Silhouette name={silhouetteOf(row.node)} />
            </span>
          )}
          <span className="grow">
            <span className="name">{row.node.name}</span>
          </span>
          <EditWord />
        </button>
        <Tools row={row} href={toolsHref} onShow={onShowTools} />
      </li>
    ))}
  </ul>
);

const EditWord = (): ReactNode => {
  const { t } = useLingui();
  return (
    <span className="tree-edit">
      <Icon name="pen" look="little" />
      <span className="hidden">{t`changer`}</span>
    </span>
  );
};

const Tools = <Id extends string, Node extends TreeNode<Id>>({
  row,
  href,
  onShow,
}: {
  readonly row: TreeRow<Node>;
  readonly href: string;
  readonly onShow: ((node: Node) => void) | undefined;
}) => {
  const words = <Plural value={row.count} _0="vide" one="# outil" other="# outils" />;
  return row.count === 0 || onShow === undefined ? (
    <span className="tree-count small soft">{words}</span>
  ) : (
    <a className="tree-count small" href={href} onClick={() => onShow(row.node)}>
      {words}
    </a>
  );
};
