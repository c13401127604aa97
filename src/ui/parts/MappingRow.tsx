import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** One column of a foreign file, a true example from it, and where it goes (`children` = a `SelectField`, label hidden). */
export const MappingRow = ({
  column,
  examples,
  note,
  children,
}: {
  readonly column: string;
  readonly examples: readonly string[];
  /** Of a person column: that names are not copied into the history. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) => (
  <li className="mapping-row">
    <div className="column">
      <b>{column}</b>
      {[...new Set(examples)].map((example) => (
        <span key={example}>{example}</span>
      ))}
    </div>
    <Icon name="arrow" />
    <div className="goes-to">{children}</div>
    {note === undefined ? null : <p className="small soft">{note}</p>}
  </li>
);
