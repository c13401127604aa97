import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watch } from '#store/queries/watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a query that failed begins again, and stops when it is told to', async () => {
  const seen: number[] = [];
  let begun = 0;
  let stopped = 0;
  let failed = 0;
  const { unsubscribe } = watch(
    () => Promise.resolve(0),
    (value) => seen.push(value),
    {
      onError: () => (failed += 1),
      observe: () => ({
        subscribe: ({ next, error }) => {
          begun += 1;
          const isFirst = begun === 1;
          queueMicrotask(() => (isFirst ? error(new Error('the connection is gone')) : next(begun as never)));
          return { unsubscribe: () => void (stopped += 1) };
        },
      }),
    },
  );
  await vi.advanceTimersByTimeAsync(2000);
  expect({ seen, begun, stopped, failed }).toEqual({ seen: [2], begun: 2, stopped: 1, failed: 1 });
  unsubscribe();
  expect(stopped).toBe(2);
});
