/** An A4 sheet of labels, in millimetres. Every number can be changed by hand: makers and printers disagree. */
export interface LabelSheet {
  readonly id: string;
  /** Makers' names, the same in every language. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** From the left edge of one label to that of the next, and from top to top. */
  readonly pitchX: number;
  readonly pitchY: number;
  readonly left: number;
  readonly top: number;
}

export const a4 = { width: 210, height: 297 } as const;

const sheet = (
  title: string,
  [width, height]: readonly [number, number],
  [columns, rows]: readonly [number, number],
  [pitchX, pitchY]: readonly [number, number],
  [left, top]: readonly [number, number],
): LabelSheet => ({
  id: title.split(' / ')[0]?.replaceAll(' ', '-').toLowerCase() ?? title,
  title,
  width,
  height,
  columns,
  rows,
  pitchX,
  pitchY,
  left,
  top,
});

/** Common sheets, the two most sold first. Margins are those of a centred grid. */
export const labelSheets: readonly LabelSheet[] = [
  sheet('Avery L7160 / J8160', [63.5, 38.1], [3, 7], [66, 38.1], [7.25, 15.15]),
  sheet('Avery L7651', [38.1, 21.2], [5, 13], [40.6, 21.2], [4.75, 10.7]),
  sheet('Avery L7159', [63.5, 33.9], [3, 8], [66, 33.9], [7.25, 12.9]),
  sheet('Avery L7163', [99.1, 38.1], [2, 7], [101.6, 38.1], [4.65, 15.15]),
  sheet('Avery L7162', [99.1, 33.9], [2, 8], [101.6, 33.9], [4.65, 12.9]),
  sheet('Avery L7165', [99.1, 67.7], [2, 4], [101.6, 67.7], [4.65, 13.1]),
  sheet('Avery 3657', [48.5, 25.4], [4, 10], [48.5, 25.4], [8, 21.5]),
  sheet('Avery 3490 / 3475', [70, 36], [3, 8], [70, 36], [0, 4.5]),
  sheet('Herma 4346', [45.7, 21.2], [4, 12], [48.3, 21.2], [9.7, 21.3]),
];

/** Where each label of the sheet lies, row by row, before any offset. */
export const placesOn = (sheet: LabelSheet): readonly { readonly x: number; readonly y: number }[] =>
  Array.from({ length: sheet.columns * sheet.rows }, (_, at) => ({
    x: sheet.left + (at % sheet.columns) * sheet.pitchX,
    y: sheet.top + Math.floor(at / sheet.columns) * sheet.pitchY,
  }));

/** Whether numbers changed by hand still make a sheet: labels on the paper, none upon another. */
export const isPossibleSheet = (sheet: LabelSheet): boolean => {
  const { width, height, columns, rows, pitchX, pitchY, left, top } = sheet;
  const numbers = [width, height, columns, rows, pitchX, pitchY, left, top];
  if (!numbers.every((each) => Number.isFinite(each) && each >= 0)) return false;
  if (!isCount(columns) || !isCount(rows) || width < 10 || height < 8) return false;
  if ((columns > 1 && pitchX < width - slack) || (rows > 1 && pitchY < height - slack)) return false;
  const right = left + (columns - 1) * pitchX + width;
  const bottom = top + (rows - 1) * pitchY + height;
  return right <= a4.width + slack && bottom <= a4.height + slack;
};

const slack = 0.5;
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 50;
