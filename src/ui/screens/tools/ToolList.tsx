import type { StoreApi } from 'zustand/vanilla';
import type { Speech } from '#ui/frame/toolFace.ts';
import type { Found } from '../../hooks/useFound.ts';
import type { Filters } from '../../state/filters.ts';
import { LongToolList } from './LongToolList.tsx';
import { ShortToolList } from './ShortToolList.tsx';
import { useKeptScroll } from './useKeptScroll.ts';

/** Rows beyond this would be felt at every letter typed. */
const longFrom = 150;

/** Found tools place by place. */
export const ToolList = ({
  found,
  isComplete,
  speech,
  filters,
}: {
  readonly found: Found;
  readonly isComplete: boolean;
  readonly speech: Speech;
  readonly filters: StoreApi<Filters>;
}) => {
  useKeptScroll(filters, isComplete);
  const List = found.ids.length > longFrom ? LongToolList : ShortToolList;
  return <List found={found} speech={speech} />;
};
