import type { LabelId } from '#domain/ids.ts';
import { escapeXml, fitText, type FittedText } from './fitText.ts';
import { labelCode, quietModules, type LabelCode } from './labelCode.ts';
import type { LabelSheet } from './sheet.ts';

/** What is printed on one label. Without a name it is a blank one, to be bound to a tool later. */
export interface PrintedLabel {
  readonly label: LabelId;
  /** The address in the code, from `labelLink`. */
  readonly link: string;
  readonly name?: string;
  readonly second?: string;
  readonly silhouette?: Silhouette;
}

/** A drawing on a grid of 64 units: path data, as in the drawings of the interface. */
export interface Silhouette {
  readonly paths: readonly string[];
  readonly transform?: string;
}

/** What the labels say besides the tools' own words, in the language of the workshop. */
export interface LabelTexts {
  /** Name of the workshop and where to bring things back. */
  readonly workshop: string;
  /** On labels without a tool. */
  readonly blank: string;
}

/** One label, its own top left corner at the origin, in millimetres and pure black. */
export const labelSvg = (label: PrintedLabel, sheet: LabelSheet, texts: LabelTexts): string => {
  const code = labelCode(label.link, codeSide(sheet));
  return isLow(sheet) ? lowLabel(label, sheet, texts, code) : tallLabel(label, sheet, texts, code);
};

/** Where on its label the dark part of the code begins, and how large it is. */
export const codePlace = (sheet: LabelSheet, link: string): CodePlace =>
  placeOf(labelCode(link, codeSide(sheet)), sheet);

export interface CodePlace {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The square for the code, its white border included: the border may reach the edge of the paper, nothing else may. */
export const codeSide = (sheet: LabelSheet): number =>
  isLow(sheet) ? Math.min(sheet.height - 0.5, sheet.width * 0.56) : Math.min(sheet.height - 4.4, sheet.width * 0.55);

/** Millimetres as SVG wants them. */
export const mm = (value: number): string => String(Math.round(value * 10_000) / 10_000);

/** Low labels have no room for a line below the code, so they get a drawing of their own. */
const isLow = (sheet: LabelSheet): boolean => sheet.height < 30;

const placeOf = (code: LabelCode, sheet: LabelSheet): CodePlace => {
  const quiet = code.module * quietModules;
  const above = isLow(sheet) ? (sheet.height - codeSide(sheet)) / 2 : 0;
  return { x: quiet, y: above + quiet, side: code.module * code.size };
};

/** Code at the left, beside it name, second line, id and silhouette; the workshop in a line below. */
const tallLabel = (label: PrintedLabel, sheet: LabelSheet, texts: LabelTexts, code: LabelCode): string => {
  const place = placeOf(code, sheet);
  const left = codeSide(sheet) + 0.6;
  const width = sheet.width - left - 2;
  const scale = Math.min(Math.max(Math.min(sheet.height / 38.1, width / 26), 0.8), 1.4);
  const bottom = place.y + place.side;
  const name = namedLines(label, texts, 4.1 * scale, width);
  const nameBase = place.y + 3.1 * scale;
  const second = fitText(label.second ?? '', 'sans', 3.3 * scale, width, 1).lines;
  const secondBase = nameBase + (name.lines.length - 1) * 4.7 * scale + 4.3 * scale;
  const drawing = 10 * scale;
  return (
    codeSvg(code, place) +
    linesSvg(name.lines, left, nameBase, 4.7 * scale, name.size, serif) +
    linesSvg(second, left, secondBase, 0, 3.3 * scale, sans) +
    idSvg(label.label, left, bottom, 4.4 * scale) +
    silhouetteSvg(label.silhouette, left + 12.8 * scale, bottom - 9.2 * scale, drawing) +
    linesSvg(
      fitText(texts.workshop, 'sans', 2.3, sheet.width - place.x - 2, 1).lines,
      place.x,
      sheet.height - 2,
      0,
      2.3,
      sans,
    )
  );
};

/** Code as high as the label, everything else in the column beside it. */
const lowLabel = (label: PrintedLabel, sheet: LabelSheet, texts: LabelTexts, code: LabelCode): string => {
  const left = codeSide(sheet) + 0.2;
  const width = sheet.width - left - 1.2;
  const scale = Math.min(Math.max(Math.min(sheet.height / 21.2, width / 16.2), 0.8), 1.25);
  const name = namedLines(label, texts, 2.7 * scale, width);
  const second = name.lines.length === 1 ? fitText(label.second ?? '', 'sans', 2.3 * scale, width, 1).lines : [];
  const lowest = sheet.height - 2.2;
  return (
    codeSvg(code, placeOf(code, sheet)) +
    linesSvg(name.lines, left, 3.9 * scale, 3.05 * scale, name.size, serif) +
    linesSvg(second, left, 6.9 * scale, 0, 2.3 * scale, sans) +
    idSvg(label.label, left, lowest - 3.2, 3.6 * scale) +
    silhouetteSvg(label.silhouette, left + 9.8 * scale, lowest - 3.2 - 6.4 * scale, 6.4 * scale) +
    linesSvg(fitText(texts.workshop, 'sans', 1.9, width, 1).lines, left, lowest, 0, 1.9, sans)
  );
};

/** Two lines at most; a little smaller if that keeps the words whole. */
const namedLines = (label: PrintedLabel, texts: LabelTexts, size: number, width: number) => {
  const sizes = [size, size * 0.9, size * 0.8, size * 0.7];
  const tries = [label.name ?? '', texts.blank]
    .map((text) => sizes.map((each) => ({ ...fitText(text, 'serif-bold', each, width, 2), size: each })))
    .find((tried) => tried.some(({ lines }) => lines.length > 0));
  const best = (loss: FittedText['loss']) => tries?.find((tried) => tried.loss === loss);
  return best('none') ?? best('end') ?? tries?.[1] ?? { lines: [], size };
};

const serif =
  "font-family=\"Charter, 'Iowan Old Style', 'Noto Serif', 'Sitka Text', Cambria, Georgia, serif\" font-weight=\"700\"";
const sans = 'font-family="system-ui, sans-serif" font-weight="400"';
const mono =
  "font-family=\"ui-monospace, 'Roboto Mono', 'Liberation Mono', 'Courier New', monospace\" font-weight=\"700\"";

const codeSvg = (code: LabelCode, { x, y }: CodePlace): string =>
  `<path transform="translate(${mm(x)} ${mm(y)}) scale(${code.module.toFixed(5)})" d="${code.path}"/>`;

const idSvg = (id: LabelId, x: number, bottom: number, size: number): string =>
  linesSvg([id.slice(0, 4), id.slice(4)], x, bottom - size * 1.05, size * 1.05, size, mono);

const linesSvg = (
  lines: readonly string[],
  x: number,
  base: number,
  leading: number,
  size: number,
  face: string,
): string =>
  lines
    .map(
      (line, at) =>
        `<text x="${mm(x)}" y="${mm(base + at * leading)}" font-size="${mm(size)}" ${face}>${escapeXml(line)}</text>`,
    )
    .join('');

/** Drawings may one day come from another phone: only what path data and transforms are written with gets through. */
const silhouetteSvg = (drawing: Silhouette | undefined, x: number, y: number, side: number): string => {
  if (!drawing?.paths.every((path) => /^[\d\s.,eE+\-a-zA-Z]*$/.test(path))) return '';
  const turned = drawing.transform ?? '';
  if (!/^[\w\s.,()+-]*$/.test(turned)) return '';
  const paths = drawing.paths.map((path) => `<path d="${path}"/>`).join('');
  return (
    `<g transform="translate(${mm(x)} ${mm(y)}) scale(${(side / 64).toFixed(5)})" fill-rule="evenodd">` +
    `${turned === '' ? paths : `<g transform="${turned}">${paths}</g>`}</g>`
  );
};
