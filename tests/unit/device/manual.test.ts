import { expect, test } from 'vitest';
import { readManual } from '#device/manual.ts';

test('a PDF is known by its first bytes, not by what its name says', async () => {
  const pdf = new Blob(['%PDF-1.4\n…'], { type: '' });
  expect(await readManual(pdf)).toMatchObject({ ok: true, value: { type: 'application/pdf' } });
  const named = new Blob(['<html>'], { type: 'application/pdf' });
  expect(await readManual(named)).toEqual({ ok: false, refusal: { kind: 'file-not-pdf' } });
  expect(await readManual(new Blob([]))).toEqual({ ok: false, refusal: { kind: 'file-not-pdf' } });
});

test('what is too large is not even read', async () => {
  const large = { size: 10 * 1024 * 1024 + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
  expect(await readManual(large as unknown as Blob)).toEqual({ ok: false, refusal: { kind: 'file-too-large' } });
  const broken = { size: 5, arrayBuffer: () => Promise.reject(new Error('gone')) };
  expect(await readManual(broken as unknown as Blob)).toEqual({ ok: false, refusal: { kind: 'file-unreadable' } });
});
