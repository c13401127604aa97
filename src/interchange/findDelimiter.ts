import Papa from 'papaparse';
import { delimiters, type Delimiter } from './table.ts';

/** The sign that cuts the first rows into the most columns, most evenly. A file of one column reads as comma separated. */
export const findDelimiter = (text: string): Delimiter => {
  const start = text.slice(0, 131_072);
  const scored = delimiters.map((delimiter) => ({ delimiter, score: evenness(start, delimiter) }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.delimiter : ',';
};

const evenness = (text: string, delimiter: Delimiter): number => {
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: 100, skipEmptyLines: true });
  const widths = data.map((cells) => cells.length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width, rows] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [1, 0]);
  if (width < 2) return widths.some((each) => each > 1) ? 0.01 : 0;
  const share = rows / widths.length;
  // A header that the sign does not cut speaks against it: commas in texts, say.
  return share * share * Math.log2(width + 1) * ((widths[0] ?? 1) < 2 ? 0.3 : 1);
};
