import { afterEach, expect, test, vi } from 'vitest';
import { createPodTransport } from '#sync/transports/pod.ts';
import type { WorkshopId } from '#domain/ids.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Answers each call, says a word, and goes after so many milliseconds. */
function stubPod(staysFor: number): { calls: number } {
  const seen = { calls: 0 };
  class Pod {
    static readonly OPEN = 1;
    readonly readyState = 1;
    readonly bufferedAmount = 0;
    onopen: (() => void) | null = null;
    onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { readonly code: number }) => void) | null = null;
    constructor() {
      seen.calls += 1;
      setTimeout(() => this.onopen?.(), 1);
      setTimeout(() => this.onmessage?.({ data: new ArrayBuffer(8) }), 2);
      setTimeout(() => this.onclose?.({ code: 1000 }), 2 + staysFor);
    }
    send(): void {
      // Heard, and nothing said to it.
    }
    close(): void {
      // It is gone anyway.
    }
  }
  vi.stubGlobal('WebSocket', Pod);
  return seen;
}

function callFor(ms: number): void {
  const transport = createPodTransport({
    address: 'ws://pod.example/pod',
    workshop: 'w' as WorkshopId,
    random: () => 0.5,
  });
  const running = transport.start(() => undefined);
  running.setRooms([{ name: 'room', password: '', kind: 'now', announces: true }]);
  vi.advanceTimersByTime(ms);
  running.stop();
}

test('a pod that answers and sends us away is called ever more rarely; one that goes after a while, at once again', () => {
  vi.useFakeTimers();
  const strict = stubPod(100);
  callFor(600_000);
  expect(strict.calls).toBeLessThan(20);
  const restarted = stubPod(30_000);
  callFor(600_000);
  expect(restarted.calls).toBeGreaterThan(15);
});

test('asked to look again, it leaves a socket alone that speaks and makes one anew that fell silent', () => {
  vi.useFakeTimers();
  const seen = stubPod(600_000);
  const transport = createPodTransport({
    address: 'ws://pod.example/pod',
    workshop: 'w' as WorkshopId,
    random: () => 0.5,
  });
  const running = transport.start(() => undefined);
  running.setRooms([{ name: 'room', password: '', kind: 'now', announces: true }]);
  vi.advanceTimersByTime(20_000);
  running.nudge();
  expect(seen.calls).toBe(1);
  vi.advanceTimersByTime(20_000);
  running.nudge();
  expect(seen.calls).toBe(2);
  running.stop();
});
