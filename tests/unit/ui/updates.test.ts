import { expect, test } from 'vitest';
import { createUpdates } from '#ui/update/createUpdates.ts';

function page() {
  const seen = { reloads: 0, skips: 0, now: 1_000_000, touched: false, checks: 0 };
  const kept = new Map<string, string>();
  const updates = createUpdates({
    now: () => seen.now,
    reload: () => (seen.reloads += 1),
    wasTouched: () => seen.touched,
    session: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  });
  const skip = () => (seen.skips += 1);
  return { seen, updates, skip };
}

test('a worker that waits at a start, before anything was touched, comes in by itself', () => {
  const { seen, updates, skip } = page();
  updates.waits(skip);
  expect(seen.skips).toBe(1);
  updates.hasTakenOver();
  expect(seen.reloads).toBe(1);
  expect(updates.state.getState().is).toBe('none');
});

test('begun meanwhile: the page is not reloaded, the bar asks', () => {
  const { seen, updates, skip } = page();
  updates.waits(skip);
  seen.touched = true;
  updates.hasTakenOver();
  expect(seen.reloads).toBe(0);
  expect(updates.state.getState().is).toBe('in-place');
  updates.accept();
  expect(seen.reloads).toBe(1);
});

test('later in the day it waits for a yes', () => {
  const { seen, updates, skip } = page();
  seen.now += 60_000;
  seen.touched = true;
  updates.waits(skip);
  expect([seen.skips, seen.reloads, updates.state.getState().is]).toEqual([0, 0, 'ready']);
  updates.accept();
  expect(seen.skips).toBe(1);
  updates.hasTakenOver();
  expect(seen.reloads).toBe(1);
});

test('let in by another tab, this one keeps what is being done and offers to reload', () => {
  const { seen, updates, skip } = page();
  seen.touched = true;
  updates.waits(skip);
  updates.later();
  updates.hasTakenOver();
  expect([seen.reloads, updates.state.getState().is]).toEqual([0, 'in-place']);
});

test('it looks for a new version at most once an hour, and bears being offline', async () => {
  const { seen, updates } = page();
  const check = () => {
    seen.checks += 1;
    return Promise.reject(new Error('offline'));
  };
  updates.look(check);
  seen.now += 3_600_000;
  updates.look(check);
  updates.look(check);
  await Promise.resolve();
  expect(seen.checks).toBe(1);
});

test('a missing part reloads once, not for ever', () => {
  const { seen, updates } = page();
  expect(updates.partIsMissing()).toBe(true);
  expect(updates.partIsMissing()).toBe(false);
  expect(seen.reloads).toBe(1);
});
