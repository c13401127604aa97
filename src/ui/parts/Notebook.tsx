import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

export interface NotebookEntry {
  readonly id: string;
  /** For the margin, already phrased: "jeudi", "12 avril", "2023". */
  readonly when: string;
  /** For `<time>`, ISO. */
  readonly at?: string | undefined;
  readonly words: ReactNode;
  /** Corrected later: struck through and kept. */
  readonly corrected?: boolean | undefined;
}

/** The life of a thing, as a page of the notebook. */
export const Notebook = ({ entries }: { readonly entries: readonly NotebookEntry[] }) => (
  <div className="notebook-room">
    <ol className="notebook">
      {entries.length === 0 ? (
        <li>
          <span className="when" />
          <span className="soft">
            <Trans>La page est encore blanche.</Trans>
          </span>
        </li>
      ) : null}
      {entries.map((entry) => (
        <li key={entry.id}>
          <time dateTime={entry.at}>{entry.when}</time>
          <div>{entry.corrected ? <del>{entry.words}</del> : entry.words}</div>
        </li>
      ))}
    </ol>
  </div>
);
