import { encode } from 'uqr';

export interface LabelCode {
  /** One path, a unit per module, `size` units wide; the four white modules around it are not in it. */
  readonly path: string;
  readonly size: number;
  /** Side of a module in millimetres. */
  readonly module: number;
  readonly level: 'Q' | 'M' | 'L';
}

export const quietModules = 4;
/** Below this, phones at arm's length need luck. */
export const comfortableModule = 0.5;
/** Below this, cheap cameras and ink-jets cannot do it at all. */
export const smallestModule = 0.35;

/**
 * The code for a square of paper, quiet zone included. Level Q, because tools get dirty; M where Q would make the
 * modules too small to be seen and M would not.
 */
export const labelCode = (text: string, side: number): LabelCode => {
  const strong = codeAt('Q', text, side);
  if (strong.module >= comfortableModule) return strong;
  const larger = codeAt('M', text, side);
  return larger.module > strong.module ? larger : strong;
};

/** The code for a screen: clean and bright, so the modules may be as large as they come. */
export const screenCode = (text: string): Pick<LabelCode, 'path' | 'size'> => codeAt('L', text, 1);

const codeAt = (level: LabelCode['level'], text: string, side: number): LabelCode => {
  const { data, size } = encode(text, { ecc: level, boostEcc: true, border: 0 });
  return { path: pathOf(data), size, module: side / (size + 2 * quietModules), level };
};

/** Neighbouring dark modules of a row become one rectangle: fewer nodes, and no hairlines between them. */
const pathOf = (rows: readonly (readonly boolean[])[]): string => {
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x++;
      const run = x + 1 - start;
      path += `M${start} ${y}h${run}v1h-${run}z`;
    }
  });
  return path;
};
