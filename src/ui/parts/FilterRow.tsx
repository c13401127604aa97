import type { MarkName } from './drawingNames.ts';
import { Mark } from './Mark.tsx';

export interface Filter {
  readonly key: string;
  readonly label: string;
  readonly mark?: MarkName | undefined;
  readonly on: boolean;
}

/** Filters in one row that scrolls sideways and visibly runs off the edge. */
export const FilterRow = ({
  label,
  filters,
  onToggle,
}: {
  readonly label: string;
  readonly filters: readonly Filter[];
  readonly onToggle: (key: string) => void;
}) => (
  <fieldset className="scroller">
    <legend className="hidden">{label}</legend>
    {filters.map((filter) => (
      <button
        key={filter.key}
        type="button"
        className="option"
        aria-pressed={filter.on}
        onClick={() => onToggle(filter.key)}
      >
        {filter.mark === undefined ? <Mark name="check" className="only-chosen" /> : <Mark name={filter.mark} />}
        {filter.label}
      </button>
    ))}
  </fieldset>
);
