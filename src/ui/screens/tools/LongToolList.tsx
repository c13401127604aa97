import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef, useState } from 'react';
import { WindowVirtualizer, type WindowVirtualizerHandle } from 'virtua';
import { ToolListRow } from '#ui/frame/ToolListRow.tsx';
import { placeWords, type Speech } from '#ui/frame/toolFace.ts';
import type { Found } from '../../hooks/useFound.ts';
import { PlaceLine } from '../../parts/PlaceLine.tsx';
import { useRows } from './useRows.ts';

/** Rows are read in steps of so many, one step ahead and one behind. */
const step = 32;

/** A list of which only what is seen exists; the rows are read as they come near. */
export const LongToolList = ({ found, speech }: { readonly found: Found; readonly speech: Speech }) => {
  const { t } = useLingui();
  const list = useRef<WindowVirtualizerHandle>(null);
  const [near, setNear] = useState(0);
  const { ids, groups } = found;
  const nearIds = useMemo(() => ids.slice(Math.max(0, near - step), near + 3 * step), [ids, near]);
  const rows = useRows(nearIds, found.rows);
  const placeAt = useMemo(() => new Map(groups.map(({ place, from }) => [from, place])), [groups]);
  return (
    <div role="list">
      <WindowVirtualizer
        ref={list}
        data={ids}
        itemSize={88}
        onScroll={() => {
          const { current } = list;
          if (current === null) return;
          const seen = current.findItemIndex(current.scrollOffset);
          setNear(Math.floor(seen / step) * step);
        }}
      >
        {(id, at) => {
          const row = rows.get(id);
          const place = placeAt.get(at);
          const isLast = placeAt.has(at + 1) || at === ids.length - 1;
          return (
            <div
              key={id}
              role="listitem"
              className={isLast ? 'long-row last' : 'long-row'}
              aria-setsize={ids.length}
              aria-posinset={at + 1}
            >
              {place === undefined ? null : (
                <PlaceLine name={placeWords(place, speech.names.places) || t`Sans place`} />
              )}
              {row === undefined ? (
                <span className="tool-row">
                  <span className="peg waiting" />
                </span>
              ) : (
                <ToolListRow row={row} speech={speech} by={found.by} atPlace={groups.length > 0} />
              )}
            </div>
          );
        }}
      </WindowVirtualizer>
    </div>
  );
};
