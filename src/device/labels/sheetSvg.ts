import { ok, refused, type Result } from '#domain/result.ts';
import { comfortableModule, labelCode, smallestModule } from './labelCode.ts';
import { codeSide, labelSvg, mm, type LabelTexts, type PrintedLabel } from './labelSvg.ts';
import { a4, isPossibleSheet, placesOn, type LabelSheet } from './sheet.ts';

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
