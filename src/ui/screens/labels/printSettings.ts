import type { LabelSheet } from '#app/device.ts';

type SheetNumbers = Omit<LabelSheet, 'id' | 'title'>;
export type SheetNumber = keyof SheetNumbers;
export const sheetNumbers: readonly SheetNumber[] = [
  'width',
  'height',
  'columns',
  'rows',
  'pitchX',
  'pitchY',
  'left',
  'top',
];

/** How labels are printed here. Kept per device: it is this printer, and this half-used sheet. */
export interface PrintSettings {
  readonly sheet: string;
  /** Numbers changed by hand, of this sheet only. */
  readonly numbers: Partial<SheetNumbers>;
  readonly offset: { readonly x: number; readonly y: number };
  /** The first free label of a half-used sheet, from 1. */
  readonly startAt: number;
}

export const firstSettings: PrintSettings = { sheet: '', numbers: {}, offset: { x: 0, y: 0 }, startAt: 1 };

const address = 'circule.labels';

/** Never throws: what cannot be read is as if nothing had been kept. */
export function readPrintSettings(storage: Pick<Storage, 'getItem'>): PrintSettings {
  let kept: unknown;
  try {
    kept = JSON.parse(storage.getItem(address) ?? 'null');
  } catch {
    return firstSettings;
  }
  if (typeof kept !== 'object' || kept === null) return firstSettings;
  const { sheet, numbers, offset, startAt } = kept as Partial<Record<keyof PrintSettings, unknown>>;
  const { x, y } = (offset ?? {}) as { readonly x?: unknown; readonly y?: unknown };
  const changed: Partial<Record<SheetNumber, unknown>> | null = typeof numbers === 'object' ? numbers : null;
  return {
    sheet: typeof sheet === 'string' ? sheet : '',
    numbers: Object.fromEntries(
      sheetNumbers.flatMap((name) => (isNumber(changed?.[name]) ? [[name, changed[name]]] : [])),
    ),
    offset: { x: isNumber(x) ? x : 0, y: isNumber(y) ? y : 0 },
    startAt: isNumber(startAt) && Number.isInteger(startAt) && startAt > 0 ? startAt : 1,
  };
}

export function keepPrintSettings(storage: Pick<Storage, 'setItem'>, settings: PrintSettings): void {
  try {
    storage.setItem(address, JSON.stringify(settings));
  } catch {
    // Full or forbidden storage: it is then asked again next time.
  }
}

/** The chosen sheet with the numbers changed by hand; the first one when the kept one is no longer known. */
export function sheetOf(settings: PrintSettings, sheets: readonly LabelSheet[]): LabelSheet | undefined {
  const known = sheets.find(({ id }) => id === settings.sheet) ?? sheets[0];
  return known === undefined ? undefined : { ...known, ...settings.numbers };
}

/** Which label of the sheet is the next free one, once `count` were printed from `startAt` on. */
export const nextStart = (startAt: number, count: number, perPage: number): number =>
  perPage <= 0 ? 1 : ((startAt - 1 + count) % perPage) + 1;

/** A number as people type it, with a comma or a point; null when it is none. */
export function readMillimetres(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace(/^[−–]/, '-');
  return /^-?\d{1,4}(?:\.\d{0,3})?$/.test(text) ? Number(text) : null;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
