import type { WebSocket } from 'ws';
import { type Allowance, createAllowance, type Rate } from './allowance.ts';
import { readSignalingMessage, type SignalingMessage } from './signalingMessage.ts';

/** How much one connection, one address and all of them may ask for. */
export interface SignalingLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly topicsPerConnection: number;
  readonly subscribersPerTopic: number;
  readonly messages: Rate;
  readonly messagesPerAddress: Rate;
  /** Bytes sent out for what one connection publishes: one frame goes to everybody of its topic. */
  readonly delivered: Rate;
  /** Bytes waiting for a consumer that does not read. */
  readonly backlog: number;
  readonly heartbeatMs: number;
}

/**
 * A whole atelier behind one Wi-Fi is one address. Twenty phones that meet send each other some two hundred messages in
 * the first seconds.
 */
export const usualSignalingLimits: SignalingLimits = {
  connections: 2000,
  connectionsPerAddress: 300,
  topicsPerConnection: 64,
  subscribersPerTopic: 500,
  messages: { burst: 600, perSecond: 60 },
  messagesPerAddress: { burst: 12_000, perSecond: 1200 },
  delivered: { burst: 32 * 1024 * 1024, perSecond: 2 * 1024 * 1024 },
  backlog: 1024 * 1024,
  heartbeatMs: 30_000,
};

/** Largest frame; `ws` itself closes with 1009 beyond it. An offer with all its candidates has some 4 KiB. */
export const maxSignalingFrame = 64 * 1024;

export interface SignalingDeps {
  readonly now: () => number;
  readonly limits?: Partial<SignalingLimits>;
}

/** Lets browsers that know one room's name find each other: y-webrtc's signaling, which trusts nobody here. */
export interface Signaling {
  readonly accept: (socket: WebSocket, address: string) => void;
  readonly status: () => { readonly connections: number; readonly topics: number; readonly refused: number };
  readonly stop: () => void;
}

interface Client {
  readonly socket: WebSocket;
  readonly topics: Set<string>;
  readonly messages: Allowance;
  readonly ofAddress: Allowance;
  readonly delivered: Allowance;
  isAlive: boolean;
}

interface Neighbours {
  count: number;
  readonly messages: Allowance;
}

/** Codes of RFC 6455: what is not text 1003, what is not JSON 1007, what breaks a rule 1008, too many 1013. */
const notText = 1003;
const notReadable = 1007;
const againstTheRules = 1008;
const tooMany = 1013;

export function createSignaling({ now, limits: wished = {} }: SignalingDeps): Signaling {
  const limits = { ...usualSignalingLimits, ...wished };
  const clients = new Set<Client>();
  const clientsByTopic = new Map<string, Set<Client>>();
  const neighboursByAddress = new Map<string, Neighbours>();
  let refused = 0;

  function refuse({ socket }: Pick<Client, 'socket'>, code: number, reason: string): void {
    refused += 1;
    socket.close(code, reason);
  }

  function accept(socket: WebSocket, address: string): void {
    socket.on('error', () => socket.terminate());
    const neighbours = neighboursByAddress.get(address) ?? {
      count: 0,
      messages: createAllowance(limits.messagesPerAddress, now),
    };
    if (clients.size >= limits.connections || neighbours.count >= limits.connectionsPerAddress) {
      refuse({ socket }, tooMany, 'too many connections');
      return;
    }
    neighbours.count += 1;
    neighboursByAddress.set(address, neighbours);
    const client: Client = {
      socket,
      topics: new Set(),
      messages: createAllowance(limits.messages, now),
      ofAddress: neighbours.messages,
      delivered: createAllowance(limits.delivered, now),
      isAlive: true,
    };
    clients.add(client);
    socket.on('pong', () => (client.isAlive = true));
    socket.on('message', (data: Buffer, isBinary: boolean) => hear(client, data, isBinary));
    socket.on('close', () => {
      clients.delete(client);
      for (const topic of client.topics) leave(client, topic);
      neighbours.count -= 1;
      if (neighbours.count === 0) neighboursByAddress.delete(address);
    });
  }

  function hear(client: Client, data: Buffer, isBinary: boolean): void {
    // Frames that came before the closing was through are not looked at.
    if (client.socket.readyState !== client.socket.OPEN) return;
    client.isAlive = true;
    if (isBinary) return refuse(client, notText, 'text only');
    if (!client.messages.spend(1) || !client.ofAddress.spend(1)) return refuse(client, againstTheRules, 'too fast');
    const message = readSignalingMessage(data.toString('utf8'));
    if (!message.ok)
      return refuse(client, message.refusal.kind === 'not-json' ? notReadable : againstTheRules, message.refusal.kind);
    obey(client, message.value, data.length);
  }

  function obey(client: Client, message: SignalingMessage, bytes: number): void {
    switch (message.type) {
      case 'subscribe':
        for (const topic of message.topics) if (!join(client, topic)) return;
        return;
      case 'unsubscribe':
        for (const topic of message.topics) leave(client, topic);
        return;
      case 'publish':
        return publish(client, message, bytes);
      case 'ping':
        return send(client, '{"type":"pong"}');
      case 'pong':
        return;
    }
  }

  function join(client: Client, topic: string): boolean {
    if (client.topics.has(topic)) return true;
    const others = clientsByTopic.get(topic) ?? new Set();
    if (client.topics.size >= limits.topicsPerConnection || others.size >= limits.subscribersPerTopic) {
      refuse(client, againstTheRules, 'too many topics');
      return false;
    }
    client.topics.add(topic);
    clientsByTopic.set(topic, others.add(client));
    return true;
  }

  function leave(client: Client, topic: string): void {
    client.topics.delete(topic);
    const others = clientsByTopic.get(topic);
    others?.delete(client);
    if (others?.size === 0) clientsByTopic.delete(topic);
  }

  /** Only into a room one is in: whoever does not know its name reaches nobody. */
  function publish(
    client: Client,
    { topic, rest }: Extract<SignalingMessage, { type: 'publish' }>,
    bytes: number,
  ): void {
    const receivers = clientsByTopic.get(topic);
    if (receivers?.has(client) !== true) return;
    if (!client.delivered.spend(bytes * receivers.size)) return refuse(client, againstTheRules, 'too much');
    const text = JSON.stringify({ ...rest, clients: receivers.size });
    for (const receiver of receivers) send(receiver, text);
  }

  function send({ socket }: Client, text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.backlog) return socket.terminate();
    socket.send(text, (error) => error && socket.terminate());
  }

  const heartbeat = setInterval(() => {
    for (const client of clients) {
      if (!client.isAlive) client.socket.terminate();
      client.isAlive = false;
      if (client.socket.readyState === client.socket.OPEN) client.socket.ping();
    }
  }, limits.heartbeatMs);
  heartbeat.unref();

  return {
    accept,
    status: () => ({ connections: clients.size, topics: clientsByTopic.size, refused }),
    stop() {
      clearInterval(heartbeat);
      for (const { socket } of clients) socket.terminate();
    },
  };
}
