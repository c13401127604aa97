import { expect, test } from 'vitest';
import type { BlobId, LogId } from '#domain/ids.ts';
import type { NamedBlob } from '#domain/settle/blobs.ts';
import type { BlobNote } from '#store/database.ts';
import { toLetGo } from '#sync/pictureStock.ts';

const day = 24 * 3600 * 1000;
const now = 1000 * day;
const [mine, theirs] = ['mine', 'theirs'] as unknown as [LogId, LogId];

function lets(note: Partial<BlobNote>, log: LogId): boolean {
  const blob = 'picture' as unknown as BlobId;
  const named: NamedBlob = { blob, sort: 'full', size: 300_000, at: now, log };
  const stock = {
    wanted: new Map([[blob, named]]),
    gone: new Set<BlobId>(),
    here: new Set([blob]),
    notes: new Map([[blob, { id: blob, ...note }]]),
    budget: 0,
  };
  return toLetGo(stock, mine, now).length > 0;
}

test('a full picture goes only on a fresh word that it is elsewhere, and what was added here only on a pod’s', () => {
  expect(lets({}, theirs)).toBe(false);
  expect(lets({ phone: now - 29 * day }, theirs)).toBe(true);
  expect(lets({ phone: now - 31 * day }, theirs)).toBe(false);
  expect(lets({ phone: now }, mine)).toBe(false);
  expect(lets({ pod: now - 29 * day }, mine)).toBe(true);
  // A pod may lose its disk.
  expect(lets({ pod: now - 31 * day }, mine)).toBe(false);
  expect(lets({ pod: now - 31 * day }, theirs)).toBe(false);
});
