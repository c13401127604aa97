import { circulate } from './circulate.ts';
import { generic } from './generic.ts';
import { homebox } from './homebox.ts';
import { leihLokal } from './leihLokal.ts';
import { leihs } from './leihs.ts';
import { lendEngine } from './lendEngine.ts';
import { myTurn } from './myTurn.ts';
import { shelf } from './shelf.ts';
import { snipeIt } from './snipeIt.ts';
import { headerName } from '../headerName.ts';
import { knownColumns, type ForeignFormat, type FormatName } from './foreignFormat.ts';

/** A format with its headers folded once. */
export interface KnownFormat {
  readonly format: ForeignFormat;
  readonly signature: readonly string[];
  readonly columns: ReturnType<typeof knownColumns>;
}

const known = (format: ForeignFormat): KnownFormat => ({
  format,
  signature: format.signature.map(headerName),
  columns: knownColumns(format),
});
const formats = [circulate, snipeIt, homebox, shelf, lendEngine, myTurn, leihs, leihLokal].map(known);

/** What is left when no program gives itself away: the headers people write themselves. */
export const usual = known(generic);

export const formatNamed = (name: FormatName): ForeignFormat =>
  (formats.find(({ format }) => format.name === name) ?? usual).format;

/** The program whose own headers the file holds most of; otherwise a list somebody keeps themselves. */
export const findFormat = (headers: readonly string[]): KnownFormat => {
  const held = new Set(headers.map(headerName));
  const scored = formats.map((each) => {
    const signs = each.signature.filter((header) => held.has(header)).length;
    const meant = Array.from(each.columns.keys()).filter((header) => held.has(header)).length;
    return { each, score: signs >= each.format.enough ? signs * 2 + meant : 0 };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.each : usual;
};
