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
import type { ForeignFormat, FormatName } from './foreignFormat.ts';

const formats: readonly ForeignFormat[] = [circulate, snipeIt, homebox, shelf, lendEngine, myTurn, leihs, leihLokal];

export const formatNamed = (name: FormatName): ForeignFormat => formats.find((each) => each.name === name) ?? generic;

/** The program whose own headers the file holds most of; otherwise a list somebody keeps themselves. */
export const findFormat = (headers: readonly string[]): ForeignFormat => {
  const held = new Set(headers.map(headerName));
  const scored = formats.map((format) => {
    const signs = format.signature.filter((header) => held.has(headerName(header))).length;
    const known = Object.keys(format.columns).filter((header) => held.has(headerName(header))).length;
    return { format, signs, score: signs >= format.enough ? signs * 2 + known : 0 };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.format : generic;
};
