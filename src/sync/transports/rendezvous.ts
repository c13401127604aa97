/** What we use of y-webrtc, which has no types for it, or calls it `any`. Looked up in version 10.3.0. */
import type { Doc } from 'yjs';

export interface Rendezvous {
  readonly WebrtcProvider: new (
    room: string,
    doc: Doc,
    options: {
      readonly signaling: string[];
      readonly password: string;
      readonly maxConns: number;
      readonly filterBcConns: boolean;
      readonly peerOpts: object;
    },
  ) => RendezvousProvider;
}

export interface RendezvousProvider {
  readonly room: { readonly webrtcConns: ReadonlyMap<string, RendezvousConn> } | null;
  readonly awareness: { readonly setLocalState: (state: null) => void };
  readonly signalingConns: RendezvousPlace[];
  readonly on: (event: 'peers', listener: (change: { readonly added: readonly string[] }) => void) => void;
  readonly connect: () => void;
  readonly disconnect: () => void;
}

/** One socket to signaling, shared by all rooms. */
export interface RendezvousPlace {
  send: (message: { readonly type: string; readonly topic?: unknown }) => void;
  shouldConnect: boolean;
  unsuccessfulReconnects: number;
  readonly ws: WebSocket | null;
  readonly connected: boolean;
  readonly providers: ReadonlySet<RendezvousProvider>;
  readonly connect: () => void;
  readonly on: (event: 'connect' | 'disconnect', listener: () => void) => void;
}

/** One other device in a room, from its first sign on. */
export interface RendezvousConn {
  readonly peer: {
    readonly _pc: RTCPeerConnection;
    readonly on: (event: 'close' | 'data', listener: () => void) => void;
    readonly removeAllListeners: (event: 'data') => void;
  };
  readonly destroy: () => void;
}

/** The browser's own connection, which simple-peer keeps for itself. */
export function connectionOf({ peer }: RendezvousConn): RTCPeerConnection {
  const { _pc: connection } = peer;
  return connection;
}
