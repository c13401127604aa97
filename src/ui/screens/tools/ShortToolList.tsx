import { useLingui } from '@lingui/react/macro';
import { ToolListRow } from '#ui/frame/ToolListRow.tsx';
import { placeWords, type Speech } from '#ui/frame/toolFace.ts';
import type { Found } from '../../hooks/useFound.ts';
import { PlaceLine } from '../../parts/PlaceLine.tsx';
import { useRows } from './useRows.ts';

/** A list short enough to be there as a whole: a heading and a list for each place. */
export const ShortToolList = ({ found, speech }: { readonly found: Found; readonly speech: Speech }) => {
  const { t } = useLingui();
  const rows = useRows(found.ids, found.rows);
  const groups = found.groups.length === 0 ? [{ place: undefined, from: 0 }] : found.groups;
  return groups.map(({ place, from }, at) => (
    <section key={`${place ?? ''}/${from}`}>
      {place === undefined ? null : <PlaceLine name={placeWords(place, speech.names.places) || t`Sans place`} />}
      <ul className="list">
        {found.ids.slice(from, groups[at + 1]?.from).map((id) => {
          const row = rows.get(id);
          return (
            <li key={id}>
              {row === undefined ? (
                <span className="tool-row">
                  <span className="peg waiting" />
                </span>
              ) : (
                <ToolListRow row={row} speech={speech} by={found.by} atPlace={place !== undefined} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  ));
};
