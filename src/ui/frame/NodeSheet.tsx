import { Trans } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { useLingui } from '@lingui/react/macro';
import type { Act } from '../hooks/useAct.ts';
import { Field } from '../parts/Field.tsx';
import { SelectField } from '../parts/SelectField.tsx';
import { refusalText } from '../texts/refusals.ts';
import { FormSheet } from './FormSheet.tsx';
import type { TreeNode, TreeRow } from './treeRows.ts';

const indent = '\u2003';

/** The words of a place or a category: its name and what it hangs in; `children` are its own choices. */
export const NodeSheet = <Id extends string, Node extends TreeNode<Id>>({
  title,
  parentLabel,
  topLabel,
  row,
  rows,
  act,
  onWrite,
  onClose,
  children,
}: {
  readonly title: string;
  readonly parentLabel: string;
  readonly topLabel: string;
  /** Null for a new one. */
  readonly row: TreeRow<Node> | null;
  readonly rows: readonly TreeRow<Node>[];
  readonly act: Act;
  readonly onWrite: (words: { readonly name: string; readonly parent: Id | null }) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) => {
  const { i18n, t } = useLingui();
  const [name, setName] = useState(row?.node.name ?? '');
  const [parent, setParent] = useState<string>(row?.node.parent ?? '');
  const above = rows.filter(({ node }) => row?.below.has(node.id) !== true);
  const nameMissing = act.refusal?.kind === 'name-missing';
  const isKnown = above.some(({ node }) => node.id === parent);
  return (
    <FormSheet
      title={title}
      act={act}
      accept={row === null ? <Trans>Ajouter</Trans> : <Trans>C’est bon</Trans>}
      saidAbove="name-missing"
      onAccept={() => onWrite({ name: name.trim(), parent: isKnown ? (parent as Id) : null })}
      onClose={onClose}
    >
      <Field
        label={t`Nom`}
        voice="serif"
        value={name}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
        {...(nameMissing && act.refusal !== null ? { error: refusalText(i18n, act.refusal) } : {})}
      />
      <SelectField
        label={parentLabel}
        value={isKnown ? parent : ''}
        options={[
          { value: '', label: topLabel },
          ...above.map(({ node, depth }) => ({ value: node.id, label: indent.repeat(depth) + node.name })),
        ]}
        onChange={setParent}
      />
      {children}
    </FormSheet>
  );
};
