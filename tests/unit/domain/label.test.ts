import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLabelId, labelGroups, readLabelId } from '#domain/label.ts';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const anyLabel = fc.uint8Array({ minLength: 7, maxLength: 7 }).map((bytes) => createLabelId(() => bytes));
const read = (text: string) => {
  const result = readLabelId(text);
  return result.ok ? result.value : result.refusal.kind;
};

test('a label id is eight signs, seven of them random', () => {
  expect(createLabelId((count) => new Uint8Array(count))).toBe('00000000');
  const id = createLabelId((count) => Uint8Array.from({ length: count }, (_, at) => at * 37));
  expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(labelGroups(id)).toBe(`${id.slice(0, 4)}-${id.slice(4)}`);
});

test('the check of known ids never changes: they are printed', () => {
  const labels = ['7K3QX9D', 'ZZZZZZZ', '1000000', '0000001', 'CARNET0'].map((seven) =>
    createLabelId(() => Uint8Array.from(seven, (sign) => signs.indexOf(sign))),
  );
  expect(labels).toEqual(['7K3QX9DB', 'ZZZZZZZC', '10000002', '0000001M', 'CARNET0G']);
});

test('every id is read back, as printed, typed carelessly, or misread by a human', () => {
  fc.assert(
    fc.property(anyLabel, (id) => {
      expect(read(id)).toBe(id);
      expect(read(labelGroups(id))).toBe(id);
      expect(read(` ${id.slice(0, 4).toLowerCase()} – ${id.slice(4)}\u202f\n`)).toBe(id);
      expect(read(id.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(id);
      expect(read(id.replaceAll('0', 'O').replaceAll('1', 'I'))).toBe(id);
    }),
  );
});

test('one wrong sign is always noticed', () => {
  fc.assert(
    fc.property(anyLabel, fc.nat(7), fc.nat(31), (id, at, sign) => {
      fc.pre(id[at] !== signs[sign]);
      expect(read(id.slice(0, at) + signs[sign] + id.slice(at + 1))).toBe('label-check');
    }),
    { numRuns: 2000 },
  );
});

test('two swapped signs are always noticed, neighbours or not', () => {
  fc.assert(
    fc.property(anyLabel, fc.nat(7), fc.nat(7), (id, a, b) => {
      fc.pre(id[a] !== id[b]);
      const swapped = Array.from(id);
      [swapped[a], swapped[b]] = [id.charAt(b), id.charAt(a)];
      expect(read(swapped.join(''))).toBe('label-check');
    }),
    { numRuns: 2000 },
  );
});

test('what is wrong is said, so that the screen can help', () => {
  expect(readLabelId(' - ')).toEqual({ ok: false, refusal: { kind: 'label-empty' } });
  expect(readLabelId('7K3Q-X9D')).toEqual({ ok: false, refusal: { kind: 'label-length', length: 7 } });
  expect(readLabelId('7K3Q-XUD2')).toEqual({
    ok: false,
    refusal: { kind: 'label-character', character: 'U', position: 5 },
  });
  expect(read('x'.repeat(1_000_000))).toBe('label-length');
});

test('10,000 damaged inputs are refused or read, and never throw', () => {
  const damaged = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc
      .tuple(anyLabel, fc.nat(8), fc.string({ unit: 'binary', maxLength: 2 }))
      .map(([id, at, noise]) => id.slice(0, at) + noise + id.slice(at)),
  );
  fc.assert(
    fc.property(damaged, (text) => {
      const result = readLabelId(text);
      if (result.ok) expect(read(result.value)).toBe(result.value);
    }),
    { numRuns: 10_000 },
  );
});
