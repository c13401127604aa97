/**
 * One line of the table. `value` meets the issue when it is at most `aim`, or at least `aim` where `isAtLeast`; without
 * an aim it is only told.
 */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'x' | 'ms' | 's' | 'kB' | 'MB' | 'B';
  /** What the value is over, in ms (a second for rates), where it is a ratio. */
  readonly floor: number | null;
  readonly aim: number | null;
  readonly isAtLeast?: true;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
};

/** Growth or cost: `over` the floor, both medians. */
export const ratio = (name: string, value: number, floor: number, aim: number): Figure => ({
  name,
  value: round(value / floor),
  unit: 'x',
  floor: round(floor),
  aim,
});

export const told = (name: string, value: number, unit: Figure['unit'], aim: number | null = null): Figure => ({
  name,
  value: round(value),
  unit,
  floor: null,
  aim,
});

const round = (value: number): number => Number(value.toPrecision(value < 10 ? 3 : 4));

/** A rate over the rate it is measured by. */
export const atLeast = (name: string, value: number, floor: number, aim: number): Figure => ({
  ...ratio(name, value, floor, aim),
  isAtLeast: true,
});

export const isMissed = ({ value, aim, isAtLeast }: Figure): boolean =>
  aim !== null && !(isAtLeast === true ? value >= aim : value <= aim);

/** The table as people read it. */
export function tableOf(figures: readonly Figure[]): string {
  const cell = (value: number | null): string => (value === null ? '' : String(value));
  const lines = figures.map((figure) => [
    figure.name,
    `${cell(figure.value)} ${figure.unit}`,
    figure.floor === null ? '' : `${cell(figure.floor)} ${figure.isAtLeast === true ? '/s' : 'ms'}`,
    figure.aim === null ? 'told' : `${figure.isAtLeast === true ? '>=' : '<='} ${cell(figure.aim)}`,
    isMissed(figure) ? 'MISSED' : '',
  ]);
  const all = [['figure', 'value', 'over', 'aim', ''], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) => line.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))))
    .map((line) => line.join('  ').trimEnd())
    .join('\n');
}
