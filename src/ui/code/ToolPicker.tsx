import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ToolRow } from '#domain/rows.ts';
import { type Speech, asleepAfter, stateOf, stateWords, toThing } from '../frame/toolFace.ts';
import { useApp } from '../hooks/useApp.ts';
import { useFound } from '../hooks/useFound.ts';
import { usePicture } from '../hooks/usePicture.ts';
import { useSpeech } from '../hooks/useSpeech.ts';
import { PegTile } from '../parts/PegTile.tsx';
import { SearchField } from '../parts/SearchField.tsx';
import { StatusChip } from '../parts/StatusChip.tsx';

/** Until something is typed: what else can be done stands below. */
const fewAtFirst = 6;

/** Which tool? The first of the shelf, or those found by name. */
export const ToolPicker = ({
  working,
  onPick,
}: {
  readonly working: boolean;
  readonly onPick: (tool: ToolRow) => void;
}) => {
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const { clock } = useApp();
  const [now] = useState(() => clock.now());
  const found = useFound({ words, standing: 'all', place: null, category: null, me: null, now, asleepAfter });
  const speech = useSpeech();
  if (speech === undefined) return null;
  return (
    <div className="tool-picker" aria-busy={working || undefined}>
      <SearchField label={t`Chercher un outil`} value={words} onChange={setWords} />
      <ul className="list">
        {found?.rows.slice(0, words === '' ? fewAtFirst : undefined).map((row) => (
          <li key={row.id}>
            <PickRow row={row} speech={speech} onPick={() => onPick(row)} />
          </li>
        ))}
      </ul>
      {found?.rows.length === 0 ? (
        <p className="soft">
          <Trans>Aucun outil de ce nom.</Trans>
        </p>
      ) : null}
    </div>
  );
};

/** One tool of a list to choose from. */
export const PickRow = ({
  row,
  speech,
  onPick,
}: {
  readonly row: ToolRow;
  readonly speech: Speech;
  readonly onPick: () => void;
}) => {
  const photo = usePicture(row.face);
  return (
    <button type="button" className="tool-row" onClick={onPick}>
      <PegTile thing={toThing(row, speech.names, { ...speech, photo })} />
      <span className="grow">
        <span className="name cut">{row.name}</span>
        <StatusChip state={stateOf(row, speech)}>{stateWords(row, speech)}</StatusChip>
      </span>
    </button>
  );
};
