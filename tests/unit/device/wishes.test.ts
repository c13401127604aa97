import { expect, test } from 'vitest';
import { createWishes } from '#device/wishes.ts';

test('sound and vibration are wished until somebody says otherwise; each is kept by itself', () => {
  let kept: string | null = null;
  const note = { get: () => kept, set: (value: string) => void (kept = value) };
  const wishes = createWishes(note);
  expect(wishes.get()).toEqual({ sound: true, vibration: true });
  wishes.set({ sound: false });
  expect(createWishes(note).get()).toEqual({ sound: false, vibration: true });
  wishes.set({ vibration: false });
  wishes.set({ sound: true });
  expect(wishes.get()).toEqual({ sound: true, vibration: false });
});

test.each(['', '{', 'null', '7', '{"sound":"loud"}'])('a damaged note (%s) is as none', (kept) => {
  expect(createWishes({ get: () => kept, set: () => undefined }).get()).toEqual({ sound: true, vibration: true });
});
