import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLabelId } from '#domain/label.ts';
import { isPrivateAddress, labelLink, namesOfCode, readKeystrokes, readScanned } from '#domain/scannedCode.ts';

const label = createLabelId((count) => Uint8Array.from({ length: count }, (_, at) => at * 37 + 5));

test('a label is known by the shape of its address, whatever host and path', () => {
  for (const base of ['https://outils.example.org', 'https://a.github.io/circule/', 'http://localhost:5312/x/y/']) {
    const link = labelLink(base, label);
    expect(readScanned(link, 'QRCode')).toEqual({ kind: 'label', label, origin: link.slice(0, link.indexOf('#')) });
    expect(readScanned(link.toUpperCase(), 'QRCode')).toMatchObject({ kind: 'label', label });
    expect(readScanned(`${link}?from=poster`, 'DataMatrix')).toMatchObject({ kind: 'label', label });
  }
  expect(readScanned(`#/o/${label}`, 'QRCode')).toEqual({ kind: 'label', label });
});

test('a bare id is a label where we print ids or people type, and nowhere else', () => {
  expect(readScanned(label.toLowerCase(), 'Typed')).toEqual({ kind: 'label', label });
  expect(readScanned(label, 'QRCode')).toEqual({ kind: 'label', label });
  expect(readScanned(label, 'Code128')).toEqual({ kind: 'foreign', format: 'Code128', text: label });
});

test('our address with an impossible id is a damaged label', () => {
  expect(readScanned('https://x.org/#/o/7K3Q', 'QRCode')).toMatchObject({
    kind: 'damaged-label',
    refusal: { kind: 'label-length', length: 4 },
  });
  expect(readScanned('https://x.org/#/o/%E0%A4%A', 'QRCode')).toMatchObject({ kind: 'damaged-label' });
});

test('everything else is a foreign code, and UPC-A has one name', () => {
  expect(readScanned('https://x.org/asset/12', 'QRCode')).toMatchObject({ kind: 'foreign', format: 'QRCode' });
  expect(readScanned('036000291452', 'UPCA')).toEqual({ kind: 'foreign', format: 'EAN13', text: '0036000291452' });
  expect(readScanned('4006381333931', 'EAN13')).toEqual({ kind: 'foreign', format: 'EAN13', text: '4006381333931' });
});

test('what the camera claimed is found by the hand-held scanner, and the other way round', () => {
  const camera = { format: 'EAN13', text: '4006381333931' } as const;
  expect(namesOfCode({ format: 'Typed', text: camera.text })).toContainEqual(camera);
  expect(namesOfCode(camera)).toContainEqual({ format: 'Typed', text: camera.text });
  expect(namesOfCode({ format: 'Typed', text: '036000291452' })).toContainEqual({
    format: 'EAN13',
    text: '0036000291452',
  });
  expect(namesOfCode({ format: 'Typed', text: 'PERC-07' })).toContainEqual({ format: 'Code128', text: 'PERC-07' });
});

test('a scanner that types American on a French keyboard is understood', () => {
  expect(readKeystrokes({ text: 'à&é"\'(-èçà', byPosition: '0123456790' })).toEqual({
    kind: 'foreign',
    format: 'Typed',
    text: '0123456790',
  });
  const link = labelLink('https://x.org', label);
  expect(readKeystrokes({ text: 'httpsM!!xùorg!³!o!', byPosition: link })).toMatchObject({ kind: 'label', label });
  expect(readKeystrokes({ text: 'PERC-07', byPosition: 'PERC607' })).toMatchObject({ text: 'PERC-07' });
});

test('private addresses are told from public ones', () => {
  const here = [
    'http://localhost:5173', 'https://LOCALHOST/', 'http://app.localhost', 'http://127.0.0.1:8080/x', 'http://10.1.2.3',
    'http://192.168.1.20/circule', 'http://172.20.0.1', 'http://169.254.7.7', 'http://100.100.1.1', 'http://[::1]:80/',
    'http://[fe80::1]/', 'http://[fd12::1]/', 'https://atelier.local', 'https://atelier.local./', 'https://nas/circule',
    'https://box.lan', 'file:///home/a', '', 'outils.example.org', 'http://0.0.0.0', 'http://999.1.1.1',
  ]; // prettier-ignore
  expect(here.filter((url) => !isPrivateAddress(url))).toEqual([]);
  const everywhere = [
    'https://outils.example.org', 'https://a.github.io/circule/', 'http://8.8.8.8', 'http://172.32.0.1',
    'https://[2a01:e0a::1]/', 'https://local.example.org:8443/#/x', 'https://user@example.org/', 'https://100.128.0.1',
  ]; // prettier-ignore
  expect(everywhere.filter(isPrivateAddress)).toEqual([]);
});

test('10,000 damaged texts are read as something and never throw', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 20 }).map((noise) => `https://x.org/#/o/${noise}`),
    fc.webUrl({ withFragments: true }),
  );
  const format = fc.constantFrom('QRCode' as const, 'Code128' as const, 'Typed' as const, 'UPCA' as const);
  fc.assert(
    fc.property(text, format, (read, as) => {
      const code = readScanned(read, as);
      if (code.kind === 'foreign') expect(namesOfCode(code).length).toBeGreaterThan(1);
      isPrivateAddress(read);
    }),
    { numRuns: 10_000 },
  );
});
