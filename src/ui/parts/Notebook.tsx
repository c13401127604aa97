import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { MarkName } from './drawingNames.ts';
import { Mark } from './Mark.tsx';

export interface NotebookEntry {
  readonly id: string;
  /** For the margin, already phrased: "jeudi", "12 avril", "2023". */
  readonly when: string;
  /** For `<time>`, ISO. */
  readonly at?: string | undefined;
  /** A shape before the words, for what one looks for. */
  readonly mark?: MarkName | undefined;
  readonly words: ReactNode;
  /** Corrected later: struck through and kept. */
  readonly corrected?: boolean | undefined;
}

/** The life of a thing, as a page of the notebook. What happened on one day stands together, under one date. */
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
      {entries.map((entry, nth) => (
        <li key={entry.id} className={isSameDay(entry, entries[nth - 1]) ? 'same-day' : undefined}>
          <time dateTime={entry.at}>
            {entry.when === entries[nth - 1]?.when ? <span className="hidden">{entry.when}</span> : entry.when}
          </time>
          <div>
            {entry.mark === undefined ? null : <Mark name={entry.mark} />}
            {entry.corrected ? <del>{entry.words}</del> : entry.words}
          </div>
        </li>
      ))}
    </ol>
  </div>
);

const isSameDay = (one: NotebookEntry, before: NotebookEntry | undefined): boolean =>
  one.at !== undefined && one.when === before?.when && one.at.slice(0, 10) === before.at?.slice(0, 10);
