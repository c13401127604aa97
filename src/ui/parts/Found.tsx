export interface FoundRange {
  readonly from: number;
  readonly to: number;
}

/** A text with the found letters underlined in brass. Ranges are in order and do not overlap. */
export const Found = ({
  text,
  ranges,
}: {
  readonly text: string;
  readonly ranges?: readonly FoundRange[] | undefined;
}) => {
  if (ranges === undefined || ranges.length === 0) return text;
  return ranges.map((range, i) => (
    <span key={range.from}>
      {text.slice(i === 0 ? 0 : ranges[i - 1]?.to, range.from)}
      <mark>{text.slice(range.from, range.to)}</mark>
      {i === ranges.length - 1 ? text.slice(range.to) : null}
    </span>
  ));
};
