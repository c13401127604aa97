import { memo } from 'react';
import { type FoundBy, foundIn } from '#app/search/foundIn.ts';
import type { ToolRow as Row } from '#domain/rows.ts';
import { usePicture } from '../hooks/usePicture.ts';
import { ToolRow } from '../parts/ToolRow.tsx';
import { routes } from '../routes.ts';
import { type Speech, stateOf, stateWords, toThing } from './toolFace.ts';

/** A tool as one line of a list. `atPlace`: the heading above says the place already. */
export const ToolListRow = memo(
  ({
    row,
    speech,
    by,
    atPlace = false,
    note,
  }: {
    readonly row: Row;
    readonly speech: Speech;
    readonly by?: FoundBy | undefined;
    readonly atPlace?: boolean | undefined;
    readonly note?: string | undefined;
  }) => {
    const photo = usePicture(row.face);
    const found = by === undefined ? [] : foundIn(row.name, by);
    // By another name only where the name itself does not tell why it is here.
    const alsoCalled =
      by === undefined || found.length > 0 ? undefined : row.otherNames.find((name) => foundIn(name, by).length > 0);
    return (
      <ToolRow
        href={routes.tool(row.id)}
        thing={toThing(row, speech.names, { ...speech, photo })}
        name={row.name}
        found={found}
        alsoCalled={alsoCalled}
        state={stateOf(row, speech)}
        stateWords={stateWords(row, speech, { atPlace })}
        note={note}
      />
    );
  },
);
