import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { createSocketLink } from '#pod/socketLink.ts';

test('while nobody listens a greeting is kept, and not whatever somebody pours in', () => {
  const closed: number[] = [];
  const socket = Object.assign(new EventEmitter(), { close: (code: number) => closed.push(code) });
  const link = createSocketLink({
    socket: socket as unknown as WebSocket,
    binding: new Uint8Array(0),
    incoming: { burst: 1e9, perSecond: 1e9 },
    now: () => 0,
  });
  for (let count = 0; count < 64; count += 1) socket.emit('message', Buffer.alloc(16_384), true);
  expect(closed).toEqual([]);
  socket.emit('message', Buffer.alloc(16_384), true);
  expect(closed).toEqual([1008]);
  let heard = 0;
  link.onFrame(() => (heard += 1));
  expect(heard).toBe(64);
});
