import type { DutyRow, ToolRow } from '#domain/rows.ts';
import { type DueSeen, isEverybodys } from '#store/queries/duties.ts';
import { usePicture } from '../hooks/usePicture.ts';
import { ToolRow as Line } from '../parts/ToolRow.tsx';
import { silhouetteOf } from '../parts/silhouetteOf.ts';
import { routes } from '../routes.ts';
import { askedWords, careState, everyWords, whenWords, whereWords } from './careWords.ts';
import type { Speech } from './toolFace.ts';

/** A duty as one line of a list: what, on what, when, and of whom it is asked. `seen` only where it is due. */
export const DutyListRow = ({
  row,
  on,
  seen,
  speech,
}: {
  readonly row: DutyRow;
  readonly on: ToolRow | null;
  readonly seen?: DueSeen | undefined;
  readonly speech: Speech;
}) => {
  const photo = usePicture(on?.face ?? null);
  const due = seen?.due ?? row.due ?? null;
  const isLong = seen !== undefined && isEverybodys(seen, speech.today);
  const silhouette = on === null ? 'room' : silhouetteOf(on, speech.names.categories);
  const when = [everyWords(speech.i18n, row.every), whenWords(row, due, speech)].filter(Boolean).join(' · ');
  return (
    <Line
      href={routes.duty({ duty: row.id, tool: row.tool })}
      thing={{ silhouette, stance: 'here', photo }}
      name={row.name}
      state={row.isEnded ? 'retired' : careState(due, isLong, speech.today)}
      stateWords={seen === undefined ? whereWords(row, on, speech) : askedWords(seen, speech)}
      note={seen === undefined ? when : `${whereWords(row, on, speech)} · ${whenWords(row, due, speech)}`}
    />
  );
};
