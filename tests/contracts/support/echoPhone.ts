/** A phone in a process of its own, because y-webrtc keeps one room of a name per process. It sends back what it gets. */
import { createRequire } from 'node:module';
import { WebSocket } from 'ws';
import { createWebrtcTransport } from '#sync/transports/webrtc.ts';
import { roomOfTests } from './roomOfTests.ts';

Object.assign(globalThis, { WebSocket });
const wrtc = createRequire(import.meta.url)('@roamhq/wrtc') as object;
const [signaling = ''] = process.argv.slice(2);
const running = createWebrtcTransport({ signaling: [signaling], iceServers: [], random: Math.random, wrtc }).start(
  (link) => {
    process.send?.({ binding: Buffer.from(link.binding).toString('hex') });
    let last: Promise<void> = Promise.resolve();
    link.onFrame((frame) => {
      last = last.then(() => link.send(frame)).catch(() => undefined);
    });
    link.onClose(() => process.send?.({ closed: true }));
    process.on('message', (word) => {
      if (word === 'close') link.close();
    });
  },
);
running.setRooms([roomOfTests]);
