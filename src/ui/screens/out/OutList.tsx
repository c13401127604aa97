import { WindowVirtualizer } from 'virtua';
import type { ToolRow } from '#domain/rows.ts';
import type { Speech } from '#ui/frame/toolFace.ts';
import { OutRow } from './OutRow.tsx';

/** Beyond this only what is seen exists; the list for printing is then the CSV. */
const longFrom = 300;

/** All that is out, in the order given. */
export const OutList = ({ rows, speech }: { readonly rows: readonly ToolRow[]; readonly speech: Speech }) =>
  rows.length <= longFrom ? (
    <ul className="list">
      {rows.map((row) => (
        <li key={row.id}>
          <OutRow row={row} speech={speech} />
        </li>
      ))}
    </ul>
  ) : (
    <div role="list">
      <WindowVirtualizer data={rows} itemSize={112}>
        {(row, at) => (
          <div key={row.id} role="listitem" className="out-row" aria-setsize={rows.length} aria-posinset={at + 1}>
            <OutRow row={row} speech={speech} />
          </div>
        )}
      </WindowVirtualizer>
    </div>
  );
