import type { LabelId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { escapeXml, fitText } from './fitText.ts';
import { comfortableModule, labelCode, quietModules, smallestModule, type LabelCode } from './labelCode.ts';
import { a4, isPossibleSheet, placesOn, type LabelSheet } from './sheet.ts';

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

export interface LabelPage {
  readonly sheet: LabelSheet;
  readonly offset: Offset;
  readonly labels: readonly (PrintedLabel & { readonly x: number; readonly y: number })[];
}

/** How far this printer prints beside the paper's true place; kept per device. */
export interface Offset {
  readonly x: number;
  readonly y: number;
}

export type SheetRefusal =
  { readonly kind: 'sheet-impossible' } | { readonly kind: 'label-too-small'; readonly module: number };

/** How well phones will read the code of this label on this sheet; `small` prints, with a warning. */
export interface LabelFit {
  readonly module: number;
  readonly verdict: 'good' | 'small' | 'too-small';
}

export const fitOfLabel = (sheet: LabelSheet, link: string): LabelFit => {
  const { module } = labelCode(link, codeSide(sheet));
  return { module, verdict: module < smallestModule ? 'too-small' : module < comfortableModule ? 'small' : 'good' };
};

/** Distributes labels over pages. `startAt` counts from 1: the first free label of a half-used sheet. */
export const layoutSheets = (wanted: {
  readonly labels: readonly PrintedLabel[];
  readonly sheet: LabelSheet;
  readonly startAt?: number;
  readonly offset?: Offset;
}): Result<readonly LabelPage[], SheetRefusal> => {
  const { labels, sheet, startAt = 1, offset = { x: 0, y: 0 } } = wanted;
  if (!isPossibleSheet(sheet)) return refused({ kind: 'sheet-impossible' });
  const longest = labels.reduce((most, { link }) => (link.length > most.length ? link : most), '');
  const fit = fitOfLabel(sheet, longest);
  if (fit.verdict === 'too-small') return refused({ kind: 'label-too-small', module: fit.module });

  const places = placesOn(sheet);
  const skipped = Math.min(Math.max(Math.trunc(startAt) - 1 || 0, 0), places.length - 1);
  const pages = Array.from({ length: Math.ceil((labels.length + skipped) / places.length) }, (_, page): LabelPage => {
    const first = page * places.length - skipped;
    return {
      sheet,
      offset: { x: withinOffset(offset.x), y: withinOffset(offset.y) },
      labels: places.flatMap((place, at) => {
        const label = labels[first + at];
        return label ? [{ ...label, ...place }] : [];
      }),
    };
  });
  return ok(pages);
};

/**
 * One page as SVG in millimetres: the only form browsers print to a tenth of a millimetre (CSS boxes snap to pixels).
 * On screen it has no size of its own, a white ground and the cut lines.
 */
export const sheetSvg = (page: LabelPage, texts: LabelTexts, { screen = false } = {}): string => {
  const { sheet, offset } = page;
  const clip = `label-${sheet.width}-${sheet.height}`.replaceAll('.', '_');
  const labels = page.labels.map(
    (label) =>
      `<g transform="translate(${mm(label.x + offset.x)} ${mm(label.y + offset.y)})" clip-path="url(#${clip})">` +
      `${labelSvg(label, sheet, texts)}</g>`,
  );
  return pageSvg(
    `<clipPath id="${clip}"><rect width="${mm(sheet.width)}" height="${mm(sheet.height)}"/></clipPath>` +
      (screen ? paper + framesSvg(sheet, { x: 0, y: 0 }, cutLine) : '') +
      labels.join(''),
    screen,
  );
};

/** Frames with a cross in each, to hold against the sheet of labels before the real ones are spoiled. */
export const testSheetSvg = (sheet: LabelSheet, offset: Offset, { screen = false } = {}): string => {
  const shift = { x: withinOffset(offset.x), y: withinOffset(offset.y) };
  const crosses = placesOn(sheet)
    .map(({ x, y }) => `M${mm(x + shift.x + sheet.width / 2 - 3)} ${mm(y + shift.y + sheet.height / 2)}h6m-3-3v6`)
    .join('');
  const frames = framesSvg(sheet, shift, 'fill="none" stroke="#000" stroke-width="0.2"');
  return pageSvg(
    `${screen ? paper : ''}${frames}<path d="${crosses}" fill="none" stroke="#000" stroke-width="0.2"/>`,
    screen,
  );
};

const paper = `<rect width="${a4.width}" height="${a4.height}" fill="#fff"/>`;
const cutLine = 'rx="2" fill="none" stroke="#b9b0a0" stroke-width="0.3" stroke-dasharray="1.2 0.8"';

const pageSvg = (content: string, screen: boolean): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${a4.width} ${a4.height}"` +
  `${screen ? '' : ` width="${a4.width}mm" height="${a4.height}mm"`} fill="#000">${content}</svg>`;

const framesSvg = (sheet: LabelSheet, shift: Offset, look: string): string =>
  placesOn(sheet)
    .map(
      ({ x, y }) =>
        `<rect x="${mm(x + shift.x)}" y="${mm(y + shift.y)}" width="${mm(sheet.width)}" height="${mm(sheet.height)}" ${look}/>`,
    )
    .join('');

const withinOffset = (value: number): number => (Number.isFinite(value) ? Math.min(Math.max(value, -3), 3) : 0);

/** Low labels have no room for a line below the code, so they get a drawing of their own. */
const isLow = (sheet: LabelSheet): boolean => sheet.height < 30;

/** The square for the code, its white border included: the border may reach the edge of the paper, nothing else may. */
const codeSide = (sheet: LabelSheet): number =>
  isLow(sheet) ? Math.min(sheet.height - 0.5, sheet.width * 0.56) : Math.min(sheet.height - 4.4, sheet.width * 0.55);

const labelSvg = (label: PrintedLabel, sheet: LabelSheet, texts: LabelTexts): string => {
  const side = codeSide(sheet);
  const code = labelCode(label.link, side);
  return isLow(sheet) ? lowLabel(label, sheet, texts, code, side) : tallLabel(label, sheet, texts, code, side);
};

/** Code at the left, beside it name, second line, id and silhouette; the workshop in a line below. */
const tallLabel = (
  label: PrintedLabel,
  sheet: LabelSheet,
  texts: LabelTexts,
  code: LabelCode,
  side: number,
): string => {
  const quiet = code.module * quietModules;
  const left = side + 0.6;
  const width = sheet.width - left - 2;
  const scale = Math.min(Math.max(Math.min(sheet.height / 38.1, width / 26), 0.8), 1.4);
  const bottom = side - quiet;
  const name = namedLines(label, texts, 4.1 * scale, width);
  const nameBase = quiet + 3.1 * scale;
  const second = fitText(label.second ?? '', 'sans', 3.3 * scale, width, 1).lines;
  const secondBase = nameBase + (name.lines.length - 1) * 4.7 * scale + 4.3 * scale;
  const drawing = 10 * scale;
  return (
    codeSvg(code, quiet, quiet) +
    linesSvg(name.lines, left, nameBase, 4.7 * scale, name.size, serif) +
    linesSvg(second, left, secondBase, 0, 3.3 * scale, sans) +
    idSvg(label.label, left, bottom, 4.4 * scale) +
    silhouetteSvg(label.silhouette, left + 12.8 * scale, bottom - 9.2 * scale, drawing) +
    linesSvg(
      fitText(texts.workshop, 'sans', 2.3, sheet.width - quiet - 2, 1).lines,
      quiet,
      sheet.height - 2,
      0,
      2.3,
      sans,
    )
  );
};

/** Code as high as the label, everything else in the column beside it. */
const lowLabel = (label: PrintedLabel, sheet: LabelSheet, texts: LabelTexts, code: LabelCode, side: number): string => {
  const quiet = code.module * quietModules;
  const top = (sheet.height - side) / 2;
  const left = side + 0.2;
  const width = sheet.width - left - 1.2;
  const scale = Math.min(Math.max(Math.min(sheet.height / 21.2, width / 16.2), 0.8), 1.25);
  const name = namedLines(label, texts, 2.7 * scale, width);
  const second = name.lines.length === 1 ? fitText(label.second ?? '', 'sans', 2.3 * scale, width, 1).lines : [];
  const lowest = sheet.height - 2.2;
  return (
    codeSvg(code, quiet, top + quiet) +
    linesSvg(name.lines, left, 3.9 * scale, 3.05 * scale, name.size, serif) +
    linesSvg(second, left, 6.9 * scale, 0, 2.3 * scale, sans) +
    idSvg(label.label, left, lowest - 3.2, 3.6 * scale) +
    silhouetteSvg(label.silhouette, left + 9.8 * scale, lowest - 3.2 - 6.4 * scale, 6.4 * scale) +
    linesSvg(fitText(texts.workshop, 'sans', 1.9, width, 1).lines, left, lowest, 0, 1.9, sans)
  );
};

/** Two lines at most; a little smaller if that keeps the words whole. */
const namedLines = (label: PrintedLabel, texts: LabelTexts, size: number, width: number) => {
  const sizes = [size, size * 0.9, size * 0.8];
  const tries = [label.name ?? '', texts.blank]
    .map((text) => sizes.map((each) => ({ ...fitText(text, 'serif-bold', each, width, 2), size: each })))
    .find((tried) => tried.some(({ lines }) => lines.length > 0));
  return tries?.find(({ whole }) => whole) ?? tries?.[1] ?? { lines: [], whole: true, size };
};

const serif =
  "font-family=\"Charter, 'Iowan Old Style', 'Noto Serif', 'Sitka Text', Cambria, Georgia, serif\" font-weight=\"700\"";
const sans = 'font-family="system-ui, sans-serif" font-weight="400"';
const mono =
  "font-family=\"ui-monospace, 'Roboto Mono', 'Liberation Mono', 'Courier New', monospace\" font-weight=\"700\"";

const codeSvg = (code: LabelCode, x: number, y: number): string =>
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

const mm = (value: number): string => String(Math.round(value * 10_000) / 10_000);
