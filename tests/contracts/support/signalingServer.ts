import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** The four messages of y-webrtc's signaling and nothing more: what a stranger's server would do, so that ours is not needed. */
export async function serveSignaling(port = 0) {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  const topicsOf = new Map<WebSocket, Set<string>>();
  const published: string[] = [];
  server.on('connection', (socket) => {
    const topics = new Set<string>();
    topicsOf.set(socket, topics);
    socket.on('close', () => topicsOf.delete(socket));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      const message = JSON.parse(text) as { readonly type: string; readonly topic: string; readonly topics: string[] };
      if (message.type === 'subscribe') for (const topic of message.topics) topics.add(topic);
      if (message.type === 'unsubscribe') for (const topic of message.topics) topics.delete(topic);
      if (message.type === 'ping') socket.send('{"type":"pong"}');
      if (message.type !== 'publish') return;
      published.push(text);
      for (const [other, theirs] of topicsOf) if (theirs.has(message.topic)) other.send(text);
    });
  });
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const taken = (http.address() as AddressInfo).port;
  return {
    address: `ws://127.0.0.1:${String(taken)}`,
    port: taken,
    published,
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
