import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Signer } from '#crypto/signingKey.ts';
import type { Link } from '#session/link.ts';
import { podBinding } from '#session/podBinding.ts';
import { spokenVersions, type SessionCrypto } from '#session/handshake.ts';
import { openSession } from '#session/session.ts';
import type { Timer } from '#session/timer.ts';
import type { Rate } from './allowance.ts';
import { createSocketLink } from './socketLink.ts';
import type { OpenedWorkshop, Workshops } from './workshops.ts';

export interface PeerLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** What one phone may bring; the rest is read later. */
  readonly incoming: Rate;
  readonly heartbeatMs: number;
}

/** A phone that brings ten years of a workshop is slowed down, not sent away. */
export const usualPeerLimits: PeerLimits = {
  connections: 1000,
  connectionsPerAddress: 300,
  incoming: { burst: 64 * 1024 * 1024, perSecond: 4 * 1024 * 1024 },
  heartbeatMs: 30_000,
};

export interface PodPeerDeps {
  readonly workshops: Workshops;
  /** The pod's own key: it is nobody's device and writes nothing. */
  readonly identity: Signer;
  readonly version: string;
  readonly crypto: SessionCrypto;
  readonly timer: Timer;
  readonly now: () => number;
  readonly limits?: Partial<PeerLimits>;
  /** A bug: the connection is gone, the pod goes on. */
  readonly onFailure: (error: unknown) => void;
}

/** The pod as phones meet it: a session for each connection, over the ledger of the workshop it names. */
export interface PodPeer {
  readonly accept: (socket: WebSocket, request: IncomingMessage, address: string) => void;
  readonly status: () => { readonly connections: number; readonly refused: number };
  readonly stop: () => void;
}

/** Codes phones know: the pod has no room, or is not for this workshop. Too many connections: 1013, try again later. */
const full = 4001;
const notTaken = 4003;
const tryAgain = 1013;

export function createPodPeer(deps: PodPeerDeps): PodPeer {
  const { workshops, identity, version, crypto, timer, now, onFailure } = deps;
  const limits = { ...usualPeerLimits, ...deps.limits };
  const alive = new Map<WebSocket, { isAlive: boolean }>();
  const countByAddress = new Map<string, number>();
  let refused = 0;

  function refuse(socket: WebSocket, code: number, reason: string): void {
    refused += 1;
    socket.close(code, reason);
  }

  function accept(socket: WebSocket, request: IncomingMessage, address: string): void {
    socket.on('error', () => socket.terminate());
    const count = countByAddress.get(address) ?? 0;
    if (alive.size >= limits.connections || count >= limits.connectionsPerAddress)
      return refuse(socket, tryAgain, 'too many connections');
    countByAddress.set(address, count + 1);
    const pulse = { isAlive: true };
    alive.set(socket, pulse);
    for (const sign of ['pong', 'message']) socket.on(sign, () => (pulse.isAlive = true));
    socket.on('close', () => {
      alive.delete(socket);
      const left = (countByAddress.get(address) ?? 1) - 1;
      if (left === 0) countByAddress.delete(address);
      else countByAddress.set(address, left);
    });
    const url = new URL(request.url ?? '/', 'ws://pod');
    const link = createSocketLink({
      socket,
      binding: podBinding(request.headers.host ?? '', url.pathname),
      incoming: limits.incoming,
      now,
    });
    void meet(socket, link, url.searchParams.get('w') ?? '').catch((error: unknown) => {
      socket.terminate();
      onFailure(error);
    });
  }

  async function meet(socket: WebSocket, link: Link, workshop: string): Promise<void> {
    const entered = await workshops.enter(workshop);
    if (!entered.ok) return refuse(socket, entered.refusal.kind === 'no-room' ? full : notTaken, entered.refusal.kind);
    try {
      await talk(link, entered.value);
    } finally {
      entered.value.leave();
    }
  }

  async function talk(link: Link, { ledger, shelf }: OpenedWorkshop): Promise<void> {
    const session = openSession({
      link,
      ledger,
      trust: ledger.trust,
      blobs: shelf,
      identity,
      mode: 'full',
      versions: spokenVersions,
      appVersion: version,
      crypto,
      timer,
    });
    const end = await session.done;
    if (end.by === 'here' && end.reason !== 'done') refused += 1;
  }

  const heartbeat = setInterval(() => {
    for (const [socket, pulse] of alive) {
      if (!pulse.isAlive) socket.terminate();
      pulse.isAlive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, limits.heartbeatMs);
  heartbeat.unref();

  return {
    accept,
    status: () => ({ connections: alive.size, refused }),
    stop() {
      clearInterval(heartbeat);
      for (const socket of alive.keys()) socket.terminate();
    },
  };
}
