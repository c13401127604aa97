import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { wordDiff } from './wordDiff.ts';
import './notice.css';

/** What stays is told by its ends only. */
const shortest = 160;
const kept = 60;

/** What changed from one version to another, word by word: struck out and underlined, and said so to who cannot see it. */
export const Changes = ({ before, after }: { readonly before: string; readonly after: string }) => {
  const { t } = useLingui();
  const stretches = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <p className="said changes">
      {stretches.map(({ at, is, text }) =>
        is === 'same' ? (
          <span key={at} className="soft">
            {text.length > shortest ? `${text.slice(0, kept)} […] ${text.slice(-kept)}` : text}
          </span>
        ) : is === 'gone' ? (
          <del key={at}>
            <span className="hidden">{t`Enlevé :`} </span>
            {text}
          </del>
        ) : (
          <ins key={at}>
            <span className="hidden">{t`Ajouté :`} </span>
            {text}
          </ins>
        ),
      )}
    </p>
  );
};
