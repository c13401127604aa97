import { expect, test } from 'vitest';
import { createLabelId } from '#domain/label.ts';
import { labelLink } from '#domain/scannedCode.ts';
import { labelSheets, isPossibleSheet, placesOn, type LabelSheet } from '#device/labels/sheet.ts';
import type { PrintedLabel } from '#device/labels/labelSvg.ts';
import { fitOfLabel, layoutSheets, sheetSvg, testSheetSvg } from '#device/labels/sheetSvg.ts';
import { readRaster } from '#tests/support/codes.ts';
import { cropRaster, type Raster } from '#tests/support/raster.ts';

const texts = { workshop: 'La Remise, 12 rue du Lavoir', blank: 'Étiquette libre' };
const base = 'https://outils.example.org';
const labelsWith = (count: number, more: Partial<PrintedLabel> = {}): readonly PrintedLabel[] =>
  Array.from({ length: count }, (_, at) => {
    const label = createLabelId((length) => Uint8Array.from({ length }, (_, byte) => at * 11 + byte * 7));
    return { label, link: labelLink(base, label), ...more };
  });
const sheetCalled = (title: string): LabelSheet => {
  const found = labelSheets.find((each) => each.title.startsWith(title));
  if (!found) throw new Error(title);
  return found;
};
const l7160 = sheetCalled('Avery L7160');
const pagesOf = (wanted: Parameters<typeof layoutSheets>[0]) => {
  const laid = layoutSheets(wanted);
  if (!laid.ok) throw new Error(laid.refusal.kind);
  return laid.value;
};
/** Draws the codes of a sheet and nothing else: the real printing is looked at in the `@label` stories. */
const codesOf = (svg: string, dpi: number): Raster => {
  const px = dpi / 25.4;
  const [width, height] = [Math.round(210 * px), Math.round(297 * px)];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const drawn =
    /<g transform="translate\(([\d.-]+) ([\d.-]+)\)"[^>]*><path transform="translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)" d="([^"]*)"/g;
  for (const [, left = '', top = '', x = '', y = '', module = '', path = ''] of svg.matchAll(drawn)) {
    for (const [, column = '', row = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      const at = (origin: string, inside: string, modules: number) =>
        Math.round((Number(origin) + Number(inside) + modules * Number(module)) * px);
      const [from, to] = [at(left, x, Number(column)), at(left, x, Number(column) + Number(run))];
      for (let line = at(top, y, Number(row)); line < at(top, y, Number(row) + 1); line++) {
        for (let dot = from; dot < to; dot++) data.fill(0, (line * width + dot) * 4, (line * width + dot) * 4 + 3);
      }
    }
  }
  return { width, height, data };
};
/** Every element closed, every attribute quoted, no stray angle bracket or ampersand. */
const isWellFormed = (svg: string): boolean => {
  const open: string[] = [];
  const rest = svg.replace(/<(\/?)(\w+)((?:\s[\w:-]+="[^"<]*")*)\s?(\/?)>/g, (_, end, name, _attributes, empty) => {
    if (end) return open.pop() === name ? '' : '<';
    if (!empty) open.push(name);
    return '';
  });
  return open.length === 0 && !/[<>]|&(?!#\d+;)/.test(rest);
};

test('every preset lies on A4, has an id of its own, and holds a label that phones can read', () => {
  expect(new Set(labelSheets.map(({ id }) => id)).size).toBe(labelSheets.length);
  for (const sheet of labelSheets) {
    expect(isPossibleSheet(sheet), sheet.title).toBe(true);
    expect(fitOfLabel(sheet, labelLink(base, labelsWith(1)[0]?.label ?? ('' as never))).verdict, sheet.title).toBe(
      'good',
    );
  }
});

test('numbers changed by hand that cannot be a sheet are refused', () => {
  const changes: readonly Partial<LabelSheet>[] = [
    { columns: 4 },
    { rows: 0 },
    { rows: 2.5 },
    { pitchX: 60 },
    { left: NaN },
    { top: 40 },
    { width: 0 },
    { height: -1 },
  ];
  for (const change of changes) {
    const laid = layoutSheets({ labels: labelsWith(1), sheet: { ...l7160, ...change } });
    expect(laid, JSON.stringify(change)).toEqual({ ok: false, refusal: { kind: 'sheet-impossible' } });
  }
});

test('a half-used sheet is begun at its first free label, and what is left goes on the next', () => {
  const [first, second, ...more] = pagesOf({ labels: labelsWith(20), sheet: l7160, startAt: 5 });
  expect(more).toEqual([]);
  expect(first?.labels.length).toBe(17);
  expect(first?.labels[0]).toMatchObject(placesOn(l7160)[4] ?? {});
  expect(second?.labels.length).toBe(3);
  expect(second?.labels[0]).toMatchObject({ x: 7.25, y: 15.15 });
  expect(pagesOf({ labels: [], sheet: l7160 })).toEqual([]);
  expect(pagesOf({ labels: labelsWith(1), sheet: l7160, startAt: 99 })[0]?.labels[0]).toMatchObject(
    placesOn(l7160)[20] ?? {},
  );
  expect(pagesOf({ labels: labelsWith(1), sheet: l7160, startAt: NaN })[0]?.labels[0]).toMatchObject({ x: 7.25 });
});

test('an address too long for the label is refused with the size its modules would have', () => {
  const tiny = { ...sheetCalled('Avery L7651'), width: 25.4, height: 10, pitchX: 27.9, pitchY: 10 };
  expect(layoutSheets({ labels: labelsWith(1), sheet: tiny })).toMatchObject({
    ok: false,
    refusal: { kind: 'label-too-small', module: expect.closeTo(0.26, 1) },
  });
  const long = labelLink(`https://${'a'.repeat(60)}.org/circule`, labelsWith(1)[0]?.label ?? ('' as never));
  expect(fitOfLabel(sheetCalled('Avery L7651'), long).verdict).toBe('small');
});

test.each(labelSheets.map((sheet) => [sheet.title, sheet] as const))(
  'every code on a full sheet of %s is read back from the drawing',
  async (_, sheet) => {
    const labels = labelsWith(sheet.columns * sheet.rows, { name: 'Scie japonaise à dos', second: 'ryoba' });
    const [page] = pagesOf({ labels, sheet, offset: { x: 1, y: -0.5 } });
    if (!page) throw new Error('no page');
    const dpi = 200;
    const raster = codesOf(sheetSvg(page, texts), dpi);
    const px = dpi / 25.4;
    // All of them would take a minute: the corners and every seventh.
    for (const [at, label] of page.labels.entries()) {
      if (at % 7 !== 0 && at !== page.labels.length - 1) continue;
      const { x, y } = label;
      const cut = cropRaster(
        raster,
        (x + 1) * px,
        (y - 0.5) * px,
        Math.round(sheet.width * px),
        Math.round(sheet.height * px),
      );
      expect((await readRaster(cut)).map(({ text }) => text)).toEqual([label.link]);
    }
  },
  60_000,
);

test('hostile and strange names come out as text, short enough, and nothing else', () => {
  const names = [
    '<script>alert("1")</script> & \'co\'',
    'x'.repeat(10_000),
    'מקדחה \u202e\u0007\ud800 \uffff',
    '👩‍🔧 clé de 12',
    '﷽'.repeat(50),
    ' \n\t ',
  ];
  const labels = labelsWith(names.length).map((label, at) => ({ ...label, name: names[at] ?? '' }));
  for (const sheet of [l7160, sheetCalled('Avery L7651')]) {
    const [page] = pagesOf({ labels, sheet });
    const svg = page ? sheetSvg(page, texts) : '';
    expect(svg).not.toMatch(/<script|[\p{Cc}\u202e\uffff]/u);
    expect(svg).not.toMatch(/\p{Cs}/u);
    expect(svg).toContain('👩‍🔧');
    expect(svg).toContain('…');
    expect(svg.length).toBeLessThan(100_000);
    for (const [, text] of svg.matchAll(/<text[^>]*>([^<]*)</g)) expect(text?.length).toBeLessThan(80);
    expect(isWellFormed(svg)).toBe(true);
  }
});

test('a drawing from elsewhere cannot bring anything but a drawing', () => {
  const svgWith = (silhouette: NonNullable<PrintedLabel['silhouette']>) => {
    const [page] = pagesOf({ labels: labelsWith(1, { name: 'Scie', silhouette }), sheet: l7160 });
    return page ? sheetSvg(page, texts) : '';
  };
  expect(svgWith({ paths: ['M0 0h64v64z'], transform: 'rotate(-24 32 32)' })).toContain('d="M0 0h64v64z"');
  expect(svgWith({ paths: ['M0 0"/><image href="//x"/>'] })).not.toContain('image');
  expect(svgWith({ paths: ['M0 0'], transform: '"><a>' })).not.toContain('<a>');
});

test('blank labels say so; cut lines are on the screen only', () => {
  const [page] = pagesOf({ labels: labelsWith(1), sheet: l7160 });
  if (!page) throw new Error('no page');
  const printed = sheetSvg(page, texts);
  expect(printed).toContain('Étiquette');
  expect(printed.replaceAll('\u00a0', ' ')).toContain(texts.workshop);
  expect(printed).toContain('width="210mm" height="297mm"');
  expect(printed).not.toContain('stroke');
  expect(printed.match(/fill="(?!#000|none)[^"]*"/)).toBeNull();
  const shown = sheetSvg(page, texts, { screen: true });
  expect(shown.match(/stroke-dasharray/g)?.length).toBe(21);
  expect(shown).not.toContain('210mm');
});

test('the test sheet draws each frame where the label lies, moved by the offset', () => {
  // Offsets end at three millimetres.
  const svg = testSheetSvg(l7160, { x: 1, y: -9 });
  expect(isWellFormed(svg)).toBe(true);
  const frames = Array.from(svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="63.5" height="38.1"/g));
  expect(frames.map(([, x, y]) => [Number(x), Number(y)])).toEqual(
    placesOn(l7160).map(({ x, y }) => [expect.closeTo(x + 1, 3), expect.closeTo(y - 3, 3)]),
  );
});
