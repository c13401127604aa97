import type { Room } from '#sync/transports/transport.ts';

export const roomOfTests: Room = { name: 'a-room', password: 'its-password', kind: 'now', announces: true };
