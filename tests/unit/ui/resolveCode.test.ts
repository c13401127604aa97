import { expect, test } from 'vitest';
import type { LabelId, StreamId, ToolId } from '#domain/ids.ts';
import { createLabelId, labelGroups } from '#domain/label.ts';
import type { ToolRow } from '#domain/rows.ts';
import { labelLink, readKeystrokes, readScanned } from '#domain/scannedCode.ts';
import { isSameAddress, resolveCode, type Resolved } from '#ui/code/resolve.ts';

const label = createLabelId(() => Uint8Array.of(1, 2, 3, 4, 5, 6, 7));
const own = 'https://remise.example/circule';
const tool = (id: string): ToolRow => ({ id: id as ToolId, name: id }) as ToolRow;
const drill = tool('drill');
const saw = tool('saw');

/** A workshop that knows these codes, each with its tools. */
const knowing =
  (known: Readonly<Record<string, readonly ToolRow[]>>) =>
  async (codes: readonly StreamId[]): Promise<readonly ToolRow[]> => [
    ...new Set(codes.flatMap((code) => known[code] ?? [])),
  ];

const resolve = (
  text: string,
  format: Parameters<typeof readScanned>[1],
  known: Readonly<Record<string, readonly ToolRow[]>> = {},
  byHand = false,
): Promise<Resolved> =>
  resolveCode(readScanned(text, format), { toolsOf: knowing(known), ownAddresses: [own], byHand });

test('a bound label leads to its tool, whatever address was printed', async () => {
  const known = { [`label/${label}`]: [drill] };
  const expected = { kind: 'tool', tool: drill, by: { kind: 'label', label } };
  expect(await resolve(labelLink(own, label), 'QRCode', known)).toEqual(expected);
  expect(await resolve(labelLink('http://localhost:5173', label), 'QRCode', known)).toEqual(expected);
  expect(await resolve(labelGroups(label).toLowerCase(), 'Typed', known, true)).toEqual(expected);
});

test('one label on two tools offers both', async () => {
  const known = { [`label/${label}`]: [drill, saw] };
  expect(await resolve(labelLink(own, label), 'QRCode', known)).toEqual({
    kind: 'several',
    tools: [drill, saw],
    by: { kind: 'label', label },
  });
});

test('a label nobody bound is free when it is ours or has no address, of another workshop when its address says so', async () => {
  expect(await resolve(labelLink(own, label), 'QRCode')).toEqual({ kind: 'free-label', label });
  expect(await resolve(labelLink(`${own}/index.html`, label), 'QRCode')).toEqual({ kind: 'free-label', label });
  expect(await resolve(label, 'QRCode')).toEqual({ kind: 'free-label', label });
  expect(await resolve(labelLink('https://autre.example', label), 'QRCode')).toEqual({
    kind: 'elsewhere',
    label,
    address: 'https://autre.example/',
  });
});

test('a label with a wrong sign says which; typed, it may still be somebody’s number', async () => {
  const wrong = `${label.slice(0, 7)}${label.endsWith('0') ? '1' : '0'}` as LabelId;
  expect(await resolve(labelLink(own, wrong), 'QRCode')).toEqual({
    kind: 'damaged',
    refusal: { kind: 'label-check' },
    text: labelLink(own, wrong),
  });
  expect(await resolve(wrong, 'Typed', {}, true)).toEqual({
    kind: 'damaged',
    refusal: { kind: 'label-check' },
    text: wrong,
    code: { format: 'Typed', text: wrong },
  });
  expect(await resolve('ABCD-EFGU', 'Typed', {}, true)).toMatchObject({ kind: 'damaged' });
  // From a hand-held scanner eight digits are an EAN-8, not a slip.
  expect(await resolve('40170725', 'Typed')).toMatchObject({ kind: 'unclaimed', looks: 'number' });
});

test('a foreign code is found whoever read it: camera, hand-held scanner or fingers', async () => {
  const known = { 'code/EAN13:2000000055206': [drill], 'code/Typed:LR-0117': [saw] };
  expect(await resolve('2000000055206', 'EAN13', known)).toMatchObject({ kind: 'tool', tool: drill });
  expect(await resolve('2000000055206', 'Typed', known)).toMatchObject({ kind: 'tool', tool: drill });
  expect(await resolve('LR-0117', 'Code128', known)).toMatchObject({ kind: 'tool', tool: saw });
  expect(await resolve('lr-0117', 'Typed', known, true)).toMatchObject({ kind: 'tool', tool: saw });
});

test('one EAN may stand on many tools', async () => {
  const known = { 'code/EAN13:2000000055206': [drill, saw] };
  expect(await resolve('2000000055206', 'EAN13', known)).toMatchObject({
    kind: 'several',
    tools: [drill, saw],
    by: { kind: 'foreign' },
  });
});

test('what nobody claimed is shown for what it looks like', async () => {
  const looks = async (text: string) => {
    const resolved = await resolve(text, 'QRCode');
    return resolved.kind === 'unclaimed' ? resolved.looks : resolved.kind;
  };
  expect(await looks('https://shelf.example/a/123')).toBe('address');
  expect(await looks('www.example.org')).toBe('address');
  expect(await looks('WIFI:S:atelier;T:WPA;P:secret;;')).toBe('text');
  expect(await looks('Bonjour, ceci est un texte')).toBe('text');
  expect(await looks('ASSET-00042')).toBe('number');
  expect(await looks('javascript:alert(1)')).toBe('text');
});

test('keystrokes of a scanner on a French keyboard find the tool too', async () => {
  const typed = { text: '"=="àààà((à&-', byPosition: '2000000055206' };
  const resolved = await resolveCode(readKeystrokes(typed), {
    toolsOf: knowing({ 'code/EAN13:2000000055206': [drill] }),
    ownAddresses: [],
    byHand: false,
  });
  expect(resolved).toMatchObject({ kind: 'tool', tool: drill });
});

test('addresses are the same without scheme, slash or file name', () => {
  expect(isSameAddress('https://a.example/x/', 'http://A.example/x/index.html')).toBe(true);
  expect(isSameAddress('https://a.example/x', 'https://a.example/y')).toBe(false);
});
